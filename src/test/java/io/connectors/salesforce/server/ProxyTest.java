package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.connectors.salesforce.mapping.Mapping;
import io.connectors.salesforce.org.Finding;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything this process asks goes through the proxy, which is shown its own login and no other; nobody else is shown that one.
 * The hosts here exist nowhere but in the proxy.
 */
@Timeout(60)
class ProxyTest {
    private static final String NAME = "connector";
    private static final String WORD = "pröxy#word:1";

    @TempDir
    private static Path folder;

    private static Installation site;
    private static ConnectProxy proxy;
    private static TlsFront org;
    private static TlsFront platform;
    private static HttpServer hook;
    private static TlsFront safeHook;
    private static final List<String> posted = new CopyOnWriteArrayList<>();

    /** Whom requests go to. */
    enum Whom {
        SALESFORCE("org.test", "salesforce.url"),
        PLATFORM("platform.test", "platform.url"),
        TOKENS("tokens.test", "platform.oauth2.tokenUrl");

        private final String host;
        private final String option;

        Whom(String host, String option) {
            this.host = host;
            this.option = option;
        }

        /** It alone is behind the proxy. */
        private void choose() {
            org(this == SALESFORCE ? "https://org.test" : site.org().url());
            String path = site.platform().url().replaceFirst("http://[^/]+", "");
            String url = this == PLATFORM
                    ? "https://platform.test" + path
                    : site.platform().url();
            site.set(
                    "platform",
                    this == TOKENS
                            ? oauth2(url, "https://tokens.test")
                            : "{ type: rest, url: \"" + url + "\", token: demo-platform-token }");
        }
    }

    @BeforeAll
    static void start() throws Exception {
        Certificates house = new Certificates(folder, "house");
        site = Installation.of(TestDatabase.H2, 40)
                .setting("trust-store.path", house.trustStore("PKCS12").toString())
                .setting("trust-store.password", Certificates.PASSWORD)
                .setting("salesforce.retries", "1")
                .setting("platform.retries", "1");
        proxy = new ConnectProxy();
        var tls = house.server("all", "dns:org.test,dns:platform.test,dns:tokens.test,dns:hook.test");
        org = new TlsFront(tls, site.org().url());
        platform = new TlsFront(tls, site.platform().url().replaceFirst("(http://[^/]+).*", "$1"));
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            posted.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().keySet());
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hook.start();
        safeHook = new TlsFront(tls, "http://127.0.0.1:" + hook.getAddress().getPort());
        proxy.leads("org.test:443", org.port());
        proxy.leads("platform.test:443", platform.port());
        proxy.leads("tokens.test:443", platform.port());
        proxy.leads("hook.test:443", safeHook.port());
        proxy.leads("hook.test:80", hook.getAddress().getPort());
    }

    @AfterAll
    static void stop() throws IOException {
        site.close();
        proxy.close();
        org.close();
        platform.close();
        safeHook.close();
        hook.stop(0);
    }

    @BeforeEach
    void through() {
        proxy.wants(NAME, WORD);
        proxy.answers(200);
        proxy.forget();
        site.setting("proxy.url", proxy.url())
                .setting("proxy.username", NAME)
                .setting("proxy.password", WORD)
                .setting("proxy.except", "")
                .setting("salesforce.timeout", "30000")
                .setting("platform.timeout", "30000");
    }

    private static void org(String url) {
        site.org().instanceUrl(url);
        site.set("salesforce", Installation.salesforce(url));
    }

    private static String oauth2(String url, String tokens) {
        return "{ type: rest, url: \"" + url + "\", oauth2: { tokenUrl: \""
                + site.platform().tokenUrl().toString().replaceFirst("http://[^/]+", tokens)
                + "\", clientId: demo-client, clientSecret: demo-client-secret } }";
    }

    private static String failure() {
        RunReport run = site.run(false, true, true);
        assertThat(run.status()).as(run.reason()).isEqualTo(Status.FAILED);
        assertThat(run.reason()).doesNotContain("Exception", WORD, "java.").endsWith(".");
        return run.reason();
    }

    @Test
    void leadsToAllOfThemWithALoginOfItsOwn() {
        org("https://org.test");
        String path = site.platform().url().replaceFirst("http://[^/]+", "");
        site.set("platform", oauth2("https://platform.test" + path, "https://tokens.test"));

        RunReport run = site.run();
        List<Finding> findings = site.server()
                .check(
                        site.server().connectors().find("acme").orElseThrow(),
                        Mapping.read("users.csv", Installation.MAPPING));

        assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
        assertThat(site.users()).isNotEmpty();
        assertThat(findings).noneMatch(finding -> finding.level() == Finding.Level.ERROR);
        assertThat(proxy.heads())
                .allMatch(head -> head.startsWith("CONNECT "))
                .anyMatch(head -> head.startsWith("CONNECT org.test:443 "))
                .anyMatch(head -> head.startsWith("CONNECT platform.test:443 "))
                .anyMatch(head -> head.startsWith("CONNECT tokens.test:443 "))
                .noneMatch(head -> head.contains("\r\nAuthorization"));
        assertThat(org.heard() + platform.heard())
                .contains("Authorization: ")
                .doesNotContainIgnoringCase("Proxy-Authorization");
    }

    @Test
    void leadsToTheWebhook() {
        for (String scheme : List.of("https", "http")) {
            try (Webhook webhook = site.server().webhook(URI.create(scheme + "://hook.test/secret"))) {
                assertThat(webhook.post("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                        .isEmpty();
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
        }
        assertThat(posted).hasSize(2).allMatch(post -> post.startsWith("/secret ") && !post.contains("Proxy-auth"));
        assertThat(proxy.heads())
                .anyMatch(head -> head.startsWith("CONNECT hook.test:443 "))
                .anyMatch(head -> head.startsWith("POST http://hook.test/secret "));
    }

    @Test
    void isNamedWhereTheWebhookDoesNotGetThroughIt() throws IOException {
        proxy.answers(403);
        try (Webhook webhook = site.server().webhook(URI.create("https://hook.test/secret"))) {
            Optional<String> why = webhook.post(new byte[0]);
            assertThat(why)
                    .hasValueSatisfying(words -> assertThat(words)
                            .startsWith("The proxy 127.0.0.1:")
                            .contains("answered 403", "proxy.except")
                            .doesNotContain("/secret"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNamedWhereItAsksForALogin(Whom whom) {
        whom.choose();
        site.setting("proxy.password", "another-word");

        assertThat(failure())
                .startsWith("The proxy 127.0.0.1:")
                .contains("407", "proxy.username", "proxy.password")
                .doesNotContain("another-word");
        assertThat(proxy.heads().size()).as("tries").isBetween(1, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "SALESFORCE, 403, does not let requests pass",
        "SALESFORCE, 503, could not reach org.test:443",
        "PLATFORM, 403, does not let requests pass",
        "PLATFORM, 502, could not reach platform.test:443",
        "TOKENS, 403, does not let requests pass",
        "TOKENS, 503, could not reach tokens.test:443"
    })
    void isNamedWhereItRefuses(Whom whom, int status, String words) {
        whom.choose();
        proxy.answers(status);

        assertThat(failure()).startsWith("The proxy 127.0.0.1:").contains("answered " + status, words, whom.option);
    }

    @ParameterizedTest
    @EnumSource
    void isNamedWhereItIsNotThere(Whom whom) throws IOException {
        whom.choose();
        try (ServerSocket free = new ServerSocket(0)) {
            site.setting("proxy.url", "http://127.0.0.1:" + free.getLocalPort());
        }
        assertThat(failure()).startsWith("The proxy 127.0.0.1:").contains("refused the connection", "proxy.url");
        site.setting("proxy.url", "http://nowhere.invalid:3128");
        assertThat(failure()).contains("The proxy's host name nowhere.invalid", "proxy.url");
    }

    @ParameterizedTest
    @EnumSource
    void isNotWaitedForLongerThanForThoseBehindIt(Whom whom) {
        whom.choose();
        proxy.answers(0);
        site.setting("salesforce.timeout", "1000")
                .setting("platform.timeout", "1000")
                .setting("salesforce.retries", "0")
                .setting("platform.retries", "0");

        assertThat(failure()).contains("no whole answer within", "through the proxy 127.0.0.1:");
        site.setting("salesforce.retries", "1").setting("platform.retries", "1");
    }

    @ParameterizedTest
    @CsvSource({"SALESFORCE, *.test", "PLATFORM, platform.test", "TOKENS, 'x.test, Tokens.Test.'"})
    void isPassedOverForTheHostsExcepted(Whom whom, String except) {
        whom.choose();
        site.setting("proxy.except", except);

        assertThat(failure()).contains("the host name " + whom.host + " is unknown", whom.option);
        assertThat(proxy.heads()).isEmpty();
    }

    @Test
    void isPassedOverForThisMachine() {
        site.set("platform", "{ type: rest, url: \"" + site.platform().url() + "\", token: demo-platform-token }");
        org(site.org().url());
        proxy.answers(403);

        RunReport run = site.run();

        assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
        assertThat(proxy.heads()).isEmpty();
    }

    @Test
    void doesNotWidenWhoIsTrustedWithAToken() {
        Whom.SALESFORCE.choose();
        site.org().instanceUrl("https://evil.test");

        assertThat(failure()).contains("Refused", "https://evil.test");
        assertThat(proxy.heads()).noneMatch(head -> head.contains("evil.test"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example:3128",
                "https://proxy.example",
                "socks5://proxy.example",
                "http://user:hidden@proxy.example",
                "http://proxy.example/path",
                "http://",
                "http://pro xy",
                "http://proxy.example:99999"
            })
    void isRefusedAtTheStartWhereItIsNone(String url) {
        site.setting("proxy.url", url);

        assertThatThrownBy(site::server)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("proxy.url")
                .hasMessageNotContaining("hidden");
    }
}
