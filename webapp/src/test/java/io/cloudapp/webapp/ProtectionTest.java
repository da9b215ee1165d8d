package io.cloudapp.webapp;

import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProtectionTest {

  private static final Pattern INLINE =
      Pattern.compile(
          "<style|\\sstyle=|<script(?![^>]*\\ssrc=)|\\son[a-z]+=|javascript:|https?://");

  private static FakeApi api;
  private static RunningWebApp app;

  private Browser browser;

  @BeforeAll
  static void start() {
    api = new FakeApi();
    app = new RunningWebApp(api.url(), Map.of());
  }

  @AfterAll
  static void stop() {
    app.close();
    api.close();
  }

  @BeforeEach
  void reset() {
    browser = app.browser();
    api.reset();
  }

  @Test
  void refusesAGoodTokenThatComesFromAnotherSite() {
    browser.signIn();
    var fields = Browser.hidden(browser.get("/"));
    fields.put("configuration", "nginx");

    for (var headers :
        new String[][] {
          {"Sec-Fetch-Site", "cross-site"},
          {"Sec-Fetch-Site", "same-site"},
          {"Origin", "http://evil.example"},
          {"Origin", "null"}
        }) {
      assertThat(browser.post("/instances", fields, headers).statusCode()).isEqualTo(403);
    }
    api.server.verify(0, postRequestedFor(urlPathEqualTo("/executions")));
  }

  @Test
  void putsTheHeadersOnEveryResponse() {
    assertProtected(browser.get("/sign-in"), 200);
    assertProtected(browser.get("/"), 303);
    assertProtected(browser.post("/sign-in", Map.of()), 403);
    assertProtected(browser.get("/health"), 200);
    assertProtected(browser.get("/health/liveness"), 200);
    assertProtected(browser.get("/health/readiness"), 200);
    assertProtected(browser.get("/nothing"), 404);
    assertProtected(browser.get("/assets/app.js"), 404);
    assertProtected(browser.get("/sign-out"), 405);
    browser.signIn();
    assertProtected(browser.get("/"), 200);
    var large = Map.of("csrf", "x".repeat(70_000));
    var refusal = browser.post("/sign-out", large);
    assertProtected(refusal, 413);
    assertThat(refusal.body()).contains("at most 64 KiB");
    assertProtected(browser.post("/sign-out", Map.of("csrf", "x".repeat(1_100_000))), 413);
    api.refuse("GET", "/profile", Samples.problem("internal-error", 500, ""));
    assertProtected(browser.get("/profile"), 500);
  }

  @Test
  void letsBrowsersKeepAssetsByTheirContent() {
    var page = browser.get("/sign-in").body();
    var matcher = Pattern.compile("/assets/[a-z]+\\.[0-9a-f]{16}\\.[a-z]+").matcher(page);

    assertThat(matcher.results().map(result -> result.group()).distinct())
        .hasSizeGreaterThan(5)
        .allSatisfy(
            asset -> {
              var answer = browser.get(asset);
              assertThat(answer.statusCode()).isEqualTo(200);
              assertThat(answer.headers().firstValue("Cache-Control"))
                  .contains("public, max-age=31536000, immutable");
              assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            });
  }

  @Test
  void writesNothingInlineIntoAPage() {
    browser.signIn();
    browser.stepUp();
    for (var path :
        new String[] {
          "/",
          "/executions",
          "/executions/01RUNNING",
          "/instances/01RUNNING",
          "/instances/01RUNNING/stop",
          "/instances/01RUNNING/login",
          "/profile",
          "/admin",
          "/admin/executions",
          "/admin/executions/01RUNNING",
          "/admin/instances/01RUNNING/stop",
          "/nothing"
        }) {
      assertThat(browser.get(path).body())
          .as(path)
          .doesNotContainPattern(INLINE)
          .doesNotContain("??")
          .containsOnlyOnce("<h1")
          .containsOnlyOnce("<main");
    }
  }

  @Test
  void escapesWhatOthersWrote() {
    browser.signIn();
    var page = browser.get("/sign-in?return=%2F%22%3E%3Cscript%3E&notice=%3Cscript%3E");

    assertThat(page.body()).doesNotContain("<script>");
  }

  @Test
  void marksCookiesSecureAndHostOnlyWhenServedOverTls() {
    try (var secure = new RunningWebApp(api.url(), Map.of("cloudapp.web.secure-cookies", true))) {
      var answer = secure.browser().signIn();

      assertThat(answer.headers().allValues("Set-Cookie"))
          .anySatisfy(
              cookie ->
                  assertThat(cookie)
                      .startsWith("__Host-cloudapp=")
                      .contains("Secure")
                      .containsIgnoringCase("HttpOnly")
                      .contains("SameSite=Lax")
                      .contains("Path=/")
                      .doesNotContain("Domain"));
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    }
  }

  private static void assertProtected(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    var headers = answer.headers();
    assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
        .contains("form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
    assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
    assertThat(headers.firstValue("Permissions-Policy")).isPresent();
    assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
  }
}
