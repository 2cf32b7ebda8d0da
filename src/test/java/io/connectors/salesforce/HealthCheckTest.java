package io.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process a container's engine starts to ask how the server is. */
class HealthCheckTest {
    private static int check(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                HealthCheck.class.getName()),
                        Stream.of(arguments))
                .toList());
        java.environment().putAll(environment);
        Process process = java.redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said.lines()).hasSize(1);
        }
        return process.waitFor();
    }

    private static HttpServer server(String path, int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean asked = exchange.getRequestURI().getPath().equals(path);
            exchange.sendResponseHeaders(asked ? status : 404, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1", "404, 1"})
    void asksTheManagementServerWhetherItLives(int status, int code) throws Exception {
        HttpServer server = server("/observe/health/live", status);
        try {
            String port = String.valueOf(server.getAddress().getPort());

            assertThat(check(Map.of("MANAGEMENT_HOST", "0.0.0.0", "MANAGEMENT_PORT", port)))
                    .isEqualTo(code);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void asksAnotherAddressWhereOneIsGiven() throws Exception {
        HttpServer server = server("/services/data", 200);
        try {
            List<String> address =
                    List.of("http://127.0.0.1:" + server.getAddress().getPort() + "/services/data");

            assertThat(check(Map.of(), address.toArray(String[]::new))).isZero();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void findsAServerThatDoesNotAnswerIll() throws Exception {
        HttpServer server = server("/", 200);
        server.stop(0);

        assertThat(check(Map.of(
                        "MANAGEMENT_PORT", String.valueOf(server.getAddress().getPort()))))
                .isEqualTo(1);
    }
}
