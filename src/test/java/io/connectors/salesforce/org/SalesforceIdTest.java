package io.connectors.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceIdTest {
    @ParameterizedTest
    @CsvSource({
        "001A0000006Vm9r, 001A0000006Vm9rIAC",
        "0015000000Gv7qJ, 0015000000Gv7qJAAR",
        "005000000000000, 005000000000000AAA",
        "aaaaaaaaaaaaaaa, aaaaaaaaaaaaaaaAAA",
        "AAAAAAAAAAAAAAA, AAAAAAAAAAAAAAA555",
        "Aaaaabbbbbccccc, AaaaabbbbbcccccBAA",
        "aaaaAbbbbBccccC, aaaaAbbbbBccccCQQQ"
    })
    void makesEighteenCharactersOfFifteen(String fifteen, String eighteen) {
        assertThat(SalesforceId.normal(fifteen)).isEqualTo(eighteen);
    }

    @Test
    void leavesEighteenCharactersAsTheyAre() {
        assertThat(SalesforceId.normal("001A0000006Vm9rIAC")).isEqualTo("001A0000006Vm9rIAC");
    }

    @Test
    void tellsIdsApartThatDifferInCaseOnly() {
        assertThat(SalesforceId.normal("001A0000006Vm9r"))
                .isNotEqualToIgnoringCase(SalesforceId.normal("001A0000006Vm9R"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "005",
                "001A0000006Vm9",
                "001A0000006Vm9rI",
                "001A0000006Vm9rIA",
                "001A0000006Vm9rIACx",
                "001A0000006Vm9riac",
                "001A0000006Vm9rIA6",
                "001A0000006Vm-r",
                " 01A0000006Vm9r",
                "001A0000006Vm9r\n",
                "001A0000006Vm9é"
            })
    void refusesEverythingElseWithoutRepeatingIt(String id) {
        assertThatThrownBy(() -> SalesforceId.normal(id))
                .isInstanceOf(OrgFailure.class)
                .hasMessageContaining("without a valid Id")
                .hasMessageNotContaining("001A");
    }
}
