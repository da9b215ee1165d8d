package io.cloudapp.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What went wrong behind the pages: in the console, in the headers, towards other hosts. */
final class Observations {

  private static final String REFUSED = "Failed to load resource: the server responded with";

  /** What the answer has to say to the browser, by header. */
  private static final Map<String, String> PROTECTIONS =
      Map.of(
          "content-security-policy", "default-src 'none'",
          "x-content-type-options", "nosniff",
          "referrer-policy", "no-referrer",
          "cross-origin-opener-policy", "same-origin",
          "cross-origin-resource-policy", "same-origin",
          "permissions-policy", "camera=()");

  private final String web;
  private final List<String> wrong = new ArrayList<>();
  private boolean refusalsExpected;

  Observations(BrowserContext context, URI web) {
    this.web = web.toString();
    context.onConsoleMessage(this::hear);
    context.onWebError(error -> wrong.add("A script failed: " + error.error()));
    context.onRequest(this::see);
    context.onResponse(this::check);
  }

  void expectRefusals() {
    refusalsExpected = true;
  }

  private void hear(ConsoleMessage message) {
    var serious = message.type().equals("error") || message.type().equals("warning");
    if (serious && !(refusalsExpected && message.text().startsWith(REFUSED))) {
      wrong.add("The console says: " + message.text());
    }
  }

  private void see(Request request) {
    if (!isOurs(request.url()) && !request.url().startsWith("blob:" + web)) {
      wrong.add("Something foreign was asked for: " + request.url());
    }
  }

  private void check(Response response) {
    if (!isOurs(response.url())) {
      return;
    }
    var headers = response.headers();
    PROTECTIONS.forEach(
        (name, part) -> {
          if (!headers.getOrDefault(name, "").contains(part)) {
            wrong.add("%s came without %s".formatted(response.url(), name));
          }
        });
    if (response.status() >= 500) {
      wrong.add("%s answered %d".formatted(response.url(), response.status()));
    }
  }

  private boolean isOurs(String url) {
    return url.startsWith(web + "/");
  }

  void assertNothingWrong() {
    assertThat(wrong).as("what the pages did wrong").isEmpty();
  }
}
