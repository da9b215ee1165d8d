package io.cloudapp.webapp;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditEntry;
import io.cloudapp.core.audit.AuditOutcome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditPagesTest {

  private static final String HOME = "/admin/audit";

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
  void enterTheAdminArea() {
    browser = app.browser();
    api.reset();
    browser.signIn();
    browser.stepUp();
    answer("/audit", List.of(entry("01", "ada", "")), Optional.of("01"));
  }

  @Test
  void showsWhoDidWhatFromWhereAndHowItEnded() {
    assertThat(browser.get(HOME).body())
        .contains("ada", "Login details shown", "Done", "instance/01k2", "203.0.113.9")
        .contains("17 times")
        .contains("after=01");
  }

  @Test
  void asksForWhatTheFormSaysInTheDaysOfThePerson() {
    browser.cookies.put("zone", "Europe/Berlin");

    var page =
        browser
            .get(
                HOME
                    + "?actor=+ada+&action=login-revealed&outcome=done&target=01k2"
                    + "&from=2026-11-01&to=2026-11-02")
            .body();

    api.server.verify(
        getRequestedFor(urlPathEqualTo("/audit"))
            .withQueryParam("actor", equalTo("ada"))
            .withQueryParam("action", equalTo("login-revealed"))
            .withQueryParam("outcome", equalTo("done"))
            .withQueryParam("target", equalTo("01k2"))
            .withQueryParam("from", equalTo("2026-10-31T23:00:00Z"))
            .withQueryParam("to", equalTo("2026-11-02T23:00:00Z")));
    assertThat(page)
        .contains("value=\"ada\"", "value=\"2026-11-01\"")
        .containsPattern("value=\"login-revealed\"\\s+selected")
        .containsPattern("href=\"/admin/audit\\?[^\"]*actor=ada[^\"]*after=01")
        .containsPattern("href=\"/admin/audit.csv\\?[^\"]*actor=ada");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{actor}",
        "<script>alert(1)</script>",
        "\"><img src=x>",
        "a&b=c#d",
        "' or '1'='1",
        "../../etc/passwd",
        "${7*7}"
      })
  void takesWhateverIsTypedForAName(String name) {
    var typed = URLEncoder.encode(name, StandardCharsets.UTF_8);

    var page = browser.get(HOME + "?actor=" + typed).body();

    api.server.verify(
        getRequestedFor(urlPathEqualTo("/audit")).withQueryParam("actor", equalTo(name)));
    assertThat(page)
        .contains("href=\"/admin/audit.csv?actor=" + typed + "\"")
        .doesNotContain("<script>alert", "<img src=x>");
  }

  @Test
  void explainsItselfWhileThereIsNothing() {
    answer("/audit", List.of(), Optional.empty());

    assertThat(browser.get(HOME).body()).contains("Nothing was done yet.");
    assertThat(browser.get(HOME + "?actor=nobody").body())
        .contains("No entry fits this filter.")
        .contains("Clear the filter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"yesterday", "2026-13-01", "1969-12-31", "9999-01-01", "%3Cscript%3E", "2026-1-1"})
  void saysAtTheFieldThatADayIsNone(String day) {
    var answer = browser.get(HOME + "?from=" + day);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Give a day such as 2026-11-22.").doesNotContain("<script>");
    api.server.verify(0, getRequestedFor(urlPathEqualTo("/audit")));
  }

  @Test
  void showsTheApisRefusalAtItsField() {
    api.refuse("GET", "/audit", Problem.ofField("action", "The audit log has no such action."));

    var answer = browser.get(HOME + "?action=nonsense");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("no such action");
  }

  @Test
  void offersAFileOfAllPagesThatNoSpreadsheetRuns() {
    answer("/audit/export", List.of(entry("01", "=cmd|calc", "one,two")), Optional.of("01"));
    api.answer(
        request("GET", urlPathEqualTo("/audit/export"))
            .atPriority(1)
            .withQueryParam("after", equalTo("01")),
        FakeApi.json(new Page<>(List.of(entry("02", "ada", "")), Optional.empty())));

    var file = browser.get(HOME + ".csv?outcome=done");

    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("attachment", "cloudapp-audit-", ".csv");
    assertThat(file.body())
        .isEqualTo(
            "at,actor,actor_id,action,outcome,target,detail,address,times\r\n"
                + "2026-11-22T02:00:00Z,'=cmd|calc,u-1,login-revealed,done,instance/01k2,"
                + "\"one,two\",203.0.113.9,17\r\n"
                + "2026-11-22T02:00:00Z,ada,u-1,login-revealed,done,instance/01k2,,"
                + "203.0.113.9,17\r\n");
    api.server.verify(
        getRequestedFor(urlPathEqualTo("/audit/export"))
            .withQueryParam("after", absent())
            .withQueryParam("outcome", equalTo("done")));
  }

  @Test
  void showsAnErrorPageInsteadOfAFileThatTheApiRefuses() {
    api.refuse("GET", "/audit/export", Problem.of(ProblemType.TRY_LATER, "Try again."));

    assertThat(browser.get(HOME + ".csv").statusCode()).isEqualTo(503);
  }

  @Test
  void breaksOffAFileRatherThanLeavingSomethingOut() {
    answer("/audit/export", List.of(entry("01", "ada", "")), Optional.of("01"));
    api.answer(
        request("GET", urlPathEqualTo("/audit/export"))
            .atPriority(1)
            .withQueryParam("after", equalTo("01")),
        FakeApi.problem(Problem.of(ProblemType.TRY_LATER, "Try again.")));

    assertThatThrownBy(() -> browser.get(HOME + ".csv")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void hasWordsForEveryActionInEveryLanguage() {
    var english = browser.get(HOME).body();
    var german = browser.get(HOME, "Accept-Language", "de").body();

    for (var action : AuditAction.values()) {
      var name = ">" + action.slug().replace('-', ' ') + "<";
      assertThat(english).contains("value=\"" + action.slug() + "\"").doesNotContain(name);
      assertThat(german).doesNotContain(name);
    }
    assertThat(german).contains("Protokoll", "Zugangsdaten gezeigt", "17 Mal");
  }

  private static void answer(String path, List<AuditEntry> entries, Optional<String> next) {
    api.answer(
        request("GET", urlPathEqualTo(path)).atPriority(2),
        FakeApi.json(new Page<>(entries, next)));
  }

  private static AuditEntry entry(String id, String actor, String detail) {
    return new AuditEntry(
        id,
        Instant.parse("2026-11-22T02:00:00Z"),
        "u-1",
        actor,
        AuditAction.LOGIN_REVEALED,
        AuditOutcome.DONE,
        "instance/01k2",
        detail,
        "203.0.113.9",
        17);
  }
}
