package io.connectors.salesforce.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.platform.Results.Refusal;
import io.connectors.salesforce.platform.Results.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {
    private static final Operation UPSERT = Operation.upsert("005xx0000012345AAA", "{}");
    private static final Operation DELETE = Operation.delete("005xx0000012345AAA", "status");

    private static Results read(String json) throws JsonProcessingException {
        return new ObjectMapper().readValue(json, Results.class);
    }

    @Test
    void readsWhatThePlatformAnswers() throws JsonProcessingException {
        Results results = read(
                "{\"took\":5,\"results\":[{\"sourceId\":\"1\",\"status\":\"rejected\",\"extra\":[],"
                        + "\"error\":{\"code\":\"c\",\"message\":\"m\",\"field\":\"f\"}},{\"sourceId\":\"2\",\"status\":\"created\"}]}");

        assertThat(results.results())
                .containsExactly(new Result("1", "rejected", new Refusal("c", "m")), new Result("2", "created", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"results\":null}", "{\"results\":[]}"})
    void takesNoResultsForNone(String json) throws JsonProcessingException {
        assertThat(read(json).results()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "created,   true,  false",
        "updated,   true,  false",
        "unchanged, true,  true",
        "deleted,   false, true",
        "rejected,  false, false",
        "Created,   false, false",
        "ok,        false, false"
    })
    void acknowledgesAnOperationByItsOwnWordOnly(String status, boolean upsert, boolean deletion) {
        Result result = new Result("1", status, null);

        assertThat(result.acknowledges(UPSERT)).isEqualTo(upsert);
        assertThat(result.acknowledges(DELETE)).isEqualTo(deletion);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "error"})
    void takesAnUnknownStatusNeitherForYesNorForNo(String status) {
        Result result = new Result("1", status, null);

        assertThat(result.acknowledges(UPSERT)).isFalse();
        assertThat(result.rejects()).isFalse();
    }

    @Test
    void givesARefusalWithoutWordsSome() {
        assertThat(new Refusal(null, null)).isEqualTo(Refusal.UNEXPLAINED);
        assertThat(Refusal.UNEXPLAINED.message()).isEqualTo("The platform gave no cause.");
    }

    @Test
    void limitsARefusalsLength() {
        Refusal refusal = new Refusal("c".repeat(5000), "m".repeat(5000));

        assertThat(refusal.code()).hasSize(100);
        assertThat(refusal.message()).hasSize(2000);
    }
}
