package io.cloudapp.tests.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.cloudapp.tests.cloud.RunningCloud;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets people come to the pages, each with cookies of their own. */
final class Visitors {

  static final int WIDTH = 1280;
  static final int HEIGHT = 800;

  private final Browser browser;
  private final RunningCloud cloud;
  private final List<Visitor> present = new ArrayList<>();

  Visitors(Browser browser, RunningCloud cloud) {
    this.browser = browser;
    this.cloud = cloud;
  }

  Visitor visitor() {
    return visitor(options());
  }

  Visitor withoutJavaScript() {
    return visitor(options().setJavaScriptEnabled(false));
  }

  /** The same person in a second browser, with a copy of the cookies. */
  Visitor copyOf(Visitor other) {
    return visitor(options().setStorageState(other.page().context().storageState()));
  }

  /** The same person in a browser whose scripts are off, with a copy of the cookies. */
  Visitor copyWithoutJavaScript(Visitor other) {
    var state = other.page().context().storageState();
    return visitor(options().setStorageState(state).setJavaScriptEnabled(false));
  }

  private Visitor visitor(NewContextOptions options) {
    var visitor = new Visitor(browser.newContext(options), cloud.addresses().web());
    present.add(visitor);
    return visitor;
  }

  private static NewContextOptions options() {
    return new NewContextOptions()
        .setViewportSize(WIDTH, HEIGHT)
        .setLocale("en-GB")
        .setColorScheme(ColorScheme.LIGHT);
  }

  /** Ends every visit; a test that failed anyway is not covered up by what its pages did. */
  void leave(Optional<Throwable> failure) {
    try {
      if (failure.isEmpty()) {
        present.forEach(Visitor::assertPagesBehaved);
      }
    } finally {
      present.forEach(Visitor::leave);
    }
  }
}
