package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS is spoken only with whom the trust store vouches for, to the org, the platform and its token endpoint alike. */
@Timeout(60)
class TrustStoreTest {
    @TempDir
    private static Path folder;

    private static Certificates house;
    private static Certificates stranger;
    private static SSLContext good;

    /** What is wrong with a server, and what the report says of it. */
    enum Wrong {
        UNKNOWN_AUTHORITY("authority that is not trusted"),
        OTHER_HOST("not for the host"),
        EXPIRED("expired");

        private final String words;

        Wrong(String words) {
            this.words = words;
        }

        private SSLContext tls() throws Exception {
            return switch (this) {
                case UNKNOWN_AUTHORITY -> stranger.server("server-" + System.nanoTime(), "dns:localhost");
                case OTHER_HOST -> house.server("server-" + System.nanoTime(), "dns:other.example");
                case EXPIRED ->
                    house.server(
                            "server-" + System.nanoTime(), "dns:localhost", "-startdate", "-10d", "-validity", "5");
            };
        }
    }

    @BeforeAll
    static void certify() throws Exception {
        house = new Certificates(folder, "house");
        stranger = new Certificates(folder, "stranger");
        good = house.server("good", "dns:localhost");
    }

    private static Installation site(String type) throws Exception {
        return Installation.of(TestDatabase.H2, 40)
                .setting("trust-store.path", house.trustStore(type).toString())
                .setting("trust-store.password", Certificates.PASSWORD);
    }

    private static TlsFront before(Installation site, SSLContext org) throws IOException {
        TlsFront front = new TlsFront(org, site.org().url());
        site.org().instanceUrl(front.url());
        site.set("salesforce", Installation.salesforce(front.url()));
        return front;
    }

    private static String oauth2(Installation site, String url, String tokens) {
        return "{ type: rest, url: \"" + url + "\", oauth2: { tokenUrl: \""
                + site.platform().tokenUrl().toString().replaceFirst("http://[^/]+", tokens)
                + "\", clientId: demo-client, clientSecret: demo-client-secret } }";
    }

    private static String origin(Installation site) {
        return site.platform().url().toString().replaceFirst("(http://[^/]+).*", "$1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void runsBetweenAnOrgAndAPlatformItVouchesFor(String type) throws Exception {
        try (Installation site = site(type);
                TlsFront org = before(site, good);
                TlsFront platform = new TlsFront(good, origin(site))) {
            site.set(
                    "platform",
                    oauth2(site, site.platform().url().replace(origin(site), platform.url()), platform.url()));

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            assertThat(site.users()).isNotEmpty();
            assertThat(org.connections()).isPositive();
            assertThat(platform.connections()).as("token and batch").isGreaterThan(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnOrgAtOnce(Wrong wrong) throws Exception {
        try (Installation site = site("PKCS12");
                TlsFront org = before(site, wrong.tls())) {
            RunReport run = site.run();

            assertThat(run.status()).isEqualTo(Status.FAILED);
            assertThat(run.reason()).startsWith("Salesforce's certificate").contains(wrong.words, "trust-store.path");
            assertThat(org.connections()).as("tries").isEqualTo(1);
            assertThat(site.org().apiCalls()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAPlatformAtOnce(Wrong wrong) throws Exception {
        try (Installation site = site("PKCS12");
                TlsFront platform = new TlsFront(wrong.tls(), origin(site))) {
            site.set(
                    "platform",
                    "{ type: rest, token: demo-platform-token, url: \""
                            + site.platform().url().replace(origin(site), platform.url()) + "\" }");

            RunReport run = site.run();

            assertThat(run.status()).isEqualTo(Status.FAILED);
            assertThat(run.reason()).startsWith("The platform's certificate").contains(wrong.words, "trust-store.path");
            assertThat(platform.connections()).as("tries").isEqualTo(1);
            assertThat(site.platform().history()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesATokenEndpointAtOnce(Wrong wrong) throws Exception {
        try (Installation site = site("PKCS12");
                TlsFront tokens = new TlsFront(wrong.tls(), origin(site))) {
            site.set("platform", oauth2(site, site.platform().url(), tokens.url()));

            RunReport run = site.run();

            assertThat(run.status()).isEqualTo(Status.FAILED);
            assertThat(run.reason())
                    .startsWith("The platform's token endpoint's certificate")
                    .contains(wrong.words, "trust-store.path");
            assertThat(tokens.connections()).as("tries").isEqualTo(1);
            assertThat(site.platform().history()).isEmpty();
        }
    }

    @Test
    void trustsTheJvmsAuthoritiesWhereItIsEmpty() throws Exception {
        try (Installation site = site("PKCS12").setting("trust-store.path", "");
                TlsFront org = before(site, good)) {
            RunReport run = site.run();

            assertThat(run.status()).isEqualTo(Status.FAILED);
            assertThat(run.reason()).contains("authority that is not trusted");
        }
    }

    private static void refused(Path store, String password, String why) {
        Settings settings = Settings.load(folder.resolve("none"), Map.of(), new Properties())
                .with("trust-store.path", store.toString())
                .with("trust-store.password", password);

        assertThatThrownBy(() -> TrustStore.tls(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("trust-store.path = " + store + " is not allowed: ")
                .hasMessageContaining(why)
                .hasMessageNotContaining("guess");
    }

    @Test
    void isRefusedAtTheStartWhereItCannotBeUsed() throws Exception {
        Path store = house.trustStore("PKCS12");
        Path text = Files.writeString(folder.resolve("text.p12"), "no key store");

        refused(folder.resolve("missing.p12"), "", "no such file");
        refused(folder, "", "no such file");
        refused(text, "a guess", "no key store, or trust-store.password is wrong");
        refused(store, "a guess", "trust-store.password is wrong");
        refused(store, "", "trust-store.password is missing");
        refused(house.file(), Certificates.PASSWORD, "no authority");
    }
}
