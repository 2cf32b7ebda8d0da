package io.connectors.salesforce.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.connectors.salesforce.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The machine's Chromium. Whatever a page says goes wrong in it, a breach of the Content-Security-Policy too, fails the test. */
final class Chromium implements AutoCloseable {
    private static final double LONGEST_MS = 20_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        PlaywrightAssertions.setDefaultAssertionTimeout(LONGEST_MS);
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Tool.CHROMIUM.program().orElseThrow())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** A new visitor's page. */
    Page page(int width, int height, ColorScheme scheme) {
        BrowserContext visitor = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setLocale("en-GB"));
        visitor.setDefaultTimeout(LONGEST_MS);
        Page page = visitor.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            // an answer that is an error is said like that too; the pages tell of it themselves
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    /** What pages complained about since the last time. */
    void assertNoComplaints() {
        assertThat(List.copyOf(complaints)).isEmpty();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
