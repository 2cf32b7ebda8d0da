package io.connectors.salesforce.cli;

import io.connectors.salesforce.simulator.org.OrgOptions;
import io.connectors.salesforce.simulator.org.OrgSimulator;
import io.connectors.salesforce.simulator.platform.PlatformOptions;
import io.connectors.salesforce.simulator.platform.PlatformSimulator;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
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

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing: org or platform");
    }

    @Command(name = "org", description = "The parts of Salesforce the connector uses.", mixinStandardHelpOptions = true)
    void org(
            @Option(names = "--port", required = true, description = "0 for a free one.") int port,
            @Option(names = "--users", required = true, description = "How many users the org has.") int users,
            @Option(names = "--seed", defaultValue = "1", description = "What they are like. Default: ${DEFAULT-VALUE}")
                    long seed,
            @Option(
                            names = "--page-delay",
                            defaultValue = "0",
                            description = "Milliseconds before each page. Default: ${DEFAULT-VALUE}")
                    int pageDelay)
            throws InterruptedException {
        OrgOptions options = OrgOptions.of(users, seed).withPort(port).withPageDelay(Duration.ofMillis(pageDelay));
        try (OrgSimulator org = OrgSimulator.start(options)) {
            serve("Simulated org with " + users + " users: " + org.url()
                    + " (consumer key demo-key, secret demo-secret, user sync@example.com, password demo-password)");
        }
    }

    @Command(name = "platform", description = "A platform that keeps what it is sent.", mixinStandardHelpOptions = true)
    void platform(@Option(names = "--port", required = true, description = "0 for a free one.") int port)
            throws InterruptedException {
        try (PlatformSimulator platform = PlatformSimulator.start(PlatformOptions.on(port))) {
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
