package io.cloudapp.tests.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;

/** Looks at pages as somebody does who sees them badly, in the dark, or on a small phone. */
final class Audit {

  private static final int SMALL_WIDTH = 320;

  private final List<String> findings = new ArrayList<>();

  /**
   * Nothing is reloaded, so a page that is shown only once can be looked at too; in the dark only
   * the colours can be wrong.
   */
  void look(Visitor visitor) {
    var page = visitor.page();
    examine(page, ColorScheme.DARK, new AxeBuilder(page).withRules(List.of("color-contrast")));
    examine(page, ColorScheme.LIGHT, new AxeBuilder(page));
    page.setViewportSize(SMALL_WIDTH, Visitors.HEIGHT);
    var width = (int) page.evaluate("() => document.documentElement.scrollWidth");
    if (width > SMALL_WIDTH) {
      findings.add("%s is %d wide on a screen of %d".formatted(page.url(), width, SMALL_WIDTH));
    }
    page.setViewportSize(Visitors.WIDTH, Visitors.HEIGHT);
  }

  private void examine(Page page, ColorScheme scheme, AxeBuilder axe) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    axe.analyze()
        .getViolations()
        .forEach(violation -> findings.add(finding(page, scheme, violation)));
  }

  void open(Visitor visitor, String path) {
    visitor.open(path);
    look(visitor);
  }

  List<String> findings() {
    return findings;
  }

  private static String finding(Page page, ColorScheme scheme, Rule violation) {
    return "%s (%s): %s, at %s"
        .formatted(
            page.url(),
            scheme,
            violation.getHelp(),
            violation.getNodes().stream().map(node -> node.getHtml()).toList());
  }
}
