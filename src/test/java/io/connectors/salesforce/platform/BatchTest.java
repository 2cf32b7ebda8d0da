package io.connectors.salesforce.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connectors.salesforce.platform.Results.Refusal;
import io.connectors.salesforce.platform.Results.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
    private final AtomicInteger sequence = new AtomicInteger();

    private Batch batch(int size) {
        return new Batch(
                IntStream.range(0, size)
                        .mapToObj(i -> Operation.upsert("u" + i, "{}"))
                        .toList(),
                sequence::incrementAndGet);
    }

    private static Results results(List<Operation> operations, String status) {
        return new Results(operations.stream()
                .map(operation -> new Result(operation.sourceId(), status, null))
                .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 7, 15})
    void halvesARefusedBatchUntilThePoisonousUserStandsAlone(int poison) {
        Batch batch = batch(16);
        List<Integer> keys = new ArrayList<>();
        int acknowledged = 0;
        while (batch.isWaiting()) {
            keys.add(batch.part().sequence());
            List<Operation> operations = batch.part().operations();
            if (operations.stream().anyMatch(operation -> operation.sourceId().equals("u" + poison))) {
                batch.refused(new Refusal("http-400", "bad"));
            } else {
                acknowledged += batch.answered(results(operations, "created"))
                        .acknowledged()
                        .size();
            }
        }
        assertThat(acknowledged).isEqualTo(15);
        assertThat(batch.refusedAlone().keySet())
                .extracting(Operation::sourceId)
                .containsExactly("u" + poison);
        assertThat(keys).doesNotHaveDuplicates().hasSize(9);
    }

    @Test
    void sendsAUserAloneUnderTheNumberOfBefore() {
        Batch batch = new Batch(batch(2).part().operations(), sequence::incrementAndGet, Map.of("u1", 77), true);

        batch.refused(new Refusal("http-400", "bad"));

        assertThat(batch.part().sequence()).isNotEqualTo(77);
        int first = batch.part().sequence();
        batch.refused(new Refusal("http-400", "bad"));
        assertThat(batch.part().sequence()).isEqualTo(77);
        batch.refused(new Refusal("http-400", "bad"));
        assertThat(batch.refusedAlone())
                .as("refused before: no reason to end the run")
                .hasSize(2);
        assertThat(batch.refusedAlone().keySet()).extracting(batch::alone).containsExactly(first, 77);
    }

    @Test
    void takesADeferredUserForOneRefused() {
        Batch batch = batch(2);

        Batch.Answer answer = batch.answered(new Results(List.of(
                new Result("u0", "deferred", null), new Result("u1", "deferred", new Refusal("later", "Wait.")))));

        assertThat(answer.rejected().values()).extracting(Refusal::code).containsExactly("deferred", "later");
        assertThat(answer.rejected().keySet()).extracting(batch::alone).containsOnlyNulls();
        assertThat(batch.isWaiting()).isFalse();
    }

    @Test
    void failsWhereEveryUserIsRefusedAlone() {
        Batch batch = batch(3);
        while (batch.isWaiting()) {
            batch.refused(new Refusal("http-422", "unknown attribute User"));
        }
        assertThatThrownBy(batch::refusedAlone).hasMessageContaining("unknown attribute User");
    }

    @Test
    void rejectsTheOnlyUserOfABatch() {
        Batch batch = batch(1);
        batch.refused(new Refusal("http-400", "bad"));
        assertThat(batch.refusedAlone()).hasSize(1);
    }

    @Test
    void asksAgainForUsersWithoutAResult() {
        Batch batch = batch(3);
        List<Operation> all = batch.part().operations();
        assertThat(batch.answered(results(all.subList(0, 2), "updated")).acknowledged())
                .hasSize(2);
        assertThat(batch.part().operations()).containsExactly(all.get(2));
        assertThat(batch.part().sequence()).isEqualTo(2);
        batch.answered(results(all.subList(2, 3), "created"));
        assertThat(batch.isWaiting()).isFalse();
    }

    @Test
    void keepsTheKeyOfABatchThatWasNotAnsweredAtAllAndGivesUpInTheEnd() {
        Batch batch = batch(2);
        batch.answered(new Results(List.of()));
        assertThat(batch.part().sequence()).isEqualTo(1);
        batch.answered(new Results(List.of()));
        batch.goOn();
        batch.answered(new Results(List.of()));
        assertThatThrownBy(batch::goOn).hasMessageContaining("without a result for 2 of 2");
    }

    @Test
    void givesUpOnlyAfterTakingWhatTheLastAnswerHolds() {
        Batch batch = batch(8);
        for (int asked = 8; asked > 1; asked /= 2) {
            batch.goOn();
            List<Operation> half = batch.part().operations().subList(0, asked / 2);
            assertThat(batch.answered(results(half, "updated")).acknowledged()).hasSize(asked / 2);
        }
        assertThatThrownBy(batch::goOn).hasMessageContaining("without a result for 1 of 2");
    }

    @Test
    void believesOnlyResultsThatFitTheOperation() {
        Batch batch = new Batch(
                List.of(Operation.upsert("a", "{}"), Operation.delete("b", "status"), Operation.upsert("c", "{}")),
                sequence::incrementAndGet);
        Batch.Answer answer = batch.answered(new Results(List.of(
                new Result("a", "deleted", null),
                new Result("b", "deleted", null),
                new Result("c", "rejected", new Refusal("taken", "user name taken")),
                new Result("stranger", "created", null))));
        assertThat(answer.acknowledged()).extracting(Operation::sourceId).containsExactly("b");
        assertThat(answer.rejected()).hasSize(1);
        assertThat(batch.part().operations()).extracting(Operation::sourceId).containsExactly("a");
    }
}
