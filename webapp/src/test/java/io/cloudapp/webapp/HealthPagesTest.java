package io.cloudapp.webapp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.health.HealthReport;
import io.cloudapp.core.health.HealthReport.Backlog;
import io.cloudapp.core.health.HealthReport.DeadLetter;
import io.cloudapp.core.health.HealthReport.DeadLetters;
import io.cloudapp.core.health.HealthReport.Dependency;
import io.cloudapp.core.health.HealthReport.OldestExecution;
import io.cloudapp.core.health.HealthReport.Orphan;
import io.cloudapp.core.health.HealthReport.Orphans;
import io.cloudapp.core.health.HealthReport.Part;
import io.cloudapp.core.health.HealthReport.QueueState;
import io.cloudapp.core.health.HealthReport.Reconciler;
import io.cloudapp.core.health.HealthReport.ScheduleState;
import io.cloudapp.core.health.ReconcileRun;
import io.cloudapp.core.price.Price;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthPagesTest {

  private static final String HOME = "/admin/health";
  private static final Price PRICE = Price.perHour(new BigDecimal("0.0104"), "USD");

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
  }

  @Test
  void saysThatEverythingWorks() {
    answer(quiet());

    assertThat(browser.get(HOME).body())
        .contains("Everything works as it should.")
        .contains("answers in 7 ms")
        .contains("on time: last")
        .contains("No execution is under way.")
        .doesNotContain("Send 0 again")
        .doesNotContain("could not be read");
    assertThat(browser.get(HOME, "Accept-Language", "de").body())
        .contains("Alles läuft, wie es soll.", "pünktlich");
  }

  @Test
  void tellsWhatNeedsALookInWords() {
    answer(busy());

    assertThat(browser.get(HOME).body())
        .contains("Everything answers, and something needs a look.")
        .contains("i-0abc", "t3.micro", "0.25 USD")
        .contains("1 of them; together they would cost 0.25 USD a day.")
        .contains("Waiting: 2. The first of them:")
        .contains("/admin/executions/01k2")
        .contains("no status", "&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("Send 2 again")
        .contains("Saw an instance that belongs to nobody:", "i-0abc")
        .contains("something new:")
        .contains("6 of 6 instances belong to nobody")
        .doesNotContain("<script>alert");
  }

  @Test
  void showsTheRestWhenPartsCannotBeRead() {
    answer(
        new HealthReport(
            Instant.now(),
            List.of(new Dependency("sqs", false, 3000), new Dependency("database", true, 7)),
            new Part<>(
                Optional.of(List.of(new ScheduleState("reconcile", 60, Optional.empty(), true)))),
            new Part<>(Optional.empty()),
            new Part<>(Optional.empty()),
            new Part<>(Optional.empty()),
            new Part<>(Optional.empty()),
            new Part<>(Optional.of(new Backlog(0, Optional.empty())))));

    var page = browser.get(HOME);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Something does not work.")
        .contains("does not answer")
        .contains("late: it has never run")
        .contains("This could not be read. Reload the page in a minute.")
        .contains("No execution is under way.");
  }

  @Test
  void sendsTheDeadLettersAgainAndSaysSo() {
    answer(busy());
    api.answer(
        request("POST", urlPathEqualTo("/dead-letters/redrive")), aResponse().withStatus(204));

    var answer = browser.submit(browser.get(HOME), HOME + "/redrive", Map.of());

    assertThat(Browser.location(answer)).isEqualTo(HOME + "?notice=dead-letters-redriven");
    assertThat(browser.get(Browser.location(answer)).body())
        .contains("The dead letters are being sent again.");
    api.server.verify(1, postRequestedFor(urlPathEqualTo("/dead-letters/redrive")));
  }

  @Test
  void sendsNothingForAForgedForm() {
    answer(busy());

    assertThat(browser.post(HOME + "/redrive", Map.of("csrf", "forged")).statusCode())
        .isEqualTo(403);
    api.server.verify(0, postRequestedFor(urlPathEqualTo("/dead-letters/redrive")));
  }

  @Test
  void saysWhyTheyAreNotSent() {
    answer(busy());
    api.refuse(
        "POST",
        "/dead-letters/redrive",
        Problem.of(ProblemType.CONFLICT, "There are no dead letters to send again."));

    var answer = browser.submit(browser.get(HOME), HOME + "/redrive", Map.of());

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("There are no dead letters to send again.");
  }

  private static void answer(HealthReport report) {
    api.answer(request("GET", urlPathEqualTo("/health-report")), FakeApi.json(report));
  }

  private static HealthReport quiet() {
    var now = Instant.now();
    return new HealthReport(
        now,
        List.of(new Dependency("database", true, 7)),
        new Part<>(
            Optional.of(List.of(new ScheduleState("reconcile", 60, Optional.of(now), false)))),
        new Part<>(Optional.of(new Reconciler(Optional.of(run(now, List.of(), "")), List.of()))),
        new Part<>(Optional.of(new Orphans(List.of(), Optional.empty()))),
        new Part<>(Optional.of(new QueueState(0, 0, Optional.of(1L)))),
        new Part<>(Optional.of(new DeadLetters(0, List.of(), false))),
        new Part<>(Optional.of(new Backlog(0, Optional.empty()))));
  }

  private static HealthReport busy() {
    var now = Instant.now();
    var quiet = quiet();
    var run =
        run(
            now,
            List.of(
                new ReconcileRun.Action("orphan-seen", "i-0abc"),
                new ReconcileRun.Action("something-new", "i-1")),
            "6 of 6 instances belong to nobody, which is too many to be true.");
    return new HealthReport(
        now,
        quiet.dependencies(),
        quiet.schedules(),
        new Part<>(Optional.of(new Reconciler(Optional.of(run), List.of(run)))),
        new Part<>(
            Optional.of(
                new Orphans(
                    List.of(
                        new Orphan(
                            "i-0abc", "t3.micro", "nginx", "ada", now, now, Optional.of(PRICE))),
                    Optional.of(PRICE)))),
        new Part<>(Optional.of(new QueueState(3, 1, Optional.of(45L)))),
        new Part<>(
            Optional.of(
                new DeadLetters(
                    2,
                    List.of(
                        new DeadLetter("m-1", now, 6, Optional.of("01k2"), "{}"),
                        new DeadLetter(
                            "m-2", now, 6, Optional.empty(), "<script>alert(1)</script>")),
                    false))),
        new Part<>(
            Optional.of(
                new Backlog(
                    2,
                    Optional.of(
                        new OldestExecution(
                            "01k2",
                            "provision",
                            "nginx",
                            now,
                            now.plus(Duration.ofMinutes(15))))))));
  }

  private static ReconcileRun run(Instant at, List<ReconcileRun.Action> actions, String alarm) {
    return new ReconcileRun(
        at, at, "done", 6, 0, actions, alarm.isEmpty() ? List.of() : List.of(alarm));
  }
}
