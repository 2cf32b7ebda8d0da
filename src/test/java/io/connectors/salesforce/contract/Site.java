package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.console.Served;
import io.connectors.salesforce.simulator.org.OrgOptions;
import io.connectors.salesforce.simulator.org.OrgSimulator;
import io.connectors.salesforce.simulator.platform.PlatformOptions;
import io.connectors.salesforce.simulator.platform.PlatformSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A working folder, the product as a process in it, and connectors that each have an org and a platform of their own, so that
 * many promises can be tried in one start.
 */
public final class Site implements AutoCloseable {
    /** Every secret a test's files or environment hold. */
    static final List<String> SECRETS = List.of(
            "demo-secret",
            "demo-password",
            "demo-token",
            "demo-platform-token",
            "demo-client-secret",
            "marker-wrong-password",
            "marker-wrong-token");

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Path JAR =
            Path.of("target", "salesforce-connector.jar").toAbsolutePath();
    private static final long LONGEST_SECONDS = 60;

    private final Path folder;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final Map<String, Connector> connectors = new LinkedHashMap<>();
    private final List<String> settings = new ArrayList<>();
    private int starts;

    public Site() {
        try {
            folder = Files.createTempDirectory("site");
            file("mappings/small.csv", """
                    Target attribute,Source attribute,Transform,Required,Description
                    User.Login,Username,lowercase,yes,
                    User.Department,Department,,no,
                    User.Name,LastName,,yes,
                    """);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** A connector whose org has just so many users, every one of them selected. Options are lines such as {@code platform.batchSize: 50}. */
    public Connector connector(String id, int users, String... options) {
        return connector(id, OrgOptions.of(users, 7), options);
    }

    /** The same with an org of one's own making. */
    Connector connector(String id, OrgOptions made, String... options) {
        OrgSimulator org = closing(OrgSimulator.start(made));
        for (String user : org.ids(each -> true)) {
            org.edit(user, Map.of("IsActive", true, "UserType", "Standard", "frozen", false));
        }
        PlatformSimulator platform = closing(PlatformSimulator.start(PlatformOptions.free()));
        Connector connector = new Connector(id, org, platform);
        connectors.put(id, connector);
        options(connector, options);
        return connector;
    }

    /** Writes a connector's file anew; an option with nothing behind the colon takes the key away. */
    void options(Connector connector, String... options) {
        Map<String, Object> tree = new LinkedHashMap<>();
        Stream.concat(
                        Stream.of(
                                "name: Connector " + connector.id(),
                                "salesforce.url: " + connector.org().url(),
                                "salesforce.authentication: password",
                                "salesforce.consumerKey: demo-key",
                                "salesforce.consumerSecret: \"{{env:ORG_SECRET}}\"",
                                "salesforce.username: sync@example.com",
                                "salesforce.password: \"{{env:ORG_PASSWORD}}\"",
                                "salesforce.securityToken: \"{{env:ORG_TOKEN}}\"",
                                "schedule.repeats: manual",
                                "mapping: small.csv",
                                "platform.type: rest",
                                "platform.url: " + connector.platform().url(),
                                "platform.token: \"{{env:PLATFORM_TOKEN}}\""),
                        Stream.of(options))
                .forEach(option -> put(tree, option));
        file("connectors/" + connector.id() + ".yaml", yaml(tree, ""));
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> tree, String option) {
        int colon = option.indexOf(':');
        String[] path = option.substring(0, colon).split("\\.");
        Map<String, Object> section = tree;
        for (int i = 0; i < path.length - 1; i++) {
            section = (Map<String, Object>) section.computeIfAbsent(path[i], key -> new LinkedHashMap<>());
        }
        String value = option.substring(colon + 1).strip();
        if (value.isEmpty()) {
            section.remove(path[path.length - 1]);
        } else {
            section.put(path[path.length - 1], value);
        }
    }

    @SuppressWarnings("unchecked")
    private static String yaml(Map<String, Object> tree, String indent) {
        StringBuilder text = new StringBuilder();
        tree.forEach((key, value) -> text.append(indent)
                .append(key)
                .append(
                        value instanceof Map<?, ?> section
                                ? ":\n" + yaml((Map<String, Object>) section, indent + "  ")
                                : ": " + value + "\n"));
        return text.toString();
    }

    /** Writes a file of the working folder. */
    public void file(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** A setting of the process for all that follow, as {@code -Dname=value}. */
    public void setting(String name, String value) {
        settings.add("-D" + name + "=" + value);
    }

    /** {@code run … --json}, which has to print one array of reports and nothing else. */
    Ended run(String... arguments) {
        return command(Stream.of(Stream.of("run"), Stream.of(arguments), Stream.of("--json"))
                .flatMap(each -> each)
                .toArray(String[]::new));
    }

    /** {@code serve} on free ports, once it says that it does. */
    public Started serve() {
        Started serving =
                start("-Dconsole.port=" + Served.freePort(), "-Dmanagement.port=" + Served.freePort(), "serve");
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> !serving.process().isAlive()
                        || Files.readString(serving.out()).contains("Serving"));
        return serving;
    }

    /** A command to its end. */
    Ended command(String... arguments) {
        return start(arguments).end();
    }

    /** A command to its end, started by a shell script that has an environment of its own. */
    Ended through(Path script, String... arguments) {
        return start(List.of("/bin/sh", script.toString()), arguments).end();
    }

    /** A command that goes on in the background; {@code -Dname=value} and {@code -X…} are of its JVM alone. */
    Started start(String... arguments) {
        return start(List.of(), arguments);
    }

    private Started start(List<String> before, String... arguments) {
        List<String> line = new ArrayList<>(before);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx512m"));
        line.addAll(settings);
        Arrays.stream(arguments).filter(Site::ofTheJvm).forEach(line::add);
        line.addAll(List.of("-jar", JAR.toString()));
        Arrays.stream(arguments).filter(each -> !ofTheJvm(each)).forEach(line::add);
        String name = "process-" + ++starts;
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        builder.environment()
                .putAll(Map.of(
                        "ORG_SECRET", "demo-secret",
                        "ORG_PASSWORD", "demo-password",
                        "ORG_TOKEN", "demo-token",
                        "PLATFORM_TOKEN", "demo-platform-token",
                        "PLATFORM_CLIENT_SECRET", "demo-client-secret"));
        try {
            Process process = builder.start();
            parts.add(process::destroyForcibly);
            return new Started(process, folder.resolve(name + ".out"), folder.resolve(name + ".err"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static boolean ofTheJvm(String argument) {
        return argument.startsWith("-D") || argument.startsWith("-X");
    }

    /** The working folder. */
    Path folder() {
        return folder;
    }

    /** All that was ever printed, and every file under {@code data/}, byte by byte as Latin 1. */
    Map<String, String> traces() {
        Map<String, String> traces = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (name.startsWith("process-") || name.startsWith("data")) {
                    traces.put(name, Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return traces;
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 2_000));
    }

    /** Ends a part with the site. */
    public <T extends AutoCloseable> T closing(T part) {
        parts.add(part);
        return part;
    }

    /** Whatever a test did: no secret in anything that was printed or kept. */
    @Override
    public void close() throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
        assertThat(traces())
                .allSatisfy((name, text) -> assertThat(text).as(name).doesNotContain(SECRETS));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** A process under way. */
    public record Started(Process process, Path out, Path err) {

        /** As {@code kill -9}. */
        void kill() {
            process.destroyForcibly();
            process.onExit().join();
        }

        Ended end() {
            try {
                boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
                if (!ended) {
                    process.destroyForcibly();
                }
                assertThat(ended)
                        .as("ended in time; stderr: %s", tail(Files.readString(err)))
                        .isTrue();
                return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }
    }

    /** What a process left behind. */
    record Ended(int exit, String out, String err) {

        /** Both streams. */
        String text() {
            return out + "\n" + err;
        }

        /** The whole of stdout, which has to be one array. */
        List<JsonNode> reports() {
            try {
                JsonNode array = JSON.readTree(out);
                assertThat(array.isArray())
                        .as("stdout is one array: %s\nstderr: %s", out, tail(err))
                        .isTrue();
                List<JsonNode> reports = new ArrayList<>();
                array.forEach(reports::add);
                return reports;
            } catch (IOException garbage) {
                throw new AssertionError("stdout is not JSON: " + out + "\nstderr: " + err, garbage);
            }
        }

        Report report(String connector) {
            return reports().stream()
                    .filter(each -> each.path("connector").asText().equals(connector))
                    .map(Report::new)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no report of " + connector + ": " + text()));
        }
    }
}
