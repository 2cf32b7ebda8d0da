package io.connectors.salesforce.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.connectors.salesforce.Needs;
import io.connectors.salesforce.Tool;
import io.connectors.salesforce.contract.Connector;
import io.connectors.salesforce.contract.Site;
import io.connectors.salesforce.simulator.org.OrgOptions;
import io.connectors.salesforce.simulator.org.OrgSimulator;
import io.connectors.salesforce.simulator.platform.PlatformOptions;
import io.connectors.salesforce.simulator.platform.PlatformSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The console in a real browser, before the packaged program, simulated orgs and simulated platforms. */
@Needs(Tool.CHROMIUM)
class ConsoleIT {
    private static Chromium chromium;
    private static Site site;
    private static PackagedConsole console;
    private static Connector acme;
    private static String held;

    /** A site as one has it after a while: healthy, held, failed, invalid and inactive connectors. */
    @BeforeAll
    static void open() {
        chromium = new Chromium();
        site = new Site();
        acme = site.connector("acme", 600, "name: Acme production", "mapping: users.csv", "schedule.repeats: daily");
        Connector emea = site.connector("emea", 300, "name: Acme EMEA", "schedule.repeats: every 6h");
        site.connector(
                "sandbox",
                5,
                "name: Sandbox",
                "schedule.repeats: hourly",
                "salesforce.password: marker-wrong-password");
        site.connector("legacy", 5, "name: Legacy org", "active: false");
        site.file("connectors/partner.yaml", """
                name: Partners
                userStatus: [activ]
                salesforce: { url: https://acme.my.salesforce.com, consumerKey: key, authentication: jwt, username: a, privateKey: a.pem }
                schedule: { repeats: manual }
                platform: { type: rest, url: https://platform.example }
                """);
        console = PackagedConsole.of(site);
        console.run("acme");
        for (int day = 0; day < 9; day++) {
            int from = 20 * day;
            acme.edit(from, from + 3 + day % 4, Map.of("Title", "Title " + day));
            acme.edit(from + 10, from + 10 + day % 3, Map.of("IsActive", false));
            console.run("acme");
        }
        console.run("emea");
        emea.edit(0, 120, Map.of("IsActive", false));
        emea.edit(120, 131, Map.of("Department", "Sales"));
        held = console.run("emea").path("run").asText();
        console.run("sandbox");
    }

    @AfterAll
    static void shut() throws Exception {
        chromium.close();
        site.close();
    }

    @AfterEach
    void nothingWentWrong() {
        chromium.assertNoComplaints();
    }

    @Test
    void leadsAFirstTimeUserFromThePrintedAddressToTheFirstDecision() throws Exception {
        try (Site fresh = new Site()) {
            OrgSimulator org =
                    fresh.closing(OrgSimulator.start(OrgOptions.of(400, 7).withPageDelay(Duration.ofMillis(800))));
            PlatformSimulator platform = fresh.closing(PlatformSimulator.start(PlatformOptions.free()));
            Page page = wide(ColorScheme.LIGHT);
            fresh.setting("secrets.environment", "ORG_SECRET|PLATFORM_TOKEN");
            page.navigate(PackagedConsole.of(fresh).invitation());

            assertThat(heading(page, "Connect your first Salesforce org")).isVisible();
            assertThat(page.url()).doesNotContain("token");
            link(page, "Add connector").first().click();
            addsAConnectorAfterAnError(page, org, platform);
            checksAndPreviews(page, platform);
            int users = runsAndWatches(page, platform);

            List<String> active = org.ids(user -> platform.users("acme").containsKey(user.get("Id")));
            List<String> leavers = active.subList(0, users / 2);
            leavers.forEach(id -> org.edit(id, Map.of("IsActive", false)));
            approvesAHeldRun(page, platform, users, leavers.size());
            looksAtAUser(page, leavers.get(0));
            downloadsTheMapping(page);
            switchesOff(page);
        }
    }

    private static void addsAConnectorAfterAnError(Page page, OrgSimulator org, PlatformSimulator platform) {
        page.getByLabel("Connector name").fill("Acme production");
        assertThat(page.getByLabel("Connector id")).hasValue("acme-production");
        page.getByLabel("Connector id").fill("acme");
        page.getByLabel("Consumer key").fill("demo-key");
        page.getByLabel("client-credentials").check();
        assertThat(page.getByLabel("Username")).isHidden();
        page.getByLabel("Consumer secret").first().fill("{{env:ORG_SECRET}}");
        page.getByLabel("Platform URL").fill(platform.url());
        page.getByLabel("Token", new Page.GetByLabelOptions().setExact(true)).fill("{{env:PLATFORM_TOKEN}}");
        button(page, "Add connector").click();

        assertThat(page.getByText("One thing is not right")).isVisible();
        link(page, "Salesforce URL is missing").click();
        Locator url = page.getByLabel("Salesforce URL");
        assertThat(url).isFocused();
        assertThat(url).hasAttribute("aria-invalid", "true");
        assertThat(url).hasAccessibleDescription(Pattern.compile("is missing"));
        url.fill(org.url());
        button(page, "Add connector").click();
        assertThat(heading(page, "Acme production")).isFocused();
    }

    private static void checksAndPreviews(Page page, PlatformSimulator platform) {
        button(page, "Check").click();
        assertThat(heading(page, "Check: 1 warning")).isVisible();
        assertThat(page.getByText("LastLoginDate is mapped")).isVisible();
        assertThat(page.getByText("Logged in to")).isVisible();
        button(page, "Preview").click();
        assertThat(page.getByText("Nothing was sent")).isVisible();
        assertThat(heading(page, "What it would do")).isVisible();
        assertThat(platform.history()).isEmpty();
    }

    private static int runsAndWatches(Page page, PlatformSimulator platform) {
        button(page, "Run now").click();
        assertThat(page.getByRole(AriaRole.PROGRESSBAR)).isVisible();
        assertThat(heading(page, "Reading users")).isVisible();
        assertThat(page.locator("[aria-current=step]")).hasText("Read");
        assertThat(heading(page, "What it did")).isVisible();
        int users = platform.users("acme").size();
        assertThat(figure(page, "Created")).hasText(String.valueOf(users));
        assertThat(page.getByText("100 shown")).isVisible();
        button(page, "Load more").click();
        assertThat(page.getByText("200 shown")).isVisible();
        return users;
    }

    private static void approvesAHeldRun(Page page, PlatformSimulator platform, int users, int leavers) {
        link(page, "Acme production").click();
        button(page, "Run now").click();
        assertThat(page.getByText("Held: " + leavers + " deletions wait for you"))
                .isVisible();
        assertThat(page.getByText("Likely a filter, a lost permission, or a real wave of leavers"))
                .isVisible();
        button(page, "Approve").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).hasAccessibleName("Apply " + leavers + " deletions to " + platform.url() + "?");
        assertThat(platform.users("acme")).hasSize(users);
        dialog.getByText("Approve and apply").click();
        assertThat(heading(page, "What it did")).isVisible();
        assertThat(figure(page, "Deleted")).hasText(String.valueOf(leavers));
        assertThat(platform.users("acme")).hasSize(users - leavers);
    }

    private static void looksAtAUser(Page page, String leaver) {
        link(page, "Acme production").click();
        link(page, "Try-out").click();
        page.getByLabel("Salesforce Id").fill("Ada");
        button(page, "Try out").click();
        assertThat(page.getByText("Write 15 or 18 letters and digits")).isVisible();
        page.getByLabel("Salesforce Id").fill(leaver);
        button(page, "Try out").click();
        assertThat(page.getByText("Not selected: the user's status is not one the connector imports."))
                .isVisible();
        assertThat(page.getByText("The platform removed the user in the run of"))
                .isVisible();
        assertThat(figure(page, "On the platform")).hasText("Removed");
        assertThat(heading(page, "Mapped document")).isVisible();
    }

    private static void downloadsTheMapping(Page page) throws Exception {
        link(page, "Acme production").click();
        link(page, "Mapping").click();
        page.getByLabel("Filter").fill("department");
        assertThat(page.getByText("1 attribute of")).isVisible();
        Path file = page.waitForDownload(() -> button(page, "Download mappings").click())
                .path();
        assertThat(file).hasSameTextualContentAs(Path.of("mappings", "users.csv"));
    }

    private static void switchesOff(Page page) {
        link(page, "Connectors").click();
        page.getByRole(AriaRole.SWITCH, named("Active: Acme production")).click();
        assertThat(page.getByRole(AriaRole.ROW).nth(1)).containsText("Inactive");
        assertThat(page.getByRole(AriaRole.SWITCH)).not().isChecked();
        page.reload();
        assertThat(page.getByRole(AriaRole.SWITCH)).not().isChecked();
    }

    @Test
    void putsWhatNeedsAPersonFirst() {
        Page page = wide(ColorScheme.LIGHT);
        visit(page, "/connectors");

        Locator needs = page.getByRole(AriaRole.REGION, named("Needs you"));
        assertThat(needs.getByRole(AriaRole.LISTITEM).first()).containsText("Acme EMEA");
        assertThat(needs).containsText("120 of 300 users (40%)");
        assertThat(needs).containsText("Sandbox");
        assertThat(needs.getByText("partner.yaml:2")).isVisible();
        link(page, "Look at the plan and decide").click();
        assertThat(heading(page, "Run of Acme EMEA")).isVisible();
        page.getByText("Deletions 120").click();
        assertThat(page.getByText("status: no longer a selected status").first())
                .isVisible();
        assertThat(page.getByText("100 shown")).isVisible();
    }

    @Test
    void keepsTheFocusWhileItRefreshes() {
        Page page = wide(ColorScheme.LIGHT);
        visit(page, "/connectors");
        Locator preview = button(page, "Preview: Acme production");
        preview.focus();
        page.waitForResponse("**/api/connectors", () -> {});
        page.waitForResponse("**/api/connectors", () -> {});
        assertThat(preview).isFocused();
    }

    @Test
    void worksByKeyboardAlone() {
        Page page = wide(ColorScheme.LIGHT);
        visit(page, "/connectors");
        page.reload();
        assertThat(heading(page, "Connectors")).isVisible();
        page.keyboard().press("Tab");
        assertThat(link(page, "Skip to content")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).isFocused();
        tabTo(page, link(page, "Look at the plan and decide"));
        page.keyboard().press("Enter");
        assertThat(heading(page, "Run of Acme EMEA")).isFocused();

        Locator approve = button(page, "Approve");
        tabTo(page, approve);
        page.keyboard().press("Enter");
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(button(page, "Back")).isFocused();
        page.keyboard().press("Tab");
        assertThat(dialog.getByText("Approve and apply")).isFocused();
        page.keyboard().press("Escape");
        assertThat(dialog).isHidden();
        assertThat(approve).isFocused();
        assertThat(console.get("/runs/" + held).path("status").asText()).isEqualTo("held");
    }

    @Test
    void asksForTheTokenWhereItIsMissingOrWrong() {
        Page page = wide(ColorScheme.LIGHT);
        page.navigate(console.address() + "#/connectors/acme");
        assertThat(heading(page, "Sign in")).isVisible();
        page.getByLabel("Token").fill("wrong");
        button(page, "Sign in").click();
        assertThat(page.getByText("Wrong token.")).isVisible();
        page.getByLabel("Token").fill(console.token());
        button(page, "Sign in").click();
        assertThat(heading(page, "Acme production")).isVisible();
        button(page, "Sign out").click();
        assertThat(heading(page, "Sign in")).isVisible();
    }

    @Test
    void explainsAFileThatChangedMeanwhileAndWritesNothing() {
        Page page = wide(ColorScheme.LIGHT);
        visit(page, "/connectors/legacy/options");
        page.getByLabel("Connector name").fill("Mine");
        JsonNode before = console.get("/connectors/legacy");
        site.file("connectors/legacy.yaml", """
                name: Theirs
                active: false
                salesforce: { url: https://acme.my.salesforce.com, consumerKey: key, authentication: jwt, username: a, privateKey: a.pem }
                schedule: { repeats: manual }
                platform: { type: rest, url: https://platform.example }
                """);
        button(page, "Save").click();
        assertThat(page.getByText("The file was changed meanwhile")).isVisible();
        button(page, "Load again").click();
        assertThat(page.getByLabel("Connector name")).hasValue("Theirs");
        assertThat(page.getByLabel("Private key")).hasValue("a.pem");
        assertThat(page.locator("#option-salesforce-password")).isHidden();

        page.getByLabel("Connector name").fill(before.path("name").asText());
        link(page, "History").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasAccessibleName("Leave without saving?");
        button(page, "Back").click();
        button(page, "Save").click();
        assertThat(page.getByText("Saved. Takes effect at once").first()).isVisible();
        await().until(() ->
                console.get("/connectors/legacy").path("name").asText().equals("Legacy org"));
    }

    @Test
    void recoversFromALostConnection() {
        Page page = wide(ColorScheme.LIGHT);
        visit(page, "/connectors");
        page.route("**/api/**", route -> route.abort());
        assertThat(page.getByText("No connection to the connector server")).isVisible();
        page.unroute("**/api/**");
        assertThat(page.getByText("No connection to the connector server")).isHidden();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void everyPageIsAccessible(ColorScheme scheme) {
        Page page = wide(scheme);
        page.navigate(console.address());
        assertThat(heading(page, "Sign in")).isVisible();
        accessible(page, "sign in");
        for (String address : addresses()) {
            visit(page, address);
            accessible(page, address);
        }
        visit(page, "/runs/" + held);
        button(page, "Approve").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        accessible(page, "dialog");
        button(page, "Back").click();
        visit(page, "/add");
        page.getByLabel("Connector name").fill("Another");
        button(page, "Add connector").click();
        assertThat(page.getByText("things are not right")).isVisible();
        accessible(page, "errors");
    }

    private static void accessible(Page page, String name) {
        assertThat(new AxeBuilder(page)
                        .setLegacyMode(true).analyze().getViolations().stream()
                                .map(found -> found.getId() + ": " + found.getHelp() + " "
                                        + found.getNodes().get(0).getHtml()))
                .as(name)
                .isEmpty();
    }

    @Test
    void fitsAPhone() {
        Page page = chromium.page(360, 740, ColorScheme.LIGHT);
        for (String address : addresses()) {
            visit(page, address);
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as(address)
                    .isEqualTo(360);
        }
    }

    /** For the README; {@code -Dscreenshots.update} puts them there. */
    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void isWorthAPicture(ColorScheme scheme) throws Exception {
        boolean update = System.getProperty("screenshots.update") != null;
        Path folder = update ? Path.of("docs") : Path.of("target", "screenshots");
        Path file = folder.resolve("console-" + scheme.name().toLowerCase(Locale.ROOT) + ".png");
        Page page = chromium.page(1240, 900, scheme);
        visit(page, "/connectors");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        assertThat(Files.size(file)).isLessThan(200_000);
    }

    private static List<String> addresses() {
        String run = console.get("/connectors/acme/runs").path(0).path("run").asText();
        return List.of(
                "/connectors",
                "/connectors/acme",
                "/connectors/sandbox",
                "/connectors/partner/options",
                "/connectors/acme/options",
                "/connectors/acme/mapping",
                "/connectors/acme/try-out",
                "/connectors/acme/history",
                "/connectors/acme/users/" + acme.user(0),
                "/runs/" + run,
                "/runs/" + held,
                "/runs/none",
                "/add");
    }

    /** Opens a page of the console as one who has the token, and waits until it shows what it loaded. */
    private static void visit(Page page, String address) {
        if (!page.url().startsWith(console.address())
                || heading(page, "Sign in").isVisible()) {
            page.navigate(console.invitation());
            assertThat(heading(page, "Connectors")).isVisible();
        }
        page.navigate(console.address() + "#" + address);
        assertThat(page.locator("main:not([aria-busy]) h1")).isVisible();
        page.waitForLoadState(LoadState.NETWORKIDLE);
    }

    private static void tabTo(Page page, Locator wanted) {
        for (int presses = 0; presses < 60; presses++) {
            if ((boolean) wanted.evaluate("element => element === document.activeElement")) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("The Tab key never comes to " + wanted);
    }

    private static Page wide(ColorScheme scheme) {
        return chromium.page(1280, 900, scheme);
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(AriaRole.HEADING, named(name)).first();
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, named(name));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, named(name));
    }

    private static Locator figure(Page page, String name) {
        return page.locator(".figure", new Page.LocatorOptions().setHas(page.getByText(name, exactly())))
                .locator("dd");
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
