package io.connectors.salesforce.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.connectors.salesforce.Needs;
import io.connectors.salesforce.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in, going astray, and forms that say what is wrong where it is wrong; in a browser, before a server of this process. */
@Needs(Tool.CHROMIUM)
class ConsolePagesIT {
    private static Chromium chromium;
    private static Served served;
    private Page page;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
        served = Served.of(10);
    }

    @AfterAll
    static void shut() {
        chromium.close();
        served.close();
    }

    @BeforeEach
    void visit() {
        page = chromium.page(1440, 900, ColorScheme.LIGHT);
    }

    @AfterEach
    void nothingWentWrong() {
        page.context().close();
        chromium.assertNoComplaints();
    }

    private static void go(Page page, String hash) {
        page.navigate(served.address() + hash);
    }

    private void signIn() {
        go(page, "#token=" + Served.TOKEN);
        assertThat(heading(page, "Connectors")).isVisible();
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator said(Page page) {
        return page.locator("#page").getByText("Saved.");
    }

    private static Path file(String name) {
        return served.site().folder().resolve(name);
    }

    @Test
    void keepsTheSignInForEveryTabUntilSomeoneSignsOut() {
        signIn();
        Page other = page.context().newPage();
        go(other, "#/connectors/acme/options");
        assertThat(heading(other, "Options")).isVisible();

        button(page, "Sign out").click();

        assertThat(heading(page, "Sign in")).isVisible();
        assertThat(heading(other, "Sign in")).isVisible();
        other.getByLabel("Token").fill(Served.TOKEN);
        button(other, "Sign in").click();
        assertThat(heading(other, "Options")).isVisible();
        assertThat(heading(page, "Connectors")).isVisible();
    }

    @Test
    void putsTheCursorWhereTheTokenGoes() {
        go(page, "#/connectors/acme");
        assertThat(page.getByLabel("Token")).isFocused();

        page.keyboard().type("wrong");
        page.keyboard().press("Enter");

        assertThat(page.getByText("Wrong token.")).isVisible();
        assertThat(page.getByLabel("Token")).isFocused();
    }

    @Test
    void saysThatAnAddressHasNoPage() {
        signIn();
        for (String hash : new String[] {"#/nowhere", "#/connectors/acme/nothing", "#/runs/%E0%A4%A"}) {
            go(page, hash);
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasText(Pattern.compile("Page not found|There is no such thing|Not found"));
        }
        go(page, "foo");
        assertThat(heading(page, "Page not found")).isVisible();
    }

    @Test
    void showsTheErrorsOfAMappingOnItsPage() throws IOException {
        signIn();
        String right = Files.readString(file("mappings/users.csv"));
        Files.writeString(file("mappings/users.csv"), right + "User.Broken,FirstName LastName,,no,\n");
        served.site().server().refresh();
        try {
            go(page, "#/connectors/acme/mapping");
            assertThat(page.getByText("The file users.csv has 1 error")).isVisible();
            assertThat(page.getByText(Pattern.compile("users.csv:\\d+"))).isVisible();
            assertThat(page.getByText("the last valid version")).isVisible();
            assertThat(page.getByText("User.Broken")).hasCount(0);

            go(page, "#/connectors/acme/options");
            page.getByText("The mapping users.csv has 1 error").click();
            assertThat(heading(page, "Mapping")).isVisible();
        } finally {
            Files.writeString(file("mappings/users.csv"), right);
            served.site().server().refresh();
        }
    }

    @Test
    void takesATimeAsPeopleTypeIt() {
        signIn();
        for (String typed : new String[] {"2:00", "\"02:00\"", "02:00"}) {
            go(page, "#/connectors/acme/options");
            page.reload();
            page.getByLabel("Start time").fill(typed);
            button(page, "Save").click();
            assertThat(said(page)).isVisible();
            assertThat(served.get("/api/connectors/acme")
                            .json()
                            .path("schedule")
                            .path("startTime")
                            .asText())
                    .as(typed)
                    .isEqualTo("02:00");
        }
        assertThat(served.get("/api/connectors/acme").json().path("safeguards").isMissingNode())
                .as("what nobody touched")
                .isTrue();
    }

    @Test
    void saysOneThingAtATimeAfterAStaleSave() {
        signIn();
        go(page, "#/connectors/acme/options");
        page.getByLabel("Connector name").fill("Acme one");
        button(page, "Save").click();
        assertThat(said(page)).isVisible();
        String body = served.get("/api/connectors/acme").text().replace("Acme one", "Acme two");
        served.put("/api/connectors/acme", body);

        page.getByLabel("Connector name").fill("Acme three");
        button(page, "Save").click();

        assertThat(page.getByText("The file was changed meanwhile")).isVisible();
        assertThat(said(page)).hasCount(0);
    }

    @Test
    void findsTheListAgainAsItWasLeft() {
        String run = served.run("").path("run").asText();
        page.setViewportSize(1440, 300);
        signIn();
        go(page, "#/runs/" + run);
        page.getByText(Pattern.compile("^Creations")).click();
        Locator someone = page.locator("tbody a").last();
        someone.scrollIntoViewIfNeeded();
        page.waitForFunction("history.state?.scroll > 0");
        Object place = page.evaluate("scrollY");
        someone.click();
        assertThat(page).hasURL(Pattern.compile("/users/005"));
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .not()
                .containsText("Run of");

        page.goBack();

        assertThat(page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile("Creations"))))
                .isChecked();
        page.waitForFunction("place => scrollY === place", place);
    }

    @Test
    void offersOnlyWhatThisVersionHas() {
        signIn();
        go(page, "#/add");
        assertThat(page.getByLabel("bulk")).hasCount(0);
        assertThat(page.getByText("scim", new Page.GetByTextOptions().setExact(true)))
                .hasCount(0);
    }

    @Test
    void takesBackThatThereIsNoConnectionOnceThereIsOne() {
        signIn();
        page.route("**/api/connectors/acme/runs", route -> route.abort("connectionrefused"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Preview")))
                .first()
                .click();
        assertThat(page.getByText("The connector server does not answer.")).isVisible();
        page.unroute("**/api/connectors/acme/runs");

        assertThat(page.getByText("The connector server does not answer.")).hasCount(0);
    }
}
