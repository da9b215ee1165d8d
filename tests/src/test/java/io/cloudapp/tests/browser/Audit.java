package io.cloudapp.tests.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at pages as somebody does who sees them badly, in the dark, on a small phone, without a
 * mouse, or over a slow line.
 */
final class Audit {

  private static final int SMALL_WIDTH = 320;

  /** What a first visit may load, as it goes over the line. */
  private static final int LARGEST_TRANSFER = 150_000;

  /** What HTTP says beside each body. */
  private static final int HEADERS = 600;

  private static final String TRANSFER =
      """
      (headers) => [
        ...performance.getEntriesByType("navigation"),
        ...performance.getEntriesByType("resource"),
      ].filter((entry) => !/[/](steps|live|deletion)([?]|$)/.test(entry.name))
       .reduce((sum, entry) => sum + entry.encodedBodySize + headers, 0)
      """;

  /** While it loads; what news of an execution add to a page later has to find its place. */
  private static final String LAYOUT_SHIFT =
      """
      () => new Promise((done) => {
        const news = performance.getEntriesByType("resource")
          .filter((entry) => /[/](steps|live|deletion)([?]|$)/.test(entry.name))
          .map((entry) => entry.responseEnd);
        const loaded = Math.min(...news, Infinity);
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            sum += entry.hadRecentInput || entry.startTime > loaded ? 0 : entry.value;
          }
        }).observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
      })
      """;

  /** The things that can have the focus and do not show it. */
  private static final String HIDDEN_FOCUS =
      """
      () => {
        const shows = (element) => {
          const style = getComputedStyle(element);
          return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        };
        const found = [];
        const selector = "a[href], button, input:not([type=hidden]), select, textarea, summary,"
          + " [tabindex='0']";
        for (const element of document.querySelectorAll(selector)) {
          if (!element.checkVisibility({ visibilityProperty: true })) continue;
          element.focus({ focusVisible: true, preventScroll: true });
          if (document.activeElement !== element) continue;
          if (!shows(element) && !shows(element.parentElement)) found.push(element.outerHTML);
        }
        document.activeElement.blur();
        return found;
      }
      """;

  /** Texts that reach beyond the box they are in, or the key of a text instead of it. */
  private static final String BROKEN_TEXTS =
      """
      () => {
        const found = [];
        if (/\\?\\?[a-z.-]+_?[a-z]*\\?\\?/.test(document.body.textContent)) {
          found.push("a text is missing: " + document.body.textContent.match(/\\?\\?.*?\\?\\?/)[0]);
        }
        for (const box of document.querySelectorAll("button, .button, .badge, h1, h2, label")) {
          if (box.checkVisibility() && box.scrollWidth > box.clientWidth + 1
              && getComputedStyle(box).display !== "inline"
              && !box.classList.contains("visually-hidden")) {
            found.push("a text is wider than its box: " + box.outerHTML);
          }
        }
        return found;
      }
      """;

  private final List<String> findings = new ArrayList<>();

  /**
   * Nothing is reloaded, so a page that is shown only once can be looked at too; in the dark only
   * the colours can be wrong.
   */
  void look(Visitor visitor) {
    var page = visitor.page();
    weigh(page);
    examine(page, ColorScheme.DARK, axe(page).withRules(List.of("color-contrast")));
    examine(page, ColorScheme.LIGHT, axe(page));
    note(page, "does not show the focus on", page.evaluate(HIDDEN_FOCUS));
    lookFromSmallScreen(page);
  }

  /** What can be wrong in another language only: names and lengths of texts. */
  void lookInAnotherLanguage(Visitor visitor, String language) {
    var page = visitor.page();
    var said = page.locator("html").getAttribute("lang");
    if (!language.equals(said)) {
      findings.add("%s speaks %s instead of %s".formatted(page.url(), said, language));
    }
    examine(page, ColorScheme.LIGHT, axe(page).disableRules(List.of("color-contrast")));
    lookFromSmallScreen(page);
  }

  void open(Visitor visitor, String path) {
    visitor.open(path);
    look(visitor);
  }

  void note(String finding) {
    findings.add(finding);
  }

  List<String> findings() {
    return findings;
  }

  private void weigh(Page page) {
    var transfer = ((Number) page.evaluate(TRANSFER, HEADERS)).intValue();
    if (transfer > LARGEST_TRANSFER) {
      findings.add("%s takes %d bytes at the first visit".formatted(page.url(), transfer));
    }
    var shift = ((Number) page.evaluate(LAYOUT_SHIFT)).doubleValue();
    if (shift > 0) {
      findings.add("%s moves while it loads: layout shift %f".formatted(page.url(), shift));
    }
  }

  private void lookFromSmallScreen(Page page) {
    page.setViewportSize(SMALL_WIDTH, Visitors.HEIGHT);
    var width = (int) page.evaluate("() => document.documentElement.scrollWidth");
    if (width > SMALL_WIDTH) {
      findings.add("%s is %d wide on a screen of %d".formatted(page.url(), width, SMALL_WIDTH));
    }
    note(page, "at 320 pixels:", page.evaluate(BROKEN_TEXTS));
    page.setViewportSize(Visitors.WIDTH, Visitors.HEIGHT);
  }

  private void note(Page page, String what, Object found) {
    ((List<?>) found).forEach(each -> findings.add("%s %s %s".formatted(page.url(), what, each)));
  }

  /** Without the second page that the rules for frames need: no page of ours has one. */
  private static AxeBuilder axe(Page page) {
    return new AxeBuilder(page).setLegacyMode(true);
  }

  private void examine(Page page, ColorScheme scheme, AxeBuilder axe) {
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            // A colour on its way from one theme to the other is none of either.
            .setReducedMotion(ReducedMotion.REDUCE)
            .setColorScheme(scheme));
    axe.analyze()
        .getViolations()
        .forEach(violation -> findings.add(finding(page, scheme, violation)));
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
