package io.connectors.salesforce.cli;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.ConnectorFolder;
import io.connectors.salesforce.config.Connectors;
import io.connectors.salesforce.config.Problem;
import io.connectors.salesforce.config.Severity;
import io.connectors.salesforce.mapping.Mapping;
import io.connectors.salesforce.mapping.MappingException;
import io.connectors.salesforce.observe.Notifications;
import io.connectors.salesforce.run.DatabaseWait;
import io.connectors.salesforce.server.ConnectorServer;
import io.connectors.salesforce.server.MappingFiles;
import io.connectors.salesforce.server.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The files a command works on: settings, connectors, mappings. Nothing is contacted. */
final class Workplace {
    private static final String DEFAULT_FOLDER = "connectors";

    private final Settings settings;
    private final ConnectorFolder folder;
    private final Connectors connectors;
    private final MappingFiles mappings;

    private Workplace(Settings settings, ConnectorFolder folder, MappingFiles mappings) {
        this.settings = settings;
        this.folder = folder;
        connectors = folder.read();
        this.mappings = mappings;
    }

    /** @throws UsageProblem if the folder of connectors is not there */
    static Workplace open() {
        Settings settings = Settings.load();
        requireFolder(settings);
        return open(settings);
    }

    /** The same for a server, whose console may make the first connector; a folder that was named has to be there. */
    static Workplace openToServe() {
        Settings settings = Settings.load();
        if (!settings.text("connectors.dir").equals(DEFAULT_FOLDER)) {
            requireFolder(settings);
        }
        return open(settings);
    }

    private static void requireFolder(Settings settings) {
        Path folder = settings.folder("connectors.dir");
        if (!Files.isDirectory(folder)) {
            throw new UsageProblem("connectors.dir = " + folder + ": there is no such folder ("
                    + folder.toAbsolutePath() + "). Create it, set connectors.dir, or start the command where it is.");
        }
    }

    static Workplace open(Settings settings) {
        // read when the log's first line is written
        System.setProperty("log.format", settings.choice("log.format", Set.of("text", "json")));
        MappingFiles mappings = new MappingFiles(settings.folder("mappings.dir"));
        return new Workplace(settings, settings.connectors(mappings), mappings);
    }

    Settings settings() {
        return settings;
    }

    Connectors connectors() {
        return connectors;
    }

    /** Waits for a database server that is not there yet; SIGTERM ends the process meanwhile, as it has begun nothing. */
    void awaitDatabase() {
        DatabaseWait.await(
                settings.text("database.url"),
                settings.text("database.username"),
                settings.text("database.password"),
                settings.duration("database.wait"));
    }

    /** Waits for the database and starts a server on it, whose held and failed runs are posted to notify.webhook. */
    ConnectorServer start() {
        awaitDatabase();
        ConnectorServer server = ConnectorServer.start(settings, folder, mappings);
        try {
            Notifications.open(server);
            return server;
        } catch (RuntimeException wrong) {
            server.close();
            throw wrong;
        }
    }

    ConnectorServer start(String databaseUrl) {
        return ConnectorServer.start(settings.with("database.url", databaseUrl), folder, mappings);
    }

    /** What is wrong with a connector's platform. */
    Optional<String> platform(Connector connector, ConnectorServer server) {
        String type = connector.platform().type();
        return server.serves(type)
                ? Optional.empty()
                : Optional.of(connector.id() + ".yaml: platform.type: " + type
                        + " has no route. Allowed: rest, or the TYPE of a platform-TYPE.camel.yaml in "
                        + settings.text("routes.dir") + ".");
    }

    /**
     * A valid connector.
     *
     * @throws UsageProblem if there is none of that name, or its file is invalid
     */
    Connector connector(String id) {
        return connectors
                .find(id)
                .orElseThrow(() -> new UsageProblem(
                        connectors.invalid(id)
                                ? "The file of connector " + id + " is invalid:\n" + String.join("\n", errors(id))
                                : "There is no connector " + id + " in " + settings.text("connectors.dir")
                                        + ". There are: " + String.join(", ", new TreeSet<>(connectors.ids())) + "."));
    }

    private List<String> errors(String id) {
        return connectors.problems(id).stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(Problem::toString)
                .toList();
    }

    /** The connector's mapping, or empty with its problems added. */
    Optional<Mapping> mapping(Connector connector, List<String> problems) {
        try {
            Optional<Mapping> mapping = mappings.find(connector.mapping());
            if (mapping.isEmpty()) {
                problems.add(connector.id() + ".yaml: mapping: there is no file " + connector.mapping() + " in "
                        + settings.text("mappings.dir") + ", and none of that name is shipped.");
            }
            return mapping;
        } catch (MappingException wrong) {
            wrong.problems().forEach(problem -> problems.add(problem.toString()));
            return Optional.empty();
        }
    }

    /** What is wrong with a connector's files beyond its own, as lines. */
    List<String> problems(Connector connector) {
        List<String> problems = new ArrayList<>();
        mapping(connector, problems);
        return problems;
    }
}
