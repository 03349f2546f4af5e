package io.orderpipeline.testing.endtoend.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.testing.endtoend.Skip;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium that reads visible text and presses keys. Leaves no process and no profile. One thread. */
final class Browser implements AutoCloseable {

    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static final String NOTE_VIOLATIONS =
            """
            window.violations = [];
            document.addEventListener("securitypolicyviolation",
              (event) => window.violations.push(event.violatedDirective + " " + event.blockedURI));
            """;

    private static final String NOTE_LAYOUT_SHIFTS =
            """
            window.layoutShift = 0;
            new PerformanceObserver((list) => list.getEntries()
              .filter((entry) => !entry.hadRecentInput).forEach((entry) => { window.layoutShift += entry.value; }))
              .observe({type: "layout-shift", buffered: true});
            """;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test when no browser is installed. */
    static Browser open() {
        Skip.unlessInstalled(
                Files.isExecutable(DRIVER) && Files.isExecutable(CHROMIUM),
                "the dashboard in a browser",
                "there is no " + DRIVER + " or no " + CHROMIUM + "; Debian has both: chromium chromium-driver");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .withLogFile(new File("/dev/null"))
                .build();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        // The sandbox does not start for root, who runs builds in containers; only our own page is opened here.
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        Browser browser = new Browser(new ChromeDriver(service, options));
        for (String script : List.of(NOTE_VIOLATIONS, NOTE_LAYOUT_SHIFTS)) {
            browser.driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        }
        browser.window(1280, 900);
        return browser;
    }

    void visit(URI page) {
        driver.get(page.toString());
    }

    /** In CSS pixels, also below the smallest window of a desktop. */
    void window(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** @param scheme {@code light} or {@code dark} */
    void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** @param script the body of a function */
    Object ask(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** The visible text of the first matching element with single blanks; empty when there is none. */
    String text(String selector) {
        return (String) ask(
                "const found = document.querySelector(arguments[0]);"
                        + "return found ? found.innerText.replace(/\\s+/g, ' ').trim() : '';",
                selector);
    }

    /** The text of the first matching element, visible or not; empty when there is none. */
    String content(String selector) {
        return (String) ask("return document.querySelector(arguments[0])?.textContent ?? ''", selector);
    }

    void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    /** Replaces the text of the field, and presses Enter. */
    void enter(String selector, String text) {
        WebElement field = driver.findElement(By.cssSelector(selector));
        field.clear();
        field.sendKeys(text, Keys.ENTER);
    }

    /** Presses Tab; the page then has another active element. */
    void tab() {
        for (String type : List.of("keyDown", "keyUp")) {
            driver.executeCdpCommand(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", "Tab", "code", "Tab", "windowsVirtualKeyCode", 9));
        }
    }

    /** The cumulative layout shift since the page was opened. */
    double layoutShift() {
        return ((Number) ask("return window.layoutShift")).doubleValue();
    }

    /** The violations that axe finds, with their elements. */
    @SuppressWarnings("unchecked")
    List<String> hindrances() {
        ask(axe());
        return (List<String>)
                driver.executeAsyncScript(
                        """
                const done = arguments[arguments.length - 1];
                axe.run(document, {preload: false}).then((found) => done(found.violations
                  .map((each) => each.id + ": " + each.nodes.map((node) => node.target.join(" ")).join(", "))),
                  (failure) => done([String(failure)]));
                """);
    }

    private static String axe() {
        try (InputStream source =
                Browser.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
            return new String(source.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Violations of the content security policy. */
    @SuppressWarnings("unchecked")
    List<String> violations() {
        return (List<String>) ask("return window.violations");
    }

    /** Errors on the console since the last time. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().equals(Level.SEVERE))
                .map(LogEntry::getMessage)
                .toList();
    }

    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
