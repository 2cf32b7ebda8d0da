package io.connectors.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connectors.salesforce.config.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowanceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-usage=18/5000",
                "api-usage=18/5000; api-bursts=1/750",
                "per-app-api-usage=17/250(appName=x); api-usage=18/5000"
            })
    void isReadFromEveryFormOfTheHeader(String header) {
        assertThat(Allowance.of(header)).hasValue(new Allowance(5000, 4982));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "per-app-api-usage=17/250(appName=x)", "api-usage=many"})
    void isUnknownWhereTheHeaderTellsNothing(String header) {
        assertThat(Allowance.of(header)).isEmpty();
    }

    @Test
    void affordsExactlyItsShareAndNotOneMore() {
        Allowance allowance = new Allowance(1000, 900);

        assertThatCode(() -> allowance.afford(2, 248, Limit.of("25%"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> allowance.afford(2, 249, Limit.of("25%"))).hasMessageContaining("251", "1000", "25%");
        assertThatCode(() -> allowance.afford(2, 900, Limit.of("off"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> allowance.afford(2, 901, Limit.of("100%")))
                .hasMessageContaining("900 of 1000 left")
                .hasMessageContaining("apiUsage: off");
        assertThatCode(() -> allowance.afford(2, 901, Limit.of("off"))).doesNotThrowAnyException();
        assertThatCode(() -> new Allowance(1000, -7).afford(2, 1, Limit.of("off")))
                .doesNotThrowAnyException();
    }
}
