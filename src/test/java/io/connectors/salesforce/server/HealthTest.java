package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.server.Health.Facts;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A connector is healthy only after a success that is not overdue. */
class HealthTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # valid, due, running, latest, last, overdue, health
            true, true, false, -, -, false, never-run
            true, true, false, PREVIEWED, -, false, never-run
            true, true, false, CANCELLED, -, false, never-run
            true, true, false, FAILED, -, false, failed
            true, true, false, COMPLETED, COMPLETED, false, healthy
            true, true, false, COMPLETED, COMPLETED, true, overdue
            true, true, false, PREVIEWED, COMPLETED, false, healthy
            true, true, false, CANCELLED, COMPLETED, false, healthy
            true, true, false, FAILED, COMPLETED, false, failed
            true, true, false, FAILED, COMPLETED, true, failed
            true, true, false, FAILED, FAILED, false, failed
            true, true, false, PREVIEWED, FAILED, false, failed
            true, true, false, CANCELLED, CANCELLED, false, failed
            true, true, false, CANCELLED, CANCELLED, true, failed
            true, true, false, DISCARDED, DISCARDED, false, failed
            true, true, false, REPLACED, REPLACED, false, failed
            true, true, false, HELD, HELD, false, held
            true, true, false, FAILED, HELD, true, held
            true, true, true, RUNNING, HELD, false, held
            true, true, true, RUNNING, RUNNING, false, running
            true, true, true, RUNNING, FAILED, true, running
            true, true, true, RUNNING, -, false, running
            true, false, true, RUNNING, COMPLETED, false, running
            true, false, true, RUNNING, HELD, false, running
            true, false, false, COMPLETED, COMPLETED, false, inactive
            true, false, false, HELD, HELD, false, inactive
            true, false, false, FAILED, FAILED, true, inactive
            true, false, false, -, -, false, inactive
            false, true, false, COMPLETED, COMPLETED, false, invalid
            false, true, true, RUNNING, RUNNING, false, invalid
            false, false, false, HELD, HELD, true, invalid
            """)
    void isWhatThePersonWhoLooksHasToKnow(
            boolean valid, boolean due, boolean running, Status latest, Status last, boolean overdue, String health) {
        Facts facts = new Facts(valid, due, running, Optional.ofNullable(latest), Optional.ofNullable(last), overdue);

        assertThat(Health.of(facts)).hasToString(health);
    }

    @ParameterizedTest
    @CsvSource({
        "HEALTHY, false", "NEVER_RUN, false", "RUNNING, false", "INACTIVE, false",
        "HELD, true", "FAILED, true", "OVERDUE, true", "INVALID, true"
    })
    void needsAPersonOrNot(Health health, boolean needy) {
        assertThat(health.needy()).isEqualTo(needy);
    }
}
