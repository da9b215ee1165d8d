package io.cloudapp.webapp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsPagesTest {

  private static final String NOVEMBER = "?from=2026-11-01&to=2026-11-30";

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
  void enter() {
    browser = app.browser();
    api.reset();
    browser.signIn();
    browser.stepUp();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "executions; 2,775",
        "durations; 118.0 s",
        "failures; AWS had no room",
        "usage; 4.96 USD",
        "active-users; Different people"
      })
  void showsAPictureAndTheSameNumbersInATable(String topic, String text) {
    var page = browser.get("/admin/statistics/" + topic + NOVEMBER).body();

    assertThat(page).contains("<svg", "role=\"img\"", "<desc", "<table>").contains(text);
    assertThat(page).doesNotContain("style=", "<b>odd</b>");
  }

  @Test
  void speaksGermanToWhoeverDoes() {
    var page =
        browser.get("/admin/statistics/durations" + NOVEMBER, "Accept-Language", "de").body();

    assertThat(page).contains("38,2 s", "Zeit bis nutzbar", "die Hälfte wartete nicht länger");
  }

  @Test
  void saysThatNothingHappened() {
    api.answer(FakeApi.get("/stats/executions"), FakeApi.json(StatisticsSamples.noExecutions()));

    assertThat(browser.get("/admin/statistics" + NOVEMBER).body())
        .contains("Nobody asked for anything in these days.")
        .doesNotContain("<table>");
  }

  @Test
  void saysThatAthenaIsSlowAndLooksAgain() {
    api.refuse("GET", "/stats/failures", Problem.of(ProblemType.TRY_LATER, "Statistics are slow."));

    var page = browser.get("/admin/statistics/failures" + NOVEMBER);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Statistics are slow at the moment.", "hx-get=\"/admin/statistics/failures?")
        .contains("http-equiv=\"refresh\"");
  }

  @Test
  void waitsNoLongerThanTwoSecondsForAnApiThatDoesNotAnswer() {
    api.answer(
        FakeApi.get("/stats/failures").atPriority(1),
        aResponse().withStatus(200).withFixedDelay(6_000));

    var begin = System.nanoTime();
    var page = browser.get("/admin/statistics/failures" + NOVEMBER).body();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    assertThat(page).contains("Statistics are slow at the moment.");
  }

  @Test
  void saysAtTheFieldWhatIsWrong() {
    api.refuse(
        "GET", "/stats/usage", Problem.ofField("from", "The first day is after the last one."));

    var page = browser.get("/admin/statistics/usage?from=2026-12-01&to=%22%3E%3Cscript%3E");

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .contains("id=\"from-error\"", "The first day is after the last one.")
        .doesNotContain("\"><script>");
  }

  @Test
  void saysAboveTheFormWhatIsWrongWithWhatItDoesNotShow() {
    api.refuse("GET", "/stats/usage", Problem.ofField("by", "Choose one of user, configuration."));

    assertThat(browser.get("/admin/statistics/usage?by=x").body())
        .contains("Choose one of user, configuration.");
  }

  @Test
  void handsOverTheFileOfTheApi() {
    api.answer(
        FakeApi.get("/stats/executions").withQueryParam("format", equalTo("csv")).atPriority(1),
        aResponse().withHeader("Content-Type", "text/csv").withBody("day,all\r\n2026-11-01,7\r\n"));

    var file = browser.get("/admin/statistics/executions/file" + NOVEMBER);

    assertThat(file.body()).isEqualTo("day,all\r\n2026-11-01,7\r\n");
    assertThat(file.headers().firstValue("content-disposition"))
        .contains("attachment; filename=\"executions-2026-11-01-2026-11-30.csv\"");
    api.server.verify(
        getRequestedFor(urlPathEqualTo("/stats/executions"))
            .withQueryParam("per", equalTo("day"))
            .withHeader("Authorization", equalTo("Bearer " + FakeApi.ADMIN_TOKEN)));
  }

  @Test
  void asksForTheLastThirtyDaysUnlessToldOtherwise() {
    browser.get("/admin/statistics");

    var today = app.clock.instant().toString().substring(0, 10);
    api.server.verify(
        getRequestedFor(urlPathEqualTo("/stats/executions"))
            .withQueryParam("to", equalTo(today))
            .withQueryParam("tests", equalTo("false")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "executions.csv", "..%2Fusers", "EXECUTIONS"})
  void hasNoOtherStatistics(String topic) {
    assertThat(browser.get("/admin/statistics/" + topic).statusCode()).isEqualTo(404);
  }

  @Test
  void wantsTheSecondFactor() {
    var other = app.browser();
    other.signIn();

    assertThat(other.get("/admin/statistics").statusCode()).isEqualTo(303);
  }
}
