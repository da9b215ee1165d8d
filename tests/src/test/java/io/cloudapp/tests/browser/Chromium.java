package io.cloudapp.tests.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one browser of a run: the system's Chromium where there is one, else Playwright's own. */
final class Chromium implements AutoCloseable {

  /** How long a page may take to show what a test waits for. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String VARIABLE = "CLOUDAPP_CHROMIUM";
  private static final Path SYSTEM = Path.of("/usr/bin/chromium");

  private static final List<String> OPTIONS =
      List.of(
          // Chromium's sandbox refuses to work for root, which builds often are.
          "--no-sandbox",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-quic");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static Chromium launch() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    var installed = installed();
    var environment =
        installed.isPresent()
            ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            : Map.<String, String>of();
    var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    var options = new BrowserType.LaunchOptions().setArgs(OPTIONS);
    installed.ifPresent(options::setExecutablePath);
    return new Chromium(playwright, playwright.chromium().launch(options));
  }

  private static Optional<Path> installed() {
    return Optional.ofNullable(System.getenv(VARIABLE))
        .map(Path::of)
        .or(() -> Optional.of(SYSTEM).filter(Files::isExecutable));
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
