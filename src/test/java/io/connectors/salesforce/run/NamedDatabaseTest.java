package io.connectors.salesforce.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** The state in a database of the surroundings; PostgreSQL is tried in Karaf. */
class NamedDatabaseTest {
    private static JdbcDataSource h2(String options) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(TestDatabase.H2.newUrl() + options);
        database.setUser("connector");
        return database;
    }

    @Test
    void mayBeAnH2ThatTakesTheSqlOfPostgres() {
        JdbcDataSource database = h2(";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");

        try (State state = State.open(database)) {
            assertThat(state.<Long>read(handle -> handle.createQuery("SELECT count(*) FROM snapshot")
                            .mapTo(Long.class)
                            .one()))
                    .isZero();
        }
    }

    @Test
    void isRefusedWithTheRemedyWhereItDoesNot() {
        assertThatThrownBy(() -> State.open(h2("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("H2")
                .hasMessageContaining("MODE=PostgreSQL");
    }
}
