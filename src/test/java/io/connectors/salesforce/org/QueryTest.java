package io.connectors.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connectors.salesforce.mapping.SourceUser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private static final String ONE =
            "{\"attributes\":{\"type\":\"User\"},\"Id\":\"0055g00000AbCdEAAV\",\"Email\":\"a@b\","
                    + "\"Profile\":{\"attributes\":{},\"Name\":\"P\",\"UserLicense\":{\"Name\":\"L\"}},\"Manager\":null,"
                    + "\"Address\":{\"city\":\"X\"},\"Score\":1.50}";

    private final Query query = new Query(
            "User",
            "SELECT …",
            List.of("Email", "Profile.Name", "Profile.UserLicense.Name", "Manager.Name", "Address", "Score"));

    private static byte[] page(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsNestedRecords() {
        Page page = query.take(page("{\"totalSize\":1,\"done\":true,\"records\":[" + ONE + "]}"));
        SourceUser user = page.users().get(0);
        assertThat(user.id()).isEqualTo("0055g00000AbCdEAAV");
        assertThat(user.values())
                .containsExactly("a@b", "P", "L", null, Map.of("city", "X"), new java.math.BigDecimal("1.50"));
        assertThat(query.next()).isNull();
        query.seal();
    }

    @Test
    void makesEveryIdEighteenCharactersLong() {
        assertThat(SalesforceId.normal("0055g00000AbCdE")).isEqualTo("0055g00000AbCdEAAV");
        assertThatThrownBy(() -> SalesforceId.normal("0055g")).isInstanceOf(OrgFailure.class);
    }

    @Test
    void followsItsOwnPagesOnly() {
        query.take(page(
                "{\"totalSize\":2,\"done\":false,\"nextRecordsUrl\":\"/services/data/v60.0/query/0r8xx-2000\",\"records\":["
                        + ONE + "]}"));
        assertThat(query.next()).isEqualTo("/services/data/v60.0/query/0r8xx-2000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "//evil.example/services/data/v60.0/query/0r8",
                "@evil.example/services/data/v60.0/query/0r8",
                "/services/data/v60.0/query/../../../evil",
                "/services/apexrest/x"
            })
    void refusesToFollowAnyOtherAddress(String next) {
        assertThatThrownBy(() -> query.take(page("{\"totalSize\":2,\"done\":false,\"nextRecordsUrl\":\"" + next
                        + "\",\"records\":[" + ONE + "]}")))
                .isInstanceOf(OrgFailure.class)
                .hasMessageContaining("not followed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html></html>",
                "{\"totalSize\":1,\"done\":true,\"records\":[{\"Id\":\"0055g00000AbCdEAAV\"",
                "{\"totalSize\":1,\"done\":true}",
                "{\"totalSize\":1,\"records\":[]}",
                "{\"done\":true,\"records\":[]}",
                "[]",
                "{\"totalSize\":1,\"done\":true,\"records\":[{\"Id\":null}]}",
                "{\"totalSize\":1,\"done\":true,\"records\":[]} {}"
            })
    void takesNoPrefixForAPage(String body) {
        assertThatThrownBy(() -> query.take(page(body))).isInstanceOf(OrgFailure.class);
    }

    @Test
    void isSealedOnlyWithEveryAnnouncedRow() {
        query.take(page("{\"totalSize\":2,\"done\":true,\"records\":[" + ONE + "]}"));
        assertThatThrownBy(query::seal).hasMessageContaining("2 rows were announced and 1 came");
    }

    @Test
    void isNotSealedBeforeTheEndWasAnnounced() {
        assertThatThrownBy(query::seal).hasMessageContaining("the end was not reached");
        assertThatThrownBy(() -> query.take(page("{\"totalSize\":2,\"done\":false,\"records\":[" + ONE + "]}")))
                .hasMessageContaining("named no next one");
    }

    @Test
    void doesNotAcceptAnotherTotalOnALaterPage() {
        query.take(page(
                "{\"totalSize\":2,\"done\":false,\"nextRecordsUrl\":\"/services/data/v60.0/query/0r8\",\"records\":["
                        + ONE + "]}"));
        assertThatThrownBy(() -> query.take(page("{\"totalSize\":3,\"done\":true,\"records\":[" + ONE + "]}")))
                .hasMessageContaining("total changed");
    }
}
