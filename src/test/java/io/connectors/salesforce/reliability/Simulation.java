package io.connectors.salesforce.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.reliability.History.Passage;
import io.connectors.salesforce.reliability.PowerCut.Moment;
import io.connectors.salesforce.run.RunFailure;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.Installation;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.platform.PlatformFault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A history that a seed has made up: an org in which people come, move and go, faults on both sides, runs, decisions and
 * crashes. After each step {@link History} holds, and at the end, without faults, one run makes the platform equal
 * {@link Model}. The same seed is the same history.
 */
final class Simulation implements AutoCloseable {
    private static final int USERS = 130;
    private static final int STEPS = 15;
    private static final int FEW = 12;
    private static final List<Integer> ORG_REFUSALS = List.of(400, 403, 404, 420, 500, 502, 503);
    private static final List<Integer> PLATFORM_REFUSALS = List.of(400, 403, 404, 413, 422, 429, 500, 503);
    private static final String NOWHERE = "http://127.0.0.1:9/services/data/v60.0/query/0r8";

    private final Random random;
    private final PowerCut power = PowerCut.over(TestDatabase.H2.newUrl());
    private final Installation site;
    private final Model model;
    private final History history;
    private final Set<String> hidden = new TreeSet<>();
    private final Set<String> nameless = new TreeSet<>();
    private final List<String> told = new ArrayList<>();
    private final List<Step> steps = List.of(
            new Step(3, this::join),
            new Step(5, this::move),
            new Step(4, () -> activate(false, 6)),
            new Step(1, () -> activate(false, 50)),
            new Step(3, () -> activate(true, 10)),
            new Step(8, this::takeBack),
            new Step(2, this::freeze),
            new Step(3, this::hide),
            new Step(1, this::renameProfile),
            new Step(2, this::nameless),
            new Step(1, this::hideField),
            new Step(1, this::map),
            new Step(2, this::orgFault),
            new Step(2, this::platformFault),
            new Step(3, this::clearFaults),
            new Step(2, () -> run(true, false, false)),
            new Step(6, () -> run(false, false, false)),
            new Step(4, () -> orgFault() + ", " + run(false, false, false)),
            new Step(12, this::failingPlatform),
            new Step(4, () -> run(false, false, true)),
            new Step(1, () -> run(false, true, true)),
            new Step(5, this::approve),
            new Step(1, this::discard),
            new Step(1, this::restart),
            new Step(7, this::crash));
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final Set<String> broken = new TreeSet<>();
    private RunReport held;

    private record Step(int weight, Supplier<String> action) {}

    private Simulation(long seed) {
        random = new Random(seed);
        boolean frozenToo = random.nextBoolean();
        site = Installation.of(TestDatabase.H2, USERS);
        site.set(
                        "platform",
                        "{ type: rest, url: \"%s\", token: demo-platform-token, batchSize: %d }"
                                .formatted(site.platform().url(), 5 + random.nextInt(30)))
                .set("frozenUsers", frozenToo ? "include" : "exclude")
                .setting("database.url", power.url())
                .setting("salesforce.retries", "2")
                .setting("platform.retries", "2")
                // what happens by the clock would not happen again: renewals, and batches side by side
                .setting("lease.seconds", "600")
                .setting("camel.threadpool.config[deliveries].pool-size", "1")
                .setting("camel.threadpool.config[deliveries].max-pool-size", "1")
                .setting("camel.threadpool.config[deliveries].max-queue-size", "1000");
        model = new Model(site.org(), frozenToo);
        history = new History(site.platform());
    }

    /** Plays a seed's history; what fails carries the whole of it. */
    static void play(long seed) {
        try (Simulation simulation = new Simulation(seed)) {
            try {
                simulation.play();
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError(
                        "Seed %d (replay: -Dmodel.from=%d -Dmodel.seeds=1): %s%n  %s"
                                .formatted(seed, seed, broken.getMessage(), String.join("\n  ", simulation.told)),
                        broken);
            }
        }
    }

    private void play() {
        int weights = steps.stream().mapToInt(Step::weight).sum();
        for (int i = 0; i < STEPS; i++) {
            int pick = random.nextInt(weights);
            for (Step step : steps) {
                pick -= step.weight();
                if (pick < 0) {
                    told.add("a step that did not end");
                    String what = step.action().get();
                    told.set(told.size() - 1, what);
                    break;
                }
            }
        }
        converge();
    }

    private void converge() {
        clearFaults();
        hidden.forEach(user -> site.org().hideUser(user, false));
        hidden.clear();
        site.org().hide("User", "Region__c", false);
        name();
        told.add("the end: " + run(false, false, true));
        Map<String, JsonNode> expected = model.platform();
        Map<String, JsonNode> users = site.users();
        expected.forEach((user, document) -> {
            if (!history.refused(user, document)) {
                assertThat(users.get(user)).as("I4: %s after a clean run", user).isEqualTo(document);
            }
        });
        assertThat(expected.keySet()).as("I4: nobody superfluous").containsAll(users.keySet());
        told.add("everybody anew: " + run(false, true, true));
        assertThat(site.users()).as("I4: everybody, sent anew").isEqualTo(expected);
        int requests = site.platform().history().size();
        told.add("a quiet one: " + run(false, false, false));
        assertThat(site.platform().history()).as("a quiet run sends nothing").hasSize(requests);
    }

    private List<String> some(List<String> from, int most) {
        List<String> some = new ArrayList<>();
        int count = 1 + random.nextInt(most);
        // mostly the same few, so that what happens to a user meets what happened to it before
        int reach = random.nextInt(3) > 0 ? Math.min(FEW, from.size()) : from.size();
        for (int i = 0; i < count && reach > 0; i++) {
            some.add(from.get(random.nextInt(reach)));
        }
        return some;
    }

    private List<String> active(boolean active) {
        return site.org().ids(user -> user.get("IsActive").equals(active));
    }

    private String join() {
        List<String> joined = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            String user = site.org().create(Map.of());
            joined.add(user);
            undo.add(() -> site.org().edit(user, Map.of("IsActive", false)));
        }
        return "joined " + joined;
    }

    private String move() {
        List<String> moved = some(model.users(), 6);
        String department = "Department " + random.nextInt(2);
        for (String user : moved) {
            Object before = site.org().user(user).get("Department");
            undo.add(() -> site.org().edit(user, Map.of("Department", before)));
            site.org().edit(user, Map.of("Department", department));
        }
        return "moved to " + department + " " + moved;
    }

    private String activate(boolean active, int most) {
        List<String> users = some(active(!active), most);
        for (String user : users) {
            site.org().edit(user, Map.of("IsActive", active));
            undo.add(() -> site.org().edit(user, Map.of("IsActive", !active)));
        }
        return (active ? "reactivated " : "deactivated ") + users;
    }

    /** What was sent meanwhile without an answer must not stay. */
    private String takeBack() {
        int changes = undo.size();
        while (!undo.isEmpty()) {
            undo.removeLast().run();
        }
        return "took the last " + changes + " changes back";
    }

    private String freeze() {
        List<String> users = some(active(true), 4);
        boolean frozen = random.nextInt(3) > 0;
        users.forEach(user -> site.org().edit(user, Map.of("frozen", frozen)));
        return (frozen ? "froze " : "thawed ") + users;
    }

    private String hide() {
        if (!hidden.isEmpty() && random.nextInt(3) == 0) {
            String users = hidden.toString();
            hidden.forEach(user -> site.org().hideUser(user, false));
            hidden.clear();
            return "showed " + users;
        }
        List<String> users = some(active(true), 4);
        users.forEach(user -> site.org().hideUser(user, true));
        hidden.addAll(users);
        return "hid " + users;
    }

    private String renameProfile() {
        String from = model.profiles().get(random.nextInt(model.profiles().size()));
        String to = "Profile " + random.nextInt(1000);
        model.renameProfile(from, to);
        return "renamed profile " + from + " to " + to;
    }

    private String nameless() {
        if (!nameless.isEmpty()) {
            return name();
        }
        List<String> users = some(active(true), 3);
        users.forEach(user -> site.org().edit(user, Map.of("Username", " ")));
        nameless.addAll(users);
        return "took the Username of " + users;
    }

    private String name() {
        String users = nameless.toString();
        nameless.forEach(user -> site.org().edit(user, Map.of("Username", "Again" + user + "@acme.example")));
        nameless.clear();
        return "gave a Username to " + users;
    }

    private String hideField() {
        boolean hide = random.nextBoolean();
        site.org().hide("User", "Region__c", hide);
        return (hide ? "hid" : "showed") + " the field Region__c";
    }

    private String map() {
        int mapping = random.nextInt(Model.MAPPINGS.size());
        site.mapping(Model.MAPPINGS.get(mapping));
        model.use(mapping);
        return "mapping " + mapping;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String orgFault() {
        OrgFault fault = OrgFault.on(
                        one(List.of(OrgFault.Kind.values())),
                        one(Arrays.asList(null, "describe", "query", "FROM User WHERE")),
                        1 + random.nextInt(3))
                .withTimes(one(List.of(1, 1, 2, 5, -1)))
                .withStatus(one(ORG_REFUSALS), null, null)
                .withDelayMs(10)
                .withUrl(NOWHERE);
        site.org().fault(fault);
        return fault.toString();
    }

    private String platformFault() {
        PlatformFault fault = PlatformFault.once(one(List.of(PlatformFault.Kind.values())))
                .withNth(1 + random.nextInt(2))
                .withTimes(one(List.of(1, 2, 5, 5, -1)))
                .withStatus(one(PLATFORM_REFUSALS))
                .withUser(random.nextInt(3) == 0 ? some(model.users(), 1).get(0) : null);
        site.platform().fault(fault);
        return fault.toString();
    }

    private String failingPlatform() {
        return platformFault() + ", " + run(false, false, random.nextBoolean());
    }

    private String clearFaults() {
        site.org().clearFaults();
        site.platform().clearFaults();
        return "no more faults";
    }

    private String run(boolean preview, boolean resend, boolean override) {
        String options = (preview ? " --preview" : "") + (resend ? " --resend" : "") + (override ? " --override" : "");
        return "run" + options + ": " + passed(!preview, resend, () -> site.run(preview, resend, override));
    }

    private String approve() {
        if (held == null) {
            return run(false, false, false);
        }
        RunReport plan = held;
        return "approve: " + passed(false, false, () -> site.approve(plan));
    }

    private String discard() {
        if (held == null) {
            return "nothing to discard";
        }
        boolean open = site.server().find(held.run()).orElseThrow().status() == Status.HELD;
        try {
            return "discard: " + site.server().discard(held.run()).status();
        } catch (RunFailure decided) {
            assertThat(open).as("a held plan can be discarded").isFalse();
            return "discard refused";
        }
    }

    private String restart() {
        site.restart();
        return "restart";
    }

    private String crash() {
        int commit = 1 + random.nextInt(40);
        Moment moment = one(List.of(Moment.values()));
        // the tables are made before the light goes out
        site.server();
        power.atCommit(commit, moment);
        String what = held != null && random.nextInt(3) == 0 ? approve() : run(false, false, random.nextBoolean());
        power.restore();
        return "power cut " + moment + " commit " + commit + ", " + what;
    }

    /** Runs something, and checks what it has sent. */
    private String passed(boolean reads, boolean resend, Supplier<RunReport> work) {
        Set<String> selected = model.selected();
        Optional<RunReport> report = Optional.empty();
        String what;
        try {
            report = Optional.of(work.get());
            what = report.get().status() + " " + report.get().counts() + " "
                    + report.map(RunReport::reason).orElse("");
        } catch (RunFailure refused) {
            what = "refused, " + refused.getMessage();
            assertThat(reads).as(what).isFalse();
        } catch (RuntimeException broken) {
            if (!power.happened()) {
                throw broken;
            }
            what = "broken off";
        }
        if (power.happened()) {
            what = "broken off";
            report = Optional.empty();
            site.restart();
            power.restore();
        }
        told.set(told.size() - 1, what);
        history.passed(new Passage(report.orElse(null), reads, resend, selected, Set.copyOf(hidden)));
        if (report.isEmpty()) {
            site.platform().history().forEach(request -> broken.add(request.run()));
        } else if (report.get().status() == Status.COMPLETED) {
            broken.forEach(run -> closed(site.server().find(run).orElseThrow()));
        }
        report.filter(each -> each.status() == Status.HELD).ifPresent(each -> held = each);
        return what;
    }

    /** What the next run makes of one that was broken off. */
    private static void closed(RunReport report) {
        History.addsUp(report);
        assertThat(report.status()).as("%s", report).isNotIn(Status.RUNNING, Status.HELD);
    }

    @Override
    public void close() {
        site.close();
    }
}
