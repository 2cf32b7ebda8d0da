package io.connectors.salesforce.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One process at a time has a connector; a dead one's lease ends by itself. */
class LeasesTest {

    @ParameterizedTest
    @EnumSource
    void giveAConnectorToOneProcessOnly(TestDatabase database) {
        try (State state = database.open(database.newUrl());
                Leases one = new Leases(state, "one", 20);
                Leases other = new Leases(state, "other", 20)) {
            OptionalLong epoch = one.claim("acme", false);

            assertThat(other.claim("acme", false)).isEmpty();
            assertThat(one.claim("acme", true))
                    .as("not twice by the same process")
                    .isEmpty();
            assertThat(other.claim("another", false)).isPresent();

            one.release("acme", epoch.orElseThrow());
            assertThat(other.claim("acme", false)).hasValue(epoch.orElseThrow() + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void giveANewConnectorToOneOfManyWhoClaimItAtOnce(TestDatabase database) {
        try (State state = database.open(database.newUrl());
                Leases one = new Leases(state, "one", 20);
                Leases other = new Leases(state, "other", 20)) {
            for (int i = 0; i < 20; i++) {
                String connector = "new-" + i;
                List<CompletableFuture<OptionalLong>> claims = Stream.of(one, other, one, other)
                        .map(leases -> CompletableFuture.supplyAsync(() -> leases.claim(connector, false)))
                        .toList();

                assertThat(claims.stream().map(CompletableFuture::join).filter(OptionalLong::isPresent))
                        .containsExactly(OptionalLong.of(1));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(30)
    void endByThemselvesWhereAProcessDies(TestDatabase database) {
        try (State state = database.open(database.newUrl());
                Leases next = new Leases(state, "next", 2)) {
            Leases dead = new Leases(state, "dead", 2);
            dead.claim("acme", false);
            dead.close();
            Instant died = Instant.now();

            assertThat(next.claim("acme", true)).hasValue(2);
            assertThat(Duration.between(died, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(30)
    void areRefusedAtOnceWhileTheirProcessLives(TestDatabase database) {
        try (State state = database.open(database.newUrl());
                Leases busy = new Leases(state, "busy", 2);
                Leases next = new Leases(state, "next", 2)) {
            busy.claim("acme", false);

            assertThat(next.claim("acme", true))
                    .as("waits until it sees a renewal")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void areNeverRenewedAfterTheirRelease(TestDatabase database) {
        try (State state = database.open(database.newUrl());
                Leases eager = new Leases(state, "eager", 20, 1, TimeUnit.MILLISECONDS)) {
            for (int i = 0; i < 300; i++) {
                OptionalLong epoch = eager.claim("acme", false);
                assertThat(epoch).as("claim " + i).isPresent();
                eager.release("acme", epoch.orElseThrow());
            }
        }
    }
}
