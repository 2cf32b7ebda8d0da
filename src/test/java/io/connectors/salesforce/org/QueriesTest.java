package io.connectors.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueriesTest {
    private static final String NEXT = "/services/data/v60.0/query/0r8xx-2000";

    private final Queries queries = new Queries(List.of(
            new Query("UserLogin", "SELECT UserId FROM UserLogin", List.of()),
            new Query("User", "SELECT Id FROM User", List.of())));

    private static byte[] empty(boolean done) {
        return ("{\"totalSize\":0,\"done\":" + done + ",\"nextRecordsUrl\":\"" + NEXT + "\",\"records\":[]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void take(byte[] page) {
        queries.received(page);
        queries.take();
    }

    @Test
    void asksOneQueryAfterTheOther() {
        assertThat(queries.getObject()).isEqualTo("UserLogin");
        assertThat(queries.getNext()).isEqualTo("SELECT UserId FROM UserLogin");
        assertThat(queries.getOperation()).isEqualTo("query");

        take(empty(true));

        assertThat(queries.getObject()).isEqualTo("User");
        assertThat(queries.getOperation()).isEqualTo("query");

        take(empty(true));

        assertThat(queries.isMore()).isFalse();
    }

    @Test
    void asksForEveryPageOfAQueryBeforeTheNextOne() {
        take(empty(false));

        assertThat(queries.getObject()).isEqualTo("UserLogin");
        assertThat(queries.getNext()).isEqualTo(NEXT);
        assertThat(queries.getOperation()).isEqualTo("queryMore");
    }

    @Test
    void wantsNoPageWhileOneThatArrivedIsNotTaken() {
        assertThat(queries.isWanting()).isTrue();
        queries.received(empty(true));
        assertThat(queries.isWanting()).isFalse();

        queries.take();

        assertThat(queries.isWanting()).isTrue();
    }

    @Test
    void isUnderwayOnlyBetweenTheFirstPageOfAQueryAndItsLast() {
        assertThat(queries.isUnderway()).isFalse();
        take(empty(false));
        assertThat(queries.isUnderway()).isTrue();
        take(empty(true));
        assertThat(queries.isUnderway()).as("the next query has not begun").isFalse();
    }

    @Test
    void doesNotLeaveAQueryThatIsNotComplete() {
        byte[] oneMissing = "{\"totalSize\":1,\"done\":true,\"records\":[]}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> take(oneMissing)).hasMessageContaining("1 rows were announced and 0 came");
    }

    @Test
    void isSealedOnlyWhenEveryQueryWasAnsweredToItsEnd() {
        assertThatThrownBy(queries::seal).hasMessageContaining("UserLogin was broken off");
        take(empty(true));
        assertThatThrownBy(queries::seal)
                .isInstanceOf(OrgFailure.class)
                .hasMessageContaining("User was broken off")
                .hasMessageContaining("nobody is removed");
        take(empty(true));

        assertThatCode(queries::seal).doesNotThrowAnyException();
    }
}
