package io.cloudapp.webapp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.execution.ExecutionList;
import io.cloudapp.core.history.ExecutionHistory;
import io.cloudapp.core.history.HistoryLog;
import io.cloudapp.core.history.HistoryLog.State;
import io.cloudapp.core.history.WorkflowRun;
import io.cloudapp.core.json.Json;
import io.cloudapp.webapp.inspector.RecordedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

final class InspectorPagesTest {

  private static final String ID = "01RUNNING";
  private static final String PAGE = "/admin/executions/" + ID;
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
  void signIn() {
    browser = app.browser();
    api.reset();
    browser.signIn();
    browser.stepUp();
  }

  @Test
  void drawsTheMachineWithWhatBecameOfItsStates() {
    history(begun().task("Announce start").add("ExecutionSucceeded", ""));

    var page = browser.get(PAGE).body();

    assertThat(page)
        .containsPattern(state("Take request", "succeeded", "✓ done"))
        .containsPattern(state("Announce start", "succeeded", "✓ done"))
        .containsPattern(state("Claim request", "not-reached", "○ not reached"))
        .contains("class=\"way next taken\"")
        .contains("class=\"way catch \"");
    assertThat(
            Pattern.compile("<text class=\"name\" text-anchor=\"middle\"").matcher(page).results())
        .hasSize(definition().findValues("Type").size());
  }

  @Test
  void showsEveryEventOnceAndInItsOrder() {
    var recorded = begun().task("Announce start").add("ExecutionSucceeded", "");
    history(recorded);

    var page = browser.get(PAGE).body();

    var shown =
        Pattern.compile("<tr id=\"event-1-(\\d+)\"")
            .matcher(page)
            .results()
            .map(row -> Integer.valueOf(row.group(1)))
            .toList();
    assertThat(shown).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(page).contains("9 of 9 events").contains("+0.800 s").contains("0.400 s");
  }

  @Test
  void saysWhatWentWrongInPlainWordsBeforeTheErrorItself() {
    api.executions(List.of(Samples.failed(ID)));
    history(
        begun()
            .add("TaskStateEntered", "Launch instance")
            .add("TaskScheduled", "Launch instance")
            .failed("TaskFailed", "Launch instance", "ApiGateway.409", "{\"detail\":\"No room\"}")
            .add("TaskStateExited", "Launch instance")
            .add("FailStateEntered", "Provisioning failed")
            .failed("ExecutionFailed", "", "ApiGateway.409", "{\"detail\":\"No room\"}"));

    var page = browser.get(PAGE).body();

    assertThat(page)
        .containsSubsequence(
            "It failed", "AWS has no room for a t3.micro", "ApiGateway.409", "No room")
        .containsPattern(state("Launch instance", "caught", "! failed, caught"))
        .containsPattern(state("Provisioning failed", "failed", "✕ failed"));
  }

  @Test
  void saysThatAStateRunsAndKeepsThePageAlive() {
    api.executions(List.of(Samples.running(ID)));
    history(begun().add("TaskStateEntered", "Announce start"));

    var page = browser.get(PAGE).body();

    assertThat(page)
        .containsPattern(state("Announce start", "running", "▶ running"))
        .contains("hx-get=\"/admin/executions/01RUNNING/live?since=7-4-1&amp;run=1&amp;from=1\"")
        .contains("http-equiv=\"refresh\"");
  }

  @Test
  void changesNothingOnThePageWhileNothingChanged() {
    api.executions(List.of(Samples.running(ID)));
    history(begun());

    var same = browser.get(PAGE + "/live?since=7-3-1");
    var other = browser.get(PAGE + "/live?since=7-2-1");
    var first = browser.get(PAGE + "/live?since=7-0-0");

    assertThat(same.statusCode()).isEqualTo(204);
    assertThat(other.body())
        .contains("id=\"run-1-graph\" hx-swap-oob=\"true\"")
        .contains("id=\"run-1-events\" hx-swap-oob=\"true\"")
        .doesNotContain("id=\"inspector-runs\"")
        .doesNotContain("<html");
    assertThat(first.body()).contains("id=\"inspector-runs\"");
  }

  @Test
  void stopsAskingOnceEverythingIsSaid() {
    history(begun().add("ExecutionSucceeded", ""));

    assertThat(browser.get(PAGE).body())
        .doesNotContain("hx-get=\"/admin/executions/01RUNNING/live")
        .doesNotContain("http-equiv=\"refresh\"");
  }

  @Test
  void showsEachRunByItself() {
    history(
        new WorkflowRun(RecordedRun.ARN, false, begun().run().events()),
        begun().add("ExecutionSucceeded", "").run());

    assertThat(browser.get(PAGE).body())
        .contains("The workflow ran 2 times")
        .containsSubsequence("id=\"run-1\"", "Broken off", "id=\"run-2\"", "Succeeded");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "READ")
  void saysWhyThereAreNoEvents(State state) {
    api.answer(
        request("GET", urlPathEqualTo("/executions/" + ID + "/history")),
        FakeApi.json(
            new ExecutionHistory(
                ID,
                "u-1",
                "provision-instance",
                Optional.empty(),
                new HistoryLog(state, "", "", false, true, 0),
                List.of(),
                List.of())));

    var page = browser.get(PAGE);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("notice warn", "Steps as the person sees them")
        .contains(
            switch (state) {
              case UNAVAILABLE -> "AWS does not say at the moment what the workflow did.";
              case MISSING -> "The log group";
              case NOT_KEPT -> "The state machine does not log every event";
              case READ -> throw new AssertionError("It was read");
            });
  }

  @Test
  void saysThatNothingOfItIsLogged() {
    history(new WorkflowRun[0]);

    assertThat(browser.get(PAGE).body()).contains("The log has no record of this execution.");
  }

  @Test
  void showsDataInTheOrderOfTheLogAndAsText() {
    var details = Json.mapper().createObjectNode();
    details.putObject("input").put("name", "<script>alert(1)</script>");
    history(begun().add("PassStateEntered", "<b>bold</b>", 3, details));

    assertThat(browser.get(PAGE).body())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;b&gt;bold&lt;/b&gt;")
        .doesNotContain("<script>alert", "<b>bold");
  }

  @Test
  void leadsToEverythingAnExecutionIsAbout() {
    history(begun().add("ExecutionSucceeded", ""));

    assertThat(browser.get(PAGE).body())
        .contains("href=\"/admin/users/u-1\"")
        .contains("href=\"/admin/configurations/nginx\"")
        .contains("href=\"/admin/instances/01RUNNING\"")
        .contains("href=\"/admin/executions?instance=01RUNNING\"")
        .contains("href=\"https://console.example/log\"");
  }

  @Test
  void pagesThroughManyEvents() {
    var recorded = begun();
    for (var count = 0; count < 60; count++) {
      recorded.task("Announce start");
    }
    history(recorded.add("ExecutionSucceeded", ""));

    assertThat(browser.get(PAGE).body())
        .contains("250 of 304 events", "from=251")
        .doesNotContain("event-1-251\"");
    assertThat(browser.get(PAGE + "?run=1&from=251").body())
        .contains("54 of 304 events", "event-1-304\"")
        .doesNotContain("event-1-250\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?run=0&from=1",
        "?run=-1&from=-1",
        "?run=9&from=999999",
        "?run=1&from=99999999999999999999",
        "?run=%00&from=%27",
        "?run=<script>&from=../..",
        "?from=2",
      })
  void showsTheBeginningForAPlaceThatIsNot(String query) {
    history(begun().add("ExecutionSucceeded", ""));

    var page = browser.get(PAGE + query.replace("<", "%3C").replace(">", "%3E"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("event-1-1\"").doesNotContain("<script>");
  }

  @Test
  void hasNoStyleAndNoScriptOfItsOwn() {
    history(begun().add("ExecutionSucceeded", ""));

    assertThat(browser.get(PAGE).body())
        .doesNotContainPattern("style=")
        .doesNotContainPattern("<script(?! defer)")
        .doesNotContainPattern(" on[a-z]+=");
  }

  @Test
  void speaksGerman() {
    history(begun().add("ExecutionSucceeded", ""));

    assertThat(browser.get(PAGE, "Accept-Language", "de").body())
        .contains("Zustandsmaschine", "nicht erreicht", "Ereignisse");
  }

  @Test
  void asksForTheSecondFactorFirst() {
    var user = app.browser();
    user.signIn();

    for (var path : List.of("/admin/executions", PAGE, PAGE + "/live?since=1")) {
      assertThat(Browser.location(user.get(path))).startsWith("/admin/sign-in");
    }
  }

  @Test
  void sendsTheFilterToTheApiAndKeepsItInTheForm() {
    api.answer(
        request("GET", urlPathEqualTo("/executions")),
        FakeApi.json(
            new ExecutionList(List.of(Samples.finished(ID)), Optional.of(ID), Optional.of(1_001))));

    browser.cookies.put("zone", "Europe/Berlin");

    var page =
        browser.get(
            "/admin/executions?state=FAILED&kind=&user=ada&configuration=nginx&instance=i1"
                + "&from=2026-11-20&to=2026-11-22");

    api.server.verify(
        getRequestedFor(urlPathEqualTo("/executions"))
            .withQueryParam("state", equalTo("FAILED"))
            .withQueryParam("kind", absent())
            .withQueryParam("user", equalTo("ada"))
            .withQueryParam("configuration", equalTo("nginx"))
            .withQueryParam("instance", equalTo("i1"))
            .withQueryParam("from", equalTo("2026-11-19T23:00:00Z"))
            .withQueryParam("to", equalTo("2026-11-22T23:00:00Z"))
            .withQueryParam("count", equalTo("true")));
    assertThat(page.body())
        .contains("More than 1000 executions")
        .contains("value=\"ada\"", "value=\"2026-11-20\"")
        .containsPattern("<option value=\"FAILED\" selected")
        .contains(
            "href=\"/admin/executions?state=FAILED&amp;user=ada&amp;configuration=nginx"
                + "&amp;instance=i1&amp;from=2026-11-20&amp;to=2026-11-22&amp;after=01RUNNING\"");
  }

  @ParameterizedTest
  @CsvSource({
    "state, Use ACCEPTED.",
    "kind, Use provision or stop.",
    "user, Give a user name.",
    "configuration, Give the name of a configuration.",
    "instance, Give the id of an instance.",
    "from, Give a date.",
    "to, Give a date."
  })
  void showsAtTheFieldWhatTheApiDoesNotTake(String field, String message) {
    api.refuse("GET", "/executions", Problem.ofField(field, message));

    var page = browser.get("/admin/executions?" + field + "=%3Cscript%3E");

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .containsPattern("id=\"" + field + "-error\">" + Pattern.quote(message))
        .doesNotContain("<script>");
  }

  @Test
  void letsUsersFilterTheirOwn() {
    var page = browser.get("/executions?state=SUCCEEDED&user=grace&instance=i");

    assertThat(page.body()).contains("id=\"state\"", "id=\"kind\"", "id=\"configuration\"");
    assertThat(page.body()).doesNotContain("id=\"user\"", "id=\"instance\"");
  }

  @Test
  void saysThatNothingMatches() {
    api.answer(
        request("GET", urlPathEqualTo("/executions")),
        FakeApi.json(new ExecutionList(List.of(), Optional.empty(), Optional.of(0))));

    assertThat(browser.get("/admin/executions?state=FAILED").body())
        .contains("No execution matches this filter.");
    assertThat(browser.get("/admin/executions").body())
        .contains("Nothing was asked for yet.")
        .doesNotContain("No execution matches");
  }

  @Test
  void givesTheErrorPageWhenTheApiFails() {
    api.answer(
        request("GET", urlPathEqualTo("/executions/" + ID + "/history")).atPriority(1),
        aResponse().withStatus(503));

    assertThat(browser.get(PAGE).statusCode()).isEqualTo(503);
  }

  private static RecordedRun begun() {
    return RecordedRun.at(Instant.now().minusSeconds(10)).pass("Take request");
  }

  private static Pattern state(String name, String outcome, String words) {
    return Pattern.compile(
        "<g class=\"state "
            + outcome
            + " \">\\s*<rect[^>]*></rect>\\s*<text[^>]*>"
            + Pattern.quote(name)
            + "</text>\\s*<text[^>]*>"
            + Pattern.quote(words)
            + "</text>");
  }

  private static void history(RecordedRun recorded) {
    history(recorded.run());
  }

  private static void history(WorkflowRun... runs) {
    api.answer(
        request("GET", urlPathEqualTo("/executions/" + ID + "/history")),
        FakeApi.json(
            new ExecutionHistory(
                ID,
                "u-1",
                "provision-instance",
                Optional.of(definition()),
                new HistoryLog(
                    State.READ,
                    "/aws/vendedlogs/states/provision-instance",
                    "https://console.example/log",
                    true,
                    true,
                    0),
                List.of(RecordedRun.ARN),
                Arrays.asList(runs))));
  }

  private static JsonNode definition() {
    try {
      return Json.mapper()
          .readTree(Path.of("..", "statemachines", "provision-instance.asl.json").toFile());
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
