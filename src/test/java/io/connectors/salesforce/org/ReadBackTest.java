package io.connectors.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadBackTest {
    private static final String ADA = "0055g00000AdaAdAAJ";
    private static final String BOB = "0055g00000BobBoAAJ";
    private static final String EVE = "0055g00000EveEvAAJ";

    private static ReadBack of(String options, String... ids) {
        return new ReadBack(new Selection(SelectionTest.connector(options)), List.of(ids));
    }

    private static byte[] page(String... records) {
        return ("{\"totalSize\":" + records.length + ",\"done\":true,\"records\":[" + String.join(",", records) + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String user(String id, boolean active) {
        return "{\"Id\":\"" + id + "\",\"IsActive\":" + active + "}";
    }

    private static byte[] ids(String... ids) {
        return page(Stream.of(ids).map(id -> "{\"Id\":\"" + id + "\"}").toArray(String[]::new));
    }

    private static byte[] logins(String... ids) {
        return page(Stream.of(ids).map(id -> "{\"UserId\":\"" + id + "\"}").toArray(String[]::new));
    }

    @Test
    void keepsWhoIsSelectedAfterAll() {
        ReadBack readBack = of("", ADA);

        readBack.take(page(user(ADA, true)));
        readBack.take(ids(ADA));

        assertThat(readBack.queries().isMore()).isFalse();
        assertThat(readBack.getFates()).containsExactlyEntriesOf(java.util.Map.of(ADA, "selected"));
    }

    @Test
    void tellsEveryFateApart() {
        ReadBack readBack = of("", ADA, BOB, EVE, "0055g00000GusGuAAJ");

        readBack.take(page(user(ADA, true), user(BOB, false), user(EVE, true)));
        readBack.take(ids(ADA));

        assertThat(readBack.getFates())
                .containsEntry(ADA, "selected")
                .containsEntry(BOB, "status")
                .containsEntry(EVE, "filter")
                .containsEntry("0055g00000GusGuAAJ", "not-visible")
                .hasSize(4);
    }

    @Test
    void takesNoAnswerForAProofThatDoesNotFitTheQuestion() {
        assertThatThrownBy(() -> of("", ADA, BOB).take(page(user(ADA, true), "{\"Id\":\"" + BOB + "\"}")))
                .as("no status")
                .isInstanceOf(OrgFailure.class)
                .hasMessageContaining("nobody is removed");
        assertThatThrownBy(() -> of("", ADA).take(page(user(EVE, false))))
                .as("somebody else")
                .isInstanceOf(OrgFailure.class);
        ReadBack readBack = of("", ADA, BOB);
        readBack.take(page(user(ADA, true), user(BOB, true)));
        assertThatThrownBy(() -> readBack.take(ids(ADA, ADA)))
                .as("the same user in another's place")
                .isInstanceOf(OrgFailure.class);
    }

    @Test
    void countsTheStatusBeforeTheFilter() {
        ReadBack readBack = of("where: \"Department = 'Sales'\"\n", BOB);

        readBack.take(page(user(BOB, false)));

        assertThat(readBack.queries().isMore())
                .as("nobody is left to be asked for")
                .isFalse();
        assertThat(readBack.getFates()).containsEntry(BOB, "status");
    }

    @Test
    void asksForEveryStatusTheConnectorSelects() {
        ReadBack readBack = of("userStatus: [inactive]\n", ADA, BOB);

        readBack.take(page(user(ADA, true), user(BOB, false)));
        assertThat(readBack.queries().getNext()).contains(BOB).doesNotContain(ADA);
        readBack.take(ids(BOB));

        assertThat(readBack.getFates()).containsEntry(ADA, "status").containsEntry(BOB, "selected");
    }

    @Test
    void asksTheSecondTimeWithTheConnectorsWholeSelection() {
        ReadBack readBack = of("userTypes: [Standard]\nwhere: \"Title != null\"\n", ADA, EVE);
        assertThat(readBack.queries().getNext()).doesNotContain("UserType").doesNotContain("Title");

        readBack.take(page(user(ADA, true)));

        assertThat(readBack.queries().getNext())
                .contains("Id IN ('" + ADA + "')")
                .contains("UserType IN ('Standard')")
                .contains("(Title != null)");
    }

    @Test
    void countsWhoWasFrozenAsOfAnotherStatus() {
        ReadBack readBack = of("frozenUsers: exclude\n", ADA, BOB);

        readBack.take(page(user(ADA, true), user(BOB, true)));
        readBack.take(ids(ADA, BOB));
        assertThat(readBack.queries().getObject()).isEqualTo("UserLogin");
        readBack.take(logins(BOB));

        assertThat(readBack.getFates()).containsEntry(ADA, "selected").containsEntry(BOB, "status");
    }

    @Test
    void countsWhoIsFrozenNoMoreAsOfAnotherStatusWhereOnlyFrozenAreSelected() {
        ReadBack readBack = of("frozenUsers: only\n", ADA, BOB);

        readBack.take(page(user(ADA, true), user(BOB, true)));
        readBack.take(ids(ADA, BOB));
        readBack.take(logins(BOB));

        assertThat(readBack.getFates()).containsEntry(ADA, "status").containsEntry(BOB, "selected");
    }

    @Test
    void doesNotAskWhoIsFrozenWhereItMakesNoDifference() {
        ReadBack readBack = of("", ADA);

        readBack.take(page(user(ADA, true)));
        readBack.take(ids(ADA));

        assertThat(readBack.queries().isMore()).isFalse();
    }

    @Test
    void doesNotAskForSelectionOrFreezingOfNobody() {
        ReadBack readBack = of("frozenUsers: exclude\n", ADA, BOB);

        readBack.take(page());

        assertThat(readBack.queries().isMore()).isFalse();
        assertThat(readBack.getFates()).containsEntry(ADA, "not-visible").containsEntry(BOB, "not-visible");
    }

    @Test
    void recognizesUsersByTheFirstFifteenCharactersToo() {
        ReadBack readBack = of("", ADA);

        readBack.take(page(user(ADA.substring(0, 15), true)));
        readBack.take(ids(ADA.substring(0, 15)));

        assertThat(readBack.getFates()).containsEntry(ADA, "selected");
    }

    @Test
    void goesOnOverThePagesOfOneQuery() {
        ReadBack readBack = of("", ADA, BOB);

        readBack.take(
                ("{\"totalSize\":2,\"done\":false,\"nextRecordsUrl\":\"/services/data/v60.0/query/0r8\",\"records\":["
                                + user(ADA, true) + "]}")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(readBack.queries().getNext()).isEqualTo("/services/data/v60.0/query/0r8");
        readBack.take(("{\"totalSize\":2,\"done\":true,\"records\":[" + user(BOB, true) + "]}")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(readBack.queries().getNext()).contains(ADA).contains(BOB);
    }

    @Test
    void answersInTheOrderAskedAndTellsTheLast() {
        ReadBack readBack = of("", EVE, ADA, BOB);

        assertThat(readBack.getLast()).isEqualTo(BOB);
        assertThat(readBack.getFates().keySet().stream().collect(Collectors.toList()))
                .containsExactly(EVE, ADA, BOB);
    }
}
