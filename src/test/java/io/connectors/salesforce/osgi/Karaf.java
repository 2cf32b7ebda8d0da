package io.connectors.salesforce.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A Karaf as it was unpacked, with ports of its own on loopback, in a process that ends with the test. Driven by JMX. */
final class Karaf implements AutoCloseable {
    static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Path BUILT = Path.of("target").toAbsolutePath();
    private static final String PASSWORD = UUID.randomUUID().toString();

    private final Path home;
    private final Process process;
    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    private Karaf(Path home, Process process, JMXConnector connector, MBeanServerConnection beans) {
        this.home = home;
        this.process = process;
        this.connector = connector;
        this.beans = beans;
    }

    /** With a clean data folder, and the project's artifacts in its repository. */
    static Karaf start() throws IOException {
        Path home = copy(only(BUILT.resolve("karaf"), "apache-karaf-*"));
        int registry = freePort();
        int server = freePort();
        properties(
                home,
                "org.apache.karaf.management",
                Map.of("rmiRegistryPort", "" + registry, "rmiServerPort", "" + server));
        // no third port
        Path boot = home.resolve("etc/org.apache.karaf.features.cfg");
        Files.writeString(boot, Files.readString(boot).replaceAll("(?m)^ *ssh/.*\\R", ""));
        // whatever is missing is a failure, not a download
        properties(
                home,
                "org.ops4j.pax.url.mvn",
                Map.of(
                        "org.ops4j.pax.url.mvn.repositories",
                        "",
                        "org.ops4j.pax.url.mvn.localRepository",
                        home.resolve("none").toString()));
        Files.writeString(home.resolve("etc/users.properties"), "tester = " + PASSWORD + ",admin,manager,viewer\n");
        install(home);

        ProcessBuilder line = new ProcessBuilder("sh", home.resolve("bin/karaf").toString(), "daemon")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out.log").toFile());
        line.environment().put("JAVA_HOME", System.getProperty("java.home"));
        line.environment().put("EXTRA_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        Process process = line.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> kill(process)));
        try {
            JMXServiceURL url = new JMXServiceURL(
                    "service:jmx:rmi://127.0.0.1:" + server + "/jndi/rmi://127.0.0.1:" + registry + "/karaf-root");
            JMXConnector connector =
                    await().atMost(LONGEST).ignoreExceptions().until(() -> connect(url), Objects::nonNull);
            return new Karaf(home, process, connector, connector.getMBeanServerConnection());
        } catch (RuntimeException failed) {
            kill(process);
            throw failed;
        }
    }

    /** Null until features may be installed. */
    @SuppressWarnings("BanJNDI") // the registry is our own process, on loopback
    private static JMXConnector connect(JMXServiceURL url) throws IOException, JMException {
        JMXConnector connector =
                JMXConnectorFactory.connect(url, Map.of(JMXConnector.CREDENTIALS, new String[] {"tester", PASSWORD}));
        if (connector.getMBeanServerConnection().isRegistered(bean("feature"))) {
            return connector;
        }
        connector.close();
        return null;
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static Path only(Path folder, String glob) throws IOException {
        try (var found = Files.newDirectoryStream(folder, glob)) {
            return found.iterator().next();
        }
    }

    private static Path copy(Path from) throws IOException {
        Path home = Files.createTempDirectory("karaf");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.skip(1).toList()) {
                Files.copy(file, home.resolve(from.relativize(file).toString()));
            }
        }
        return home;
    }

    private static void properties(Path home, String pid, Map<String, String> changed) throws IOException {
        Path file = home.resolve("etc").resolve(pid + ".cfg");
        Map<String, String> left = new HashMap<>(changed);
        StringBuilder text = new StringBuilder();
        boolean dropping = false;
        for (String line : Files.readAllLines(file)) {
            String key = line.split("=", 2)[0].strip();
            dropping = dropping || left.containsKey(key);
            if (!dropping) {
                text.append(line).append('\n');
            }
            dropping = dropping && line.endsWith("\\");
        }
        left.forEach(
                (key, value) -> text.append(key).append(" = ").append(value).append('\n'));
        Files.writeString(file, text);
    }

    /** Where Karaf looks for {@code mvn:} addresses first. */
    private static void install(Path home) throws IOException {
        String version = System.getProperty("project.version");
        Path repository = Files.createDirectories(
                home.resolve("system/io/connectors/salesforce-connector").resolve(version));
        String name = "salesforce-connector-" + version;
        Files.copy(BUILT.resolve("salesforce-connector-karaf.jar"), repository.resolve(name + "-karaf.jar"));
        Files.copy(BUILT.resolve("features.xml"), repository.resolve(name + "-features.xml"));
        Files.copy(Path.of("src/main/karaf/io.connectors.salesforce.cfg"), repository.resolve(name + "-karaf.cfg"));
        Files.copy(Path.of("connectors/example.yaml"), repository.resolve(name + "-example.yaml"));
    }

    private static ObjectName bean(String type) throws JMException {
        return new ObjectName("org.apache.karaf:type=" + type + ",name=root");
    }

    private Object call(String type, String operation, String... parameters) {
        try {
            String[] types = new String[parameters.length];
            Arrays.fill(types, String.class.getName());
            return beans.invoke(bean(type), operation, parameters, types);
        } catch (JMException | IOException failed) {
            throw new IllegalStateException(operation + " " + Arrays.toString(parameters) + "\n" + log(), failed);
        }
    }

    /** As a user does it. */
    void installFeature() {
        String version = System.getProperty("project.version");
        call("feature", "addRepository", "mvn:io.connectors/salesforce-connector/" + version + "/xml/features");
        call("feature", "installFeature", "salesforce-connector");
    }

    /** Installs and starts the bundles that make a data source of a file in {@code etc}. */
    void installDataSources() throws IOException {
        try (Stream<Path> bundles = Files.list(BUILT.resolve("karaf/bundles"))) {
            for (Path bundle : bundles.sorted().toList()) {
                call("bundle", "install", bundle.toUri().toString());
            }
        }
        for (String name :
                Set.of("org.postgresql.jdbc", "org.ops4j.pax.jdbc.pool.common", "org.ops4j.pax.jdbc.config")) {
            call("bundle", "start", name);
        }
    }

    /** Starts, stops or updates the connector's bundle. */
    void bundle(String operation) {
        call("bundle", operation, "io.connectors.salesforce");
    }

    /** Installed, Resolved or Active. */
    String state() throws JMException, IOException {
        TabularData bundles = (TabularData) beans.getAttribute(bean("bundle"), "Bundles");
        return bundles.values().stream()
                .map(CompositeData.class::cast)
                .filter(bundle -> bundle.get("Symbolic Name").equals("io.connectors.salesforce"))
                .map(bundle -> bundle.get("State").toString())
                .collect(Collectors.joining());
    }

    /** Each thread with its number. */
    Map<Long, String> threads() throws IOException {
        ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        return Arrays.stream(threads.dumpAllThreads(false, false))
                .collect(Collectors.toMap(ThreadInfo::getThreadId, ThreadInfo::getThreadName));
    }

    /** The domains of all MBeans. */
    Set<String> domains() throws IOException {
        return new TreeSet<>(Arrays.asList(beans.getDomains()));
    }

    Path etc() {
        return home.resolve("etc");
    }

    /** Puts a file into {@code etc} in one step. */
    void file(String name, String text) throws IOException {
        Path file = etc().resolve(name);
        Files.createDirectories(file.getParent());
        Path next = Files.writeString(home.resolve("next"), text);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    String log() {
        try {
            Path log = home.resolve("data/log/karaf.log");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() throws IOException {
        connector.close();
        kill(process);
        Files.writeString(BUILT.resolve(home.getFileName() + ".log"), log());
        assertThat(log()).doesNotContain("demo-secret", "demo-password", "demo-platform-token");
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
