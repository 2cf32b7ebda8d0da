package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that loses its connector while a request is on its way sends nothing after it. */
@Timeout(60)
class LostLeaseTest {
    private Installation site;

    /** As another process does that takes the connector over. */
    private void takeOver() throws IOException {
        DataSource database = site.context().getRegistry().lookupByNameAndType("planReader", DataSource.class);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE lease SET epoch = epoch + 1");
            connection.commit();
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }

    /** As a database does to a process that was paused in the middle of its transactions. */
    private void endConnections() throws IOException {
        DataSource database = site.context().getRegistry().lookupByNameAndType("planReader", DataSource.class);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }

    private void takeOverAndAnswer(HttpExchange exchange, int status) throws IOException {
        takeOver();
        byte[] nobody = "{\"results\":[]}".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(status, nobody.length);
        exchange.getResponseBody().write(nobody);
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource({
        "a repetition, H2, 503",
        "a repetition, POSTGRESQL, 503",
        "the halves of a batch, H2, 422",
        "the halves of a batch, POSTGRESQL, 422",
        "those without a result, H2, 200",
        "those without a result, POSTGRESQL, 200"
    })
    void sendsNoMore(String what, TestDatabase database, int status) throws IOException {
        site = Installation.of(database, 40);
        try (Installation closing = site;
                Gateway platform = new Gateway("", "/batch", exchange -> takeOverAndAnswer(exchange, status))) {
            site.set("platform", "{ type: rest, token: t, url: \"" + platform.url() + "\" }");

            RunReport run = site.run();

            assertThat(run.status()).as(what).isEqualTo(Status.FAILED);
            assertThat(run.reason()).as(what).contains("has taken connector acme over");
            assertThat(platform.answered()).as("requests").isEqualTo(1);
        }
    }

    @Test
    void namesItsSuccessorThoughTheDatabaseHasEndedItsConnections() throws IOException {
        site = Installation.of(TestDatabase.POSTGRESQL, 40);
        try (Installation closing = site;
                Gateway platform = new Gateway("", "/batch", exchange -> {
                    endConnections();
                    takeOverAndAnswer(exchange, 200);
                })) {
            site.set("platform", "{ type: rest, token: t, url: \"" + platform.url() + "\" }");

            RunReport run = site.run();

            assertThat(run.status()).isEqualTo(Status.FAILED);
            assertThat(run.reason()).contains("has taken connector acme over");
        }
    }
}
