package io.connectors.salesforce.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {
    @ParameterizedTest
    @CsvSource({
        "20%, 20, 100, false",
        "20%, 21, 100, true",
        "20%, 1, 5, false",
        "20%, 1, 4, true",
        "2.5%, 25, 1000, false",
        "2.5%, 26, 1000, true",
        "0.1%, 3, 3000, false",
        "0.1%, 4, 3000, true",
        "29%, 29, 100, false",
        "0%, 0, 0, false",
        "0%, 1, 100, true",
        "20%, 1, 0, true",
        "100%, 100, 100, false",
        "33.333333%, 333333330, 1000000000, false",
        "33.333333%, 333333331, 1000000000, true",
        "50%, 4611686018427387903, 9223372036854775807, false",
        "50%, 4611686018427387904, 9223372036854775807, true",
        "50, 50, 1, false",
        "50, 51, 1000000, true",
        "0, 1, 100, true",
        "off, 9223372036854775807, 0, false",
    })
    void isExceededOnlyAboveTheExactLimit(String limit, long count, long of, boolean exceeded) {
        assertThat(Limit.of(limit).exceeded(count, of)).isEqualTo(exceeded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20%", "2.5%", "20.0%", "0%", "100%", "50", "0", "off"})
    void isShownAsWritten(String limit) {
        assertThat(Limit.of(limit)).hasToString(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "-1", "-1%", "101%", "100.1%", "many", "1.5", "OFF", "20 %"})
    void refusesWhatIsNoLimit(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Limit.of(text));
    }

    @Test
    void saysHowManyAreAllowed() {
        assertThat(Limit.of("20%").allowed(99)).hasValue(19);
        assertThat(Limit.of("50").allowed(99)).hasValue(50);
        assertThat(Limit.of("off").allowed(99)).isEmpty();
    }
}
