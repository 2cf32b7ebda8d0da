package io.connectors.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connectors.salesforce.config.net.WebProxy;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OrgConnectionTest {
    private static final String ALL = "\"totalSize\":30,";

    @TempDir
    private Path folder;

    private static List<String> requests(ConnectedOrg org) {
        return ((List<?>) org.simulator.requests().get("requests"))
                .stream().map(String::valueOf).toList();
    }

    private String jwt(KeyPair pair) throws IOException {
        Path file = folder.resolve("acme.pem");
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        return "  authentication: jwt\n  username: sync@example.com\n  privateKey: " + file + "\n";
    }

    private static KeyPair keyPair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    @Test
    void logsInByPasswordAndSecurityToken() throws IOException {
        try (ConnectedOrg org = new ConnectedOrg()) {
            OrgConnection connection = org.open();

            assertThat(org.count()).contains(ALL);
            assertThat(connection.getOrgId()).isEqualTo("00D5g000000AbCdEAK");
        }
    }

    @Test
    void logsInByClientCredentials() throws IOException {
        try (ConnectedOrg org =
                new ConnectedOrg("  authentication: client-credentials\n  consumerSecret: demo-secret\n")) {
            org.simulator.passwordFlow(false);
            org.open();

            assertThat(org.count()).contains(ALL);
        }
    }

    @Test
    void logsInByAnAssertionSignedWithThePrivateKey() throws Exception {
        KeyPair pair = keyPair();
        try (ConnectedOrg org = new ConnectedOrg(jwt(pair))) {
            org.simulator.passwordFlow(false);
            org.simulator.certificate(pair.getPublic());
            org.open();

            assertThat(org.count()).contains(ALL);
        }
    }

    @Test
    void signsTheAssertionOfALaterLoginToo() throws Exception {
        KeyPair pair = keyPair();
        try (ConnectedOrg org = new ConnectedOrg(jwt(pair))) {
            org.simulator.certificate(pair.getPublic());
            org.open();
            org.count();
            org.simulator.expireTokens();

            assertThat(org.count()).contains(ALL);
            assertThat(org.simulator.logins()).isEqualTo(2);
        }
    }

    @Test
    void isRefusedWithAKeyTheOrgDoesNotKnow() throws Exception {
        try (ConnectedOrg org = new ConnectedOrg(jwt(keyPair()))) {
            org.simulator.certificate(keyPair().getPublic());
            org.open();

            assertThatThrownBy(org::count)
                    .satisfies(refused -> assertThat(
                                    OrgErrors.explain(refused, org.connector.salesforce(), WebProxy.NONE))
                            .hasValueSatisfying(text -> assertThat(text)
                                    .contains(
                                            "refused the login: 400 invalid_grant (invalid assertion)", "privateKey")));
        }
    }

    @Test
    void logsInAnewAfterA401AndAsksForThePageAgain() throws IOException {
        try (ConnectedOrg org = new ConnectedOrg()) {
            org.open();
            org.count();
            org.simulator.fault(OrgFault.on(Kind.EXPIRE_TOKEN, "COUNT()", 1));

            assertThat(org.count()).contains(ALL);
            assertThat(org.simulator.logins()).isEqualTo(2);
        }
    }

    @Test
    void logsInOnceForAllRuns() throws IOException {
        try (ConnectedOrg org = new ConnectedOrg()) {
            for (int run = 0; run < 3; run++) {
                org.open();
                org.count();
            }

            assertThat(org.simulator.logins()).isEqualTo(1);
        }
    }

    @Test
    void countsTheRequestsOfARunAsTheOrgDoes() throws IOException {
        try (ConnectedOrg org = new ConnectedOrg()) {
            OrgConnection first = org.open();
            org.ask("getDescription?sObjectName=User", "");
            org.count();
            assertThat(first.getCalls()).isEqualTo(2).isEqualTo(org.simulator.apiCalls());

            OrgConnection second = org.open();
            org.count();
            assertThat(second.getCalls()).isEqualTo(1);
            assertThat(org.simulator.apiCalls()).isEqualTo(3);
        }
    }

    @Test
    void countsWhatIsAskedAgainAfterANewLogin() throws IOException {
        try (ConnectedOrg org = new ConnectedOrg()) {
            OrgConnection connection = org.open();
            org.count();
            org.simulator.expireTokens();
            org.count();

            assertThat(connection.getCalls())
                    .isEqualTo(org.simulator.apiCalls())
                    .isEqualTo(3);
        }
    }

    @Test
    void countsRefusedRequestsToo() throws IOException {
        try (ConnectedOrg org = new ConnectedOrg()) {
            OrgConnection connection = org.open();
            assertThatThrownBy(() -> org.ask("query", "SELECT Nothing FROM User"))
                    .satisfies(refused ->
                            assertThat(OrgErrors.fieldRefused(refused)).isTrue());

            assertThat(connection.getCalls())
                    .isEqualTo(org.simulator.apiCalls())
                    .isEqualTo(1);
        }
    }

    @Test
    void asksAgainForAPageThatBrokeOff() throws IOException {
        try (ConnectedOrg org = new ConnectedOrg()) {
            org.open();
            org.count();
            org.simulator.fault(OrgFault.on(Kind.TRUNCATE, "SELECT Id", 1));

            assertThatThrownBy(() -> org.ask("query", "SELECT Id FROM User")).satisfies(broken -> {
                assertThat(OrgErrors.passing(broken)).isTrue();
                assertThat(OrgErrors.explain(broken, org.connector.salesforce(), WebProxy.NONE)
                                .orElseThrow())
                        .contains("The connection broke off");
            });
        }
    }

    @Test
    void postsARefusedLoginAtMostThreeTimesARun() throws IOException {
        try (ConnectedOrg org = new ConnectedOrg(ConnectedOrg.PASSWORD.replace("demo-password", "wrong-word"))) {
            org.open();
            for (int attempt = 0; attempt < 6; attempt++) {
                assertThatThrownBy(org::count).isNotNull();
            }

            assertThat(org.simulator.refusedLogins()).isBetween(1, 3);
        }
    }

    @Test
    void namesTheRemedyOfARefusedLoginAndNoSecret() throws IOException {
        try (ConnectedOrg org = new ConnectedOrg(ConnectedOrg.PASSWORD.replace("demo-password", "wrong-word"))) {
            org.open();
            for (int attempt = 0; attempt < 5; attempt++) {
                assertThatThrownBy(org::count)
                        .satisfies(refused -> assertThat(
                                        OrgErrors.explain(refused, org.connector.salesforce(), WebProxy.NONE))
                                .hasValueSatisfying(text -> assertThat(text)
                                        .contains("consumerSecret")
                                        .contains("securityToken")
                                        .doesNotContain("wrong-word")
                                        .doesNotContain("demo-")));
            }
        }
    }

    @Test
    void postsALoginRefusedInTheMiddleOfARunAtMostThreeTimes() throws IOException {
        try (ConnectedOrg org = new ConnectedOrg()) {
            org.open();
            org.count();
            org.simulator.expireTokens();
            org.simulator.passwordFlow(false);

            for (int attempt = 0; attempt < 3; attempt++) {
                assertThatThrownBy(org::count).isNotNull();
            }

            assertThat(org.simulator.refusedLogins()).isBetween(1, 3);
        }
    }

    @Test
    void countsRefusedLoginsOverTheWholeRunEvenIfOneSucceedsInBetween() throws IOException {
        try (ConnectedOrg org = new ConnectedOrg()) {
            org.open();
            for (int attempt = 0; attempt < 3; attempt++) {
                org.simulator.passwordFlow(true);
                org.simulator.clearFaults();
                try {
                    org.count();
                } catch (RuntimeException refused) {
                    // allowed: the run has used up its logins
                }
                org.simulator.expireTokens();
                org.simulator.passwordFlow(false);
                assertThatThrownBy(org::count).isNotNull();
            }

            assertThat(org.simulator.refusedLogins()).isBetween(1, 3);
        }
    }

    @Test
    void logsInNoMoreIfNoRequestSucceededSinceTheLastLogin() throws IOException {
        try (ConnectedOrg org = new ConnectedOrg()) {
            org.simulator.neverValid(true);
            org.open();

            for (int attempt = 0; attempt < 3; attempt++) {
                assertThatThrownBy(org::count).isNotNull();
            }

            assertThat(org.simulator.logins()).isEqualTo(1);
        }
    }

    @Test
    void letsAnotherRunLogInAgain() throws IOException {
        try (ConnectedOrg org = new ConnectedOrg()) {
            org.simulator.passwordFlow(false);
            org.open();
            for (int attempt = 0; attempt < 4; attempt++) {
                assertThatThrownBy(org::count).isNotNull();
            }
            org.simulator.passwordFlow(true);

            org.open();

            assertThat(org.count()).contains(ALL);
        }
    }

    @Test
    void revokesNothingOnStopAsTheTokenWouldStandInAnAddress() throws IOException {
        try (ConnectedOrg org = new ConnectedOrg()) {
            org.open();
            org.count();

            org.context.stop();

            assertThat(requests(org)).isNotEmpty().noneMatch(request -> request.contains("revoke"));
        }
    }
}
