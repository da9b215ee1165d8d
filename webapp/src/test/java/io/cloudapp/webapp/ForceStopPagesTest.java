package io.cloudapp.webapp;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForceStopPagesTest {

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
    api.instances(List.of(Samples.instance("01first"), Samples.instance("01second")));
    browser.signIn();
    browser.stepUp();
  }

  @Test
  void stopsEachByAnExecutionOfItsOwnAndSaysWhatBecameOfIt() {
    accept("01first");
    refuse("01second");

    var page = send(confirmed("01first", "01second"), "Repairs", "01first", "01second");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Accepted: 1.")
        .contains("Not accepted: 1.")
        .contains("/admin/executions/01stop")
        .contains("It is already being stopped.");
    assertThat(keys()).hasSize(2).doesNotHaveDuplicates().allMatch(key -> key.length() == 64);
  }

  @Test
  void asksForNothingTwiceWhenTheFormIsSentAgain() {
    accept("01first");
    accept("01second");
    var form = confirmed("01first", "01second");

    send(form, "Repairs", "01first", "01second", "01first");
    send(form, "Repairs", "01second", "01first");

    assertThat(keys()).hasSize(4);
    assertThat(List.copyOf(new HashSet<>(keys()))).hasSize(2);
  }

  @Test
  void needsAReasonAndKeepsWhatWasChosen() {
    var page = send(confirmed("01first", "01second"), "  ", "01first", "01second");

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .contains("Enter a reason")
        .contains("value=\"01first\"")
        .contains("value=\"01second\"");
    assertThat(keys()).isEmpty();
  }

  @Test
  void leavesOutWhatIsNotThere() {
    var page = browser.get("/admin/stop?instance=01first&instance=%3Cscript%3E&instance=../x");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("2 of the chosen are not there")
        .contains("Force stop this instance")
        .doesNotContain("<script>");
  }

  @Test
  void stopsNothingWhenNothingOrTooMuchIsChosen() {
    var form = confirmed("01first");
    var many = IntStream.range(0, 51).mapToObj(n -> "01many" + n).toArray(String[]::new);

    assertThat(send(form, "Repairs").body()).contains("No instance was chosen.");
    assertThat(send(form, "Repairs", many).body()).contains("Choose at most 50 instances");
    assertThat(keys()).isEmpty();
  }

  private HttpResponse<String> confirmed(String... ids) {
    return browser.get(
        "/admin/stop?"
            + List.of(ids).stream().map(id -> "instance=" + id).collect(Collectors.joining("&")));
  }

  private HttpResponse<String> send(HttpResponse<String> page, String reason, String... ids) {
    var fields = new HashMap<>(Browser.hidden(page));
    fields.remove("instance");
    fields.put("reason", reason);
    var body =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    var chosen = List.of(ids).stream().map(id -> "&instance=" + id).collect(Collectors.joining());
    return browser.postRaw("/admin/stop", body + chosen);
  }

  private static void accept(String id) {
    api.answer(
        request("POST", urlPathEqualTo("/executions"))
            .atPriority(1)
            .withRequestBody(matchingJsonPath("$.instanceId", equalTo(id)))
            .withRequestBody(matchingJsonPath("$.force", equalTo("true")))
            .withRequestBody(matchingJsonPath("$.reason", equalTo("Repairs"))),
        FakeApi.json(Samples.running("01stop")).withStatus(202));
  }

  private static void refuse(String id) {
    api.answer(
        request("POST", urlPathEqualTo("/executions"))
            .atPriority(1)
            .withRequestBody(matchingJsonPath("$.instanceId", equalTo(id))),
        FakeApi.problem(Problem.of(ProblemType.ALREADY_STOPPING, "It is already being stopped.")));
  }

  private static List<String> keys() {
    return api.server.findAll(postRequestedFor(urlPathEqualTo("/executions"))).stream()
        .map(sent -> sent.getHeader("Idempotency-Key"))
        .toList();
  }
}
