package io.connectors.salesforce.cli;

import io.connectors.salesforce.simulator.ServerAddress;
import io.connectors.salesforce.simulator.org.OrgOptions;
import io.connectors.salesforce.simulator.org.OrgSimulator;
import io.connectors.salesforce.simulator.platform.PlatformOptions;
import io.connectors.salesforce.simulator.platform.PlatformSimulator;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves a simulator until stopped. */
@Command(
        name = "simulate",
        description = "Serves a simulated Salesforce org or platform on a port of this machine.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Where a simulator listens. */
    static final class Where {
        @Option(names = "--port", required = true, description = "0 for a free one.")
        private int port;

        @Option(
                names = "--host",
                defaultValue = "127.0.0.1",
                description = "0.0.0.0 lets other machines in. Default: ${DEFAULT-VALUE}")
        private String host;

        @Option(names = "--key-store", description = "PKCS12 or JKS with one key, to serve https.")
        private Path keyStore;

        @Option(names = "--key-store-password", defaultValue = "", description = "Its password, and the key's.")
        private String password;

        private ServerAddress address() {
            return new ServerAddress(
                    host, port, Optional.ofNullable(keyStore).map(file -> new ServerAddress.Keys(file, password)));
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing: org or platform");
    }

    @Command(name = "org", description = "The parts of Salesforce the connector uses.", mixinStandardHelpOptions = true)
    void org(
            @Mixin Where where,
            @Option(names = "--users", required = true, description = "How many users the org has.") int users,
            @Option(names = "--seed", defaultValue = "1", description = "What they are like. Default: ${DEFAULT-VALUE}")
                    long seed,
            @Option(
                            names = "--page-delay",
                            defaultValue = "0",
                            description = "Milliseconds before each page. Default: ${DEFAULT-VALUE}")
                    int pageDelay)
            throws InterruptedException {
        OrgOptions options =
                OrgOptions.of(users, seed).withAddress(where.address()).withPageDelay(Duration.ofMillis(pageDelay));
        try (OrgSimulator org = OrgSimulator.start(options)) {
            serve("Simulated org with " + users + " users: " + org.url()
                    + " (consumer key demo-key, secret demo-secret, user sync@example.com, password demo-password)");
        }
    }

    @Command(name = "platform", description = "A platform that keeps what it is sent.", mixinStandardHelpOptions = true)
    void platform(
            @Mixin Where where,
            @Option(names = "--keep", description = "A file that keeps it over a restart too.") Path kept)
            throws InterruptedException {
        PlatformOptions options = PlatformOptions.at(where.address());
        try (PlatformSimulator platform = PlatformSimulator.start(kept == null ? options : options.keeping(kept))) {
            serve("Simulated platform: " + platform.url() + " (token demo-platform-token)");
        }
    }

    private void serve(String what) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(what + ". Ctrl-C ends.");
        out.flush();
        new CountDownLatch(1).await();
    }
}
