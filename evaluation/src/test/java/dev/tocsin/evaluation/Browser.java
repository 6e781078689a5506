package dev.tocsin.evaluation;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;

/** The dashboard in a real browser that has no screen. */
final class Browser implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  /** Kept, so that it stays as quiet: the protocol's typed classes lag behind the browser. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;
  private final String root;

  private Browser(ChromeDriver driver, URI root) {
    this.driver = driver;
    this.root = root.toString();
  }

  /** Whether this machine has the browser and its driver (Debian: chromium, chromium-driver). */
  static boolean available() {
    return Files.isExecutable(PROGRAM) && Files.isExecutable(DRIVER);
  }

  /**
   * A browser for the dashboard at this address.
   *
   * @param profile an empty folder for what the browser keeps; downloads go there too
   */
  static Browser start(URI root, Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(PROGRAM.toFile());
    // It must reach nothing but the page.
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--window-size=1440,1000",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile.toAbsolutePath());
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    SELENIUM.setLevel(Level.SEVERE);
    // Named, so that nothing looks for a driver to download.
    File executable = DRIVER.toFile();
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(executable).build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.executeCdpCommand(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", profile.toAbsolutePath().toString()));
    return new Browser(driver, root);
  }

  /** Opens a page anew, such as {@code #/alerts}, and waits until it is live. */
  void open(String address) {
    driver.get("about:blank");
    driver.get(root + address);
    awaitText(".connection", "Live");
  }

  /** Loads the page again, as F5 does. */
  void reload() {
    driver.navigate().refresh();
    awaitText(".connection", "Live");
  }

  /** The first element of this CSS selector. */
  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** All elements of this CSS selector. */
  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** The texts of all elements of this selector, read in one moment. */
  @SuppressWarnings("unchecked")
  List<String> texts(String selector) {
    return (List<String>)
        driver.executeScript(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())",
            selector);
  }

  /** The values of an attribute of all elements of this selector. */
  @SuppressWarnings("unchecked")
  List<String> attributes(String selector, String name) {
    return (List<String>)
        driver.executeScript(
            "return [...document.querySelectorAll(arguments[0])]"
                + ".map(e => e.getAttribute(arguments[1]))",
            selector,
            name);
  }

  /** Clicks on the first element of this selector, as soon as it can be clicked on. */
  void click(String selector) {
    await(selector)
        .atMost(RunningSystem.PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              WebElement found = find(selector);
              // Away from the bar that stays at the top.
              driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", found);
              found.click();
            });
  }

  /** Writes into a field that is emptied first. */
  void write(String selector, String text) {
    WebElement field = find(selector);
    field.clear();
    field.sendKeys(text);
  }

  /** Chooses the option of this value. */
  void choose(String selector, String value) {
    new Select(find(selector)).selectByValue(value);
  }

  /** Presses keys where the focus is. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Drags from the middle of one element to the middle of another. */
  void drag(String from, String to) {
    new Actions(driver)
        .clickAndHold(find(from))
        .moveByOffset(3, 3)
        .moveToElement(find(to))
        .release()
        .perform();
  }

  /** Drags an element by so many pixels. */
  void drag(String from, int x, int y) {
    new Actions(driver).clickAndHold(find(from)).moveByOffset(x, y).release().perform();
  }

  /** Forgets who sits here and what they chose. */
  void forget() {
    driver.executeScript("localStorage.clear()");
  }

  /** Waits until the first element of the selector shows exactly this text. */
  void awaitText(String selector, String expected) {
    await(selector + " = " + expected)
        .atMost(RunningSystem.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(() -> find(selector).getText().trim(), expected::equals);
  }

  /** Waits until the first element of the selector shows text with this in it. */
  void awaitShown(String selector, String part) {
    await(selector + " shows " + part)
        .atMost(RunningSystem.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(() -> texts(selector).get(0), text -> text.contains(part));
  }

  /** Cuts the page off from the network, or joins it again. */
  void network(boolean there) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", !there, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /** Errors that the page wrote to the browser's console since the last call. */
  List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** What axe finds that is serious or critical: rule, and the elements that break it. */
  @SuppressWarnings("unchecked")
  List<String> barriers() throws IOException {
    try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
      driver.executeScript(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
    return (List<String>)
        driver.executeAsyncScript(
            """
            const done = arguments[0];
            axe.run({resultTypes: ['violations']}).then(({violations}) => done(violations
                .filter(({impact}) => impact === 'serious' || impact === 'critical')
                .map(({id, nodes}) => id + ': ' + nodes.map(({html}) => html).join(' '))));""");
  }

  /** The screen's width and the system's colour scheme, for the pages that are opened next. */
  void show(int width, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", width < 600));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** How many pixels the page is wider than the window: 0 unless something sticks out. */
  int excess() {
    Object excess =
        driver.executeScript(
            "const e = document.documentElement; return e.scrollWidth - e.clientWidth");
    return ((Number) excess).intValue();
  }

  /** Whether all of the first element of this selector stands in the window. */
  boolean seen(String selector) {
    return (Boolean)
        driver.executeScript(
            """
            const box = document.querySelector(arguments[0])?.getBoundingClientRect();
            return Boolean(box) && box.top >= 0 && box.bottom <= innerHeight;""",
            selector);
  }

  /** Takes a picture of the whole page, also of what stands below the window. */
  void picture(Path file) throws IOException {
    Object size =
        driver.executeScript(
            "const e = document.documentElement; return [innerWidth, e.scrollHeight]");
    List<?> box = (List<?>) size;
    Map<String, Object> picture =
        driver.executeCdpCommand(
            "Page.captureScreenshot",
            Map.of(
                "captureBeyondViewport",
                true,
                "clip",
                Map.of("x", 0, "y", 0, "width", box.get(0), "height", box.get(1), "scale", 1)));
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode((String) picture.get("data")));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
