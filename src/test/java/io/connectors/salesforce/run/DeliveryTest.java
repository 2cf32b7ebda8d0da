package io.connectors.salesforce.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** So many batches of a run are on their way at once, and every wait for them ends. */
@Timeout(30)
class DeliveryTest {
    private static void goOn() {}

    private static Delivery full() {
        return full(new Delivery());
    }

    private static Delivery full(Delivery delivery) {
        for (int i = 0; i < 4; i++) {
            delivery.admit(DeliveryTest::goOn);
        }
        return delivery;
    }

    @Test
    void letsFourGoAndTheFifthWhenOneHasItsAnswer() {
        Delivery delivery = full();
        AtomicInteger looks = new AtomicInteger();
        CompletableFuture<Void> fifth = CompletableFuture.runAsync(() -> delivery.admit(looks::incrementAndGet));
        await().until(() -> looks.get() > 2);
        assertThat(fifth).isNotDone();

        delivery.finished();

        assertThat(fifth).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void doesNotKeepAnotherRunWaiting() {
        full();

        new Delivery().admit(DeliveryTest::goOn);
    }

    @Test
    void stopsWaitingWhereTheRunIsToStop() {
        Delivery delivery = full();
        AtomicBoolean cancelled = new AtomicBoolean();
        CompletableFuture<Void> fifth = CompletableFuture.runAsync(() -> delivery.admit(() -> {
            if (cancelled.get()) {
                throw new RunCancelled();
            }
        }));

        cancelled.set(true);

        assertThat(fifth)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withCauseInstanceOf(RunCancelled.class);
    }

    @Test
    void tellsTheFirstFailureOnceTheOthersHaveTheirAnswers() {
        Delivery delivery = new Delivery();
        delivery.admit(DeliveryTest::goOn);
        delivery.admit(DeliveryTest::goOn);
        delivery.failed(new RunFailure("the first"));
        delivery.finished();
        CompletableFuture<Void> third = CompletableFuture.runAsync(() -> delivery.admit(DeliveryTest::goOn));

        delivery.failed(new RunFailure("the second"));
        delivery.finished();

        assertThat(third).failsWithin(Duration.ofSeconds(5)).withThrowableThat().withMessageContaining("the first");
    }

    @Test
    void waitsNoLongerThanTheBatchesMayBeSilent() {
        Delivery delivery = full(new Delivery(Duration.ofMillis(300)));

        assertThatThrownBy(() -> delivery.admit(DeliveryTest::goOn))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("Nothing was heard of 4 batches");
        assertThat(delivery.awaitQuiet()).isFalse();
    }
}
