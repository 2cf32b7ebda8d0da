package io.connectors.salesforce.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.connectors.salesforce.Needs;
import io.connectors.salesforce.Tool;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.Installation;
import io.connectors.salesforce.simulator.platform.PlatformFault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the console says of runs is what happened, in a browser, before a server of this process. */
@Needs(Tool.CHROMIUM)
class ConsoleRunsIT {
    private final Chromium chromium = new Chromium();
    private Served served;
    private Page page;

    @BeforeEach
    void open() {
        served = Served.of(Installation.of(TestDatabase.H2, 600)
                .setting("platform.retry-delay", "4000")
                .setting("platform.retry-longest", "4000")
                .set("schedule", "{ repeats: daily, startTime: \"02:00\", timeZone: Asia/Kolkata }"));
        page = chromium.page(1440, 900, ColorScheme.LIGHT);
    }

    @AfterEach
    void close() {
        chromium.assertNoComplaints();
        chromium.close();
        served.close();
    }

    private void visit(String address) {
        if (!page.url().startsWith(served.address().toString())) {
            page.navigate(served.address() + "#token=" + Served.TOKEN);
            assertThat(page.locator("main:not([aria-busy]) h1")).isVisible();
        }
        page.navigate(served.address() + "#" + address);
        assertThat(page.locator("main:not([aria-busy]) h1")).isVisible();
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    private Locator figure(String name) {
        return page.locator(
                        ".figure",
                        new Page.LocatorOptions()
                                .setHas(page.getByText(name, new Page.GetByTextOptions().setExact(true))))
                .locator("dd");
    }

    private JsonNode runs() {
        return served.get("/api/connectors/acme/runs").json();
    }

    @Test
    void saysOfARunWhatHappensAndOfADiscardedPlanThatNothingDid() throws IOException {
        waitsAndIsCancelled();
        startsOneRunForADoubleClick();
        List<String> leavers = List.copyOf(served.site().users().keySet()).subList(0, 150);
        leavers.forEach(id -> served.site().org().edit(id, Map.of("IsActive", false)));
        holdsAndIsDiscarded();
        saysThatItRemovedAUser(leavers.get(0));
        findsTheHistoryOfADeletedConnector();
    }

    private void waitsAndIsCancelled() {
        served.site()
                .platform()
                .fault(PlatformFault.always(PlatformFault.Kind.STATUS).withNth(2));
        visit("/connectors/acme");
        button("Run now: Acme").click();

        assertThat(page.getByText(Pattern.compile(
                        "The platform answered 503; try \\d of 7, next at \\d\\d:\\d\\d:\\d\\d [A-Z]+")))
                .isVisible();
        assertThat(page).hasTitle(Pattern.compile("^Running: run of Acme"));
        assertThat(page.locator("[aria-current=step]")).hasText("Send");
        int there = served.site().users().size();
        assertThat(figure("Created")).hasText(String.valueOf(there));
        visit("/connectors");
        assertThat(page.getByRole(AriaRole.ROW).nth(1)).containsText("running, " + there + " created so far");
        page.goBack();

        button("Cancel the run").click();
        page.getByRole(AriaRole.DIALOG).getByText("Cancel the run").click();
        assertThat(page.getByText("Cancelling …")).isVisible();
        assertThat(button("Cancel the run")).isHidden();
        served.site().platform().clearFaults();
        assertThat(page.getByText("The run was cancelled", new Page.GetByTextOptions().setExact(true)))
                .isVisible();

        JsonNode cancelled = runs().get(0);
        int left = cancelled.path("pending").asInt();
        assertThat(left).isPositive();
        assertThat(figure("Pending")).hasText(String.valueOf(left));
        page.getByText("Not acknowledged " + left).click();
        assertThat(page.locator("tbody tr").first()).containsText("not acknowledged");
        visit("/connectors/acme");
        assertThat(page.locator("h1")).containsText("Failed");
        assertThat(page.getByText("Before the first run")).isHidden();
    }

    private void startsOneRunForADoubleClick() {
        int before = runs().size();
        page.route("**/api/connectors/acme/runs", route -> {
            if (route.request().method().equals("POST")) {
                pause();
            }
            route.resume();
        });
        visit("/connectors");
        button("Run now: Acme").dblclick();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("What it did")))
                .isVisible();
        page.unroute("**/api/connectors/acme/runs");

        assertThat(runs()).hasSize(before + 1);
        assertThat(runs().findValuesAsText("status")).doesNotContain("skipped");
        visit("/connectors");
        assertThat(page.locator("p.lead")).hasText("1 is healthy.");
    }

    /** A server that takes its time. */
    private void pause() {
        page.waitForTimeout(500);
    }

    private void holdsAndIsDiscarded() {
        served.run("");
        visit("/connectors/acme");
        assertThat(page.getByText("The plan ends with the next run, ")).isVisible();
        assertThat(page.getByText("users read, 150 deletions waiting")).isVisible();
        assertThat(page.getByText("02:00 (UTC+05:30) on the clock of the schedule"))
                .isVisible();
        button("Run now: Acme").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasAccessibleName("Replace the held plan of Acme?");
        button("Back").click();
        link("Look at the plan and decide").click();
        assertThat(figure("Deletions")).hasText("150");
        button("Discard").click();
        page.getByRole(AriaRole.DIALOG)
                .getByText("Discard", new Locator.GetByTextOptions().setExact(true))
                .click();

        assertThat(page.getByText("Discarded: 150 deletions were not sent")).isVisible();
        assertThat(page.locator("h1")).isFocused();
        assertThat(figure("Deletions")).hasText("150");
        assertThat(page.getByText("The next run sends them")).isHidden();
        page.getByText("Deletions 150").click();
        assertThat(page.locator("tbody tr").first()).containsText("not sent");
        visit("/connectors");
        assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Needs you")))
                .containsText("The plan was discarded");
        assertThat(page.locator("p.lead")).hasText("1 needs you.");
    }

    private void saysThatItRemovedAUser(String leaver) {
        served.run("{\"overrideSafeguards\":true}");
        visit("/connectors/acme/users/" + leaver);
        assertThat(page.getByText("The platform removed the user in the run of "))
                .isVisible();
        assertThat(figure("On the platform")).hasText("Removed");
    }

    private void findsTheHistoryOfADeletedConnector() throws IOException {
        String run = runs().get(0).path("run").asText();
        Path file = served.site().folder().resolve("connectors/acme.yaml");
        String text = Files.readString(file);
        Files.delete(file);
        served.site().server().refresh();
        visit("/runs/" + run);
        assertThat(page.getByText("This connector was deleted.")).isVisible();
        link("History").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("History of acme")))
                .isVisible();
        assertThat(page.locator("tbody tr")).hasCount(runs().size());
        Files.writeString(file, text);
        served.site().server().refresh();
    }

    @Test
    void loadsOlderRunsToTheFirstOne() {
        JsonNode real = served.run("{\"preview\":true}");
        List<ObjectNode> many = new ArrayList<>();
        for (int number = 250; number > 0; number--) {
            many.add(((ObjectNode) real.deepCopy()).put("run", "run-%03d".formatted(number)));
        }
        page.route("**/api/connectors/acme/runs?*", route -> answer(route, many));
        visit("/connectors/acme/history");

        assertThat(page.locator("tbody tr")).hasCount(100);
        button("Load older").click();
        assertThat(page.getByText("200 shown")).isVisible();
        assertThat(page.locator("tbody tr").nth(100).locator("a")).isFocused();
        button("Load older").click();
        assertThat(page.getByText("All 250 runs shown")).isVisible();
        assertThat(page.locator("tbody tr")).hasCount(250);
        assertThat(button("Load older")).isHidden();
    }

    private static void answer(Route route, List<ObjectNode> runs) {
        String query = URI.create(route.request().url()).getQuery();
        String before = query.contains("before=") ? query.replaceFirst(".*before=([^&]*).*", "$1") : "run-999";
        ArrayNode answer = Json.array();
        runs.stream()
                .filter(run -> run.path("run").asText().compareTo(before) < 0)
                .limit(100)
                .forEach(answer::add);
        route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(answer.toString()));
    }
}
