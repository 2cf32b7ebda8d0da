package io.connectors.salesforce.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.h2.api.DatabaseEventListener;
import org.junit.jupiter.api.Test;

/** H2 makes its file small whenever it closes it, which takes up to ten seconds. */
class EmbeddedDatabaseTest {
    private static final AtomicInteger OPENED = new AtomicInteger();
    private static final AtomicInteger CLOSED = new AtomicInteger();

    /** H2 makes one whenever it opens the database. */
    public static final class Listener implements DatabaseEventListener {
        @Override
        public void opened() {
            OPENED.incrementAndGet();
        }

        @Override
        public void closingDatabase() {
            CLOSED.incrementAndGet();
        }
    }

    @Test
    void isOpenedOnceAndClosedOnce() {
        String url = TestDatabase.H2.newUrl() + ";DATABASE_EVENT_LISTENER='" + Listener.class.getName() + "'";

        try (State state = TestDatabase.H2.open(url)) {
            assertThat(state.answers()).isTrue();
            assertThat(OPENED).hasValue(1);
            assertThat(CLOSED).hasValue(0);
        }

        assertThat(OPENED).hasValue(1);
        assertThat(CLOSED).hasValue(1);
    }

    @Test
    void takesAnotherSizeOfTheCacheFromItsAddress() {
        try (State state = TestDatabase.H2.open(TestDatabase.H2.newUrl() + ";cache_size=20000")) {
            assertThat(state.answers()).isTrue();
        }
    }
}
