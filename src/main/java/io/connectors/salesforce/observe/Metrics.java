package io.connectors.salesforce.observe;

import io.connectors.salesforce.run.Counts;
import io.connectors.salesforce.run.RunListener;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Stage;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.server.ConnectorServer;
import io.connectors.salesforce.server.ConnectorState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Figures by connector, named {@code sync_…}. Counters are of the runs that ended in this process; gauges tell how the connectors
 * are for whoever looks, whichever process ran them.
 */
final class Metrics implements RunListener {
    private final ConnectorServer server;
    private final MeterRegistry registry;
    private final MultiGauge lastSuccess;
    private final MultiGauge state;
    private final MultiGauge pending;
    private final MultiGauge rejected;
    private final MultiGauge missing;
    private final MultiGauge allowance;

    Metrics(ConnectorServer server, MeterRegistry registry) {
        this.server = server;
        this.registry = registry;
        lastSuccess = gauge("sync.last.success.timestamp.seconds", "When the last completed run ended");
        state = gauge("sync.state", "1 for the health a connector has");
        pending = gauge("sync.users.pending", "Planned and not acknowledged in the last run");
        rejected = gauge("sync.users.rejected.last", "Rejected in the last run");
        missing = gauge("sync.users.missing", "At the platform, but not seen in the last run");
        allowance = gauge("sync.api.allowance.used.ratio", "Share of the org's daily API requests that is used");
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    @Override
    public void ended(RunReport run, Map<Stage, Duration> took) {
        Tags connector = Tags.of("connector", run.connector());
        count("sync.runs", connector.and("status", run.status().word()), 1);
        count("sync.api.calls", connector, run.apiCalls());
        took.forEach((stage, time) -> Timer.builder("sync.stage")
                .description("Time in a stage of a run")
                .tags(connector.and("stage", stage.word()))
                .register(registry)
                .record(time));
        Counts counts = run.counts();
        boolean sent =
                run.status() == Status.COMPLETED || run.status() == Status.FAILED || run.status() == Status.CANCELLED;
        if (run.status() == Status.HELD) {
            count("sync.users.held", connector, counts.created() + counts.updated() + counts.deleted());
        }
        // an approved run was counted when it was held
        if (took.containsKey(Stage.READ) && (sent || run.status() == Status.HELD)) {
            count("sync.users.read", connector, counts.read());
            count("sync.users.unchanged", connector, counts.unchanged());
            count("sync.users.rejected", connector, counts.rejected());
        }
        if (sent) {
            count("sync.users.upserted", connector, counts.created() + counts.updated());
            count("sync.users.deleted", connector, counts.deleted());
        }
    }

    private void count(String name, Tags tags, long amount) {
        Counter.builder(name).tags(tags).register(registry).increment((double) amount);
    }

    /** Takes the gauges anew. */
    void refresh() {
        List<ConnectorState> states = server.states();
        rows(
                lastSuccess,
                states,
                each -> each.lastSuccess().map(at -> at.toEpochMilli() / 1000.0).orElse(Double.NaN));
        rows(pending, states, each -> last(each, Counts::pending));
        rows(rejected, states, each -> last(each, Counts::rejected));
        rows(missing, states, each -> last(each, Counts::missing));
        List<MultiGauge.Row<?>> used = new ArrayList<>();
        List<MultiGauge.Row<?>> words = new ArrayList<>();
        for (ConnectorState each : states) {
            Tags connector = Tags.of("connector", each.id());
            words.add(MultiGauge.Row.of(connector.and("state", each.health().toString()), 1));
            OptionalDouble share = server.allowanceUsed(each.id());
            if (share.isPresent()) {
                used.add(MultiGauge.Row.of(connector, share.getAsDouble()));
            }
        }
        state.register(words, true);
        allowance.register(used, true);
    }

    private static void rows(MultiGauge gauge, List<ConnectorState> states, ToDoubleFunction<ConnectorState> value) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (ConnectorState each : states) {
            double known = value.applyAsDouble(each);
            if (!Double.isNaN(known)) {
                rows.add(MultiGauge.Row.of(Tags.of("connector", each.id()), known));
            }
        }
        gauge.register(rows, true);
    }

    private static double last(ConnectorState connector, ToLongFunction<Counts> figure) {
        return connector
                .lastRun()
                .filter(run -> run.status() != Status.RUNNING)
                .map(run -> (double) figure.applyAsLong(run.counts()))
                .orElse(Double.NaN);
    }
}
