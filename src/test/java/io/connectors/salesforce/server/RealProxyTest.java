package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same with the proxies people have, where they are installed: each asks for a login, and hands on to one that knows the hosts. */
@Timeout(120)
class RealProxyTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    enum Kind {
        SQUID,
        TINYPROXY;

        private Path program() {
            String name = name().toLowerCase(java.util.Locale.ROOT);
            return List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin").stream()
                    .map(place -> Path.of(place, name))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(null);
        }

        private List<String> command(Path config) {
            return this == SQUID
                    ? List.of(program().toString(), "-N", "-f", config.toString())
                    : List.of(program().toString(), "-d", "-c", config.toString());
        }
    }

    private static int free() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static String port(String url) {
        return url.replaceFirst(".*:", "");
    }

    /** What squid asks whether a login is right: a line in, OK or ERR out. */
    private Path helper() throws IOException {
        Path script = folder.resolve("helper");
        Files.writeString(
                script,
                "#!/bin/sh\nwhile read line; do [ \"$line\" = \"connector pass-word\" ] && echo OK || echo ERR; done\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    private String config(Kind kind, int port, ConnectProxy behind) throws IOException {
        return kind == Kind.SQUID
                ? """
                  http_port 127.0.0.1:%d
                  pid_filename none
                  cache_log %s
                  access_log none
                  cache deny all
                  shutdown_lifetime 0 seconds
                  auth_param basic program %s
                  acl known proxy_auth REQUIRED
                  http_access allow known
                  http_access deny all
                  cache_peer 127.0.0.1 parent %s 0 no-query no-digest default
                  never_direct allow all
                  """.formatted(port, folder.resolve("squid.log"), helper(), port(behind.url()))
                : """
                  Port %d
                  Listen 127.0.0.1
                  Allow 127.0.0.1
                  Timeout 60
                  MaxClients 50
                  BasicAuth connector pass-word
                  Upstream http 127.0.0.1:%s
                  """.formatted(port, port(behind.url()));
    }

    @ParameterizedTest
    @EnumSource
    void leadsToOrgAndPlatformAndIsNamedWhereItRefuses(Kind kind) throws Exception {
        assumeTrue(kind.program() != null, () -> kind + " is not installed, so this is left to ProxyTest");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        int port = free();
        try (Installation site = Installation.of(TestDatabase.H2, 40);
                ConnectProxy behind = new ConnectProxy()) {
            Certificates house = new Certificates(folder, "house");
            var tls = house.server("all", "dns:org.test,dns:platform.test");
            try (TlsFront org = new TlsFront(tls, site.org().url());
                    TlsFront platform =
                            new TlsFront(tls, site.platform().url().replaceFirst("(http://[^/]+).*", "$1"))) {
                behind.leads("org.test:443", org.port());
                behind.leads("platform.test:443", platform.port());
                Path config = Files.writeString(folder.resolve("proxy.conf"), config(kind, port, behind));
                Process proxy = new ProcessBuilder(kind.command(config))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
                try {
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(30))
                            .ignoreExceptions()
                            .until(() -> {
                                new Socket(InetAddress.getLoopbackAddress(), port).close();
                                return true;
                            });
                    site.setting("trust-store.path", house.trustStore("PKCS12").toString())
                            .setting("trust-store.password", Certificates.PASSWORD)
                            .setting("proxy.url", "http://127.0.0.1:" + port)
                            .setting("proxy.username", "connector")
                            .setting("proxy.password", "pass-word")
                            .setting("salesforce.retries", "0")
                            .setting("platform.retries", "0");
                    site.org().instanceUrl("https://org.test");
                    site.set("salesforce", Installation.salesforce("https://org.test"));
                    site.set(
                            "platform",
                            "{ type: rest, token: demo-platform-token, url: \""
                                    + site.platform().url().replaceFirst("http://[^/]+", "https://platform.test")
                                    + "\" }");

                    RunReport through = site.run();
                    site.setting("proxy.password", "another-word");
                    RunReport refused = site.run();
                    site.setting("proxy.password", "pass-word")
                            .set("salesforce", Installation.salesforce("https://unknown.test"));
                    RunReport unknown = site.run();

                    assertThat(through.status()).as(through.reason()).isEqualTo(Status.COMPLETED);
                    assertThat(site.users()).isNotEmpty();
                    assertThat(behind.heads()).isNotEmpty().allMatch(head -> head.startsWith("CONNECT "));
                    assertThat(org.heard()).doesNotContainIgnoringCase("Proxy-Authorization");
                    assertThat(refused.reason()).startsWith("The proxy ").contains(" answered 40", "proxy.password");
                    assertThat(unknown.reason()).startsWith("The proxy ").contains("unknown.test:443");
                } finally {
                    proxy.destroy();
                    proxy.waitFor(10, TimeUnit.SECONDS);
                    proxy.destroyForcibly();
                }
            }
        }
    }
}
