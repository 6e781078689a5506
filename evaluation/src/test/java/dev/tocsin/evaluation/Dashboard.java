package dev.tocsin.evaluation;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The dashboard in a real browser that has no screen. */
final class Dashboard implements AutoCloseable {
  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  /** Kept, so that it stays as quiet: the protocol's typed classes lag behind the browser. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Dashboard(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Whether this machine has the browser and its driver (Debian: chromium, chromium-driver). */
  static boolean available() {
    return Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
  }

  /**
   * Opens the page and waits until it says that it is live.
   *
   * @param profile an empty folder for what the browser keeps
   */
  static Dashboard open(URI page, Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toFile());
    // It must reach nothing but the page.
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
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
    Dashboard dashboard = new Dashboard(new ChromeDriver(service, options));
    try {
      dashboard.driver.get(page.toString());
      dashboard.awaitText(By.cssSelector(".connection"), "Live");
      return dashboard;
    } catch (RuntimeException e) {
      dashboard.close();
      throw e;
    }
  }

  /** The text of the figure of that name, such as {@code incidents-count}. */
  String figure(String name) {
    return text(By.cssSelector("[data-figure='" + name + "']"));
  }

  /** Waits until the figure reads so. */
  void awaitFigure(String name, String expected) {
    awaitText(By.cssSelector("[data-figure='" + name + "']"), expected);
  }

  /** The row of a service level: all its cells' texts. */
  String verdict(String objective, String service) {
    return text(
        By.cssSelector("tr[data-objective='%s'][data-service='%s']".formatted(objective, service)));
  }

  /** Acknowledges the alert through the page's own dialog. */
  void acknowledge(String fingerprint, String actor) {
    driver.findElement(By.cssSelector("[data-fingerprint='" + fingerprint + "'] button")).click();
    WebElement name = driver.findElement(By.cssSelector("dialog input[name='actor']"));
    name.clear();
    name.sendKeys(actor);
    driver.findElement(By.cssSelector("dialog button.primary")).click();
  }

  /** The alert as the page shows it. */
  String alert(String fingerprint) {
    return text(By.cssSelector("[data-fingerprint='" + fingerprint + "']"));
  }

  /** Errors that the page wrote to the browser's console since the last call. */
  List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /**
   * Shows the page at a width and in a colour scheme, and takes its picture.
   *
   * @param scheme {@code light} or {@code dark}
   * @return how many pixels the page is wider than the window: 0 unless something sticks out
   */
  int picture(int width, String scheme, Path file) throws IOException {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", width < 600));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    awaitScheme(scheme);
    driver.executeScript("scrollTo(0, 0)");
    Files.createDirectories(file.getParent());
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    Object excess =
        driver.executeScript(
            "const e = document.documentElement; return e.scrollWidth - e.clientWidth");
    return ((Number) excess).intValue();
  }

  private void awaitScheme(String scheme) {
    await()
        .until(
            () -> driver.findElement(By.tagName("html")).getAttribute("data-theme"),
            scheme::equals);
  }

  private String text(By where) {
    return driver.findElement(where).getText();
  }

  private void awaitText(By where, String expected) {
    await(where.toString())
        .atMost(RunningSystem.PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(() -> text(where), expected::equals);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
