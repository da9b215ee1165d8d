package io.cloudapp.webapp;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.user.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PagesTest {

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
  }

  @Test
  void showsTheInstancesAndWhatCanBeCreated() {
    assertThat(browser.get("/").body())
        .contains("ec2-52-16-4-9.eu-west-1.compute.amazonaws.com")
        .contains("1 of 3 instances in use")
        .contains("t3.medium")
        .contains("at most 24 h")
        .contains("Show login details");
  }

  @Test
  void explainsItselfToWhoHasNoInstance() {
    api.instances(List.of());

    assertThat(browser.get("/").body()).contains("You have no instance yet");
  }

  @Test
  void offersNoFormWhenTheQuotaIsReached() {
    api.answer(
        request("GET", urlPathEqualTo("/profile")), FakeApi.json(Samples.profile(Role.USER, 1, 1)));

    assertThat(browser.get("/").body())
        .contains("You use all 1 instances of your quota")
        .doesNotContain("action=\"/instances\"");
  }

  @Test
  void submitsOneRequestUnderOneKeyHoweverOftenTheFormIsSent() {
    api.accept(Samples.running("01NEW"));
    var home = browser.get("/");
    var key = Browser.hidden(home).get("idempotencyKey");
    var first = browser.submit(home, "/instances", Map.of("configuration", "nginx"));
    var second = browser.submit(home, "/instances", Map.of("configuration", "nginx"));

    assertThat(Browser.location(first)).isEqualTo("/executions/01NEW");
    assertThat(Browser.location(second)).isEqualTo("/executions/01NEW");
    api.server.verify(
        2,
        postRequestedFor(urlPathEqualTo("/executions"))
            .withHeader("Idempotency-Key", equalTo(key))
            .withRequestBody(matchingJsonPath("$.kind", equalTo("provision")))
            .withRequestBody(matchingJsonPath("$.configuration", equalTo("nginx"))));
    assertThat(key).hasSizeLessThanOrEqualTo(64);
    assertThat(Browser.hidden(browser.get("/")).get("idempotencyKey")).isNotEqualTo(key);
  }

  @Test
  void acceptsTheSameFormAfterTheWebAppWasRestarted() {
    api.accept(Samples.running("01NEW"));
    var home = browser.get("/");
    try (var restarted = new RunningWebApp(api.url(), Map.of())) {
      var later = restarted.browser();
      later.cookies.putAll(browser.cookies);

      var answer = later.submit(home, "/instances", Map.of("configuration", "nginx"));

      assertThat(Browser.location(answer)).isEqualTo("/executions/01NEW");
    }
  }

  @Test
  void saysWhyARequestWasRefusedAndKeepsTheChoice() {
    api.refuse(
        "POST",
        "/executions",
        Problem.of(ProblemType.CONFIGURATION_DISABLED, "jupyter is switched off; choose another.")
            .withReference("ref-9"));
    var answer = browser.submit(browser.get("/"), "/instances", Map.of("configuration", "jupyter"));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body())
        .contains("jupyter is switched off; choose another.")
        .contains("Reference: ref-9")
        .containsPattern("value=\"jupyter\"\\s+checked");
  }

  @Test
  void showsEachStepWithItsStateDurationTriesAndReason() {
    api.executions(List.of(Samples.running("01NEW")));

    assertThat(browser.get("/executions/01NEW").body())
        .contains("Usually 40 s, at most about 2 min.")
        .contains("step retrying")
        .contains("try 2")
        .contains("EC2 asked us to slow down; trying again.")
        .contains("hx-get=\"/executions/01NEW/steps?since=")
        .contains("http-equiv=\"refresh\"");
  }

  @Test
  void waitsAtTheApiForWhatThePageDoesNotShowYet() {
    api.executions(List.of(Samples.running("01NEW")));
    var page = browser.get("/executions/01NEW").body();
    assertThat(page).contains("hx-get=\"/executions/01NEW/steps?since=7\"");

    var steps = browser.get("/executions/01NEW/steps?since=7", "HX-Request", "true");

    assertThat(steps.statusCode()).isEqualTo(200);
    assertThat(steps.body()).startsWith("<section").contains("id=\"announcement\"");
    api.server.verify(
        1,
        getRequestedFor(urlPathEqualTo("/executions/01NEW"))
            .withQueryParam("wait", equalTo("20"))
            .withQueryParam("since", equalTo("7")));
  }

  @Test
  void stopsAskingOnceTheExecutionIsOver() {
    assertThat(browser.get("/executions/01RUNNING").body())
        .doesNotContain("hx-get")
        .doesNotContain("http-equiv=\"refresh\"")
        .contains("Your instance is ready")
        .contains("href=\"/instances/01RUNNING/login\"");
  }

  @Test
  void saysWhyAnExecutionFailedAndWhatToDo() {
    api.executions(List.of(Samples.failed("01BAD")));

    assertThat(browser.get("/executions/01BAD").body())
        .contains("The instance could not be created")
        .contains("try again in a few minutes")
        .contains("Reference: 01BAD");
  }

  @Test
  void showsTheLoginDetailsOnceAndKeepsNothingOfThem() {
    api.reveal("01RUNNING");
    var confirm = browser.get("/instances/01RUNNING/login");
    assertThat(confirm.body()).contains("They are shown once");
    var log = new ListAppender<ILoggingEvent>();
    var root = (Logger) LoggerFactory.getLogger("io.cloudapp");
    root.setLevel(Level.TRACE);
    root.addAppender(log);
    log.start();

    var login = browser.submit(confirm, "/instances/01RUNNING/login", Map.of());

    root.detachAppender(log);
    root.setLevel(null);
    assertThat(login.statusCode()).isEqualTo(200);
    assertThat(login.body())
        .contains("BEGIN OPENSSH PRIVATE KEY")
        .contains("ssh -i key.pem ec2-user@ec2-1.example.org")
        .contains("hx-history=\"false\"");
    assertThat(login.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(login.headers().allValues("Set-Cookie")).isEmpty();
    assertThat(log.list.stream().map(Object::toString).collect(Collectors.joining()))
        .doesNotContain("PRIVATE KEY")
        .doesNotContain(FakeApi.WEB_TOKEN);
  }

  @Test
  void saysWhatToDoWhenTheLoginDetailsWereShownBefore() {
    api.refuse(
        "POST", "/instances/01RUNNING/login", Problem.of(ProblemType.LOGIN_REVEALED, "Shown."));
    var confirm = browser.get("/instances/01RUNNING/login");
    var answer = browser.submit(confirm, "/instances/01RUNNING/login", Map.of());

    assertThat(answer.statusCode()).isEqualTo(410);
    assertThat(answer.body()).contains("were shown before").contains("put your public key");
  }

  @Test
  void namesWhatAStopDestroysAndFollowsTheExecution() {
    api.accept(Samples.running("01STOP"));
    var confirm = browser.get("/instances/01RUNNING/stop");
    assertThat(confirm.body()).contains("Stop nginx and destroy its disk");

    var answer = browser.submit(confirm, "/instances/01RUNNING/stop", Map.of());

    assertThat(Browser.location(answer)).isEqualTo("/executions/01STOP");
    api.server.verify(
        postRequestedFor(urlPathEqualTo("/executions"))
            .withRequestBody(matchingJsonPath("$.kind", equalTo("stop")))
            .withRequestBody(matchingJsonPath("$.instanceId", equalTo("01RUNNING")))
            .withRequestBody(matchingJsonPath("$.force", equalTo("false"))));
  }

  @Test
  void offersToStopAnInstanceThatIsStillBeingLaunched() {
    api.instances(List.of(Samples.instance("01NEW", InstanceState.PENDING, false)));

    assertThat(browser.get("/instances/01NEW").body()).contains("/instances/01NEW/stop");
  }

  @Test
  void answersAStrangersIdLikeAnUnknownOne() {
    var notFound = Problem.of(ProblemType.NOT_FOUND, "There is no such instance.");
    for (var path : List.of("/instances/theirs", "/instances/theirs/stop", "/executions/theirs")) {
      api.refuse("GET", "/" + path.split("/")[1] + "/theirs", notFound);
      var answer = browser.get(path);

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("There is no such instance.").contains("Reference: ");
    }
  }

  @Test
  void showsTheApisMessageAtTheFieldAndKeepsWhatWasTyped() {
    api.refuse(
        "POST",
        "/profile/keys",
        Problem.ofField("publicKey", "This is a private key. Send the public."));
    var answer =
        browser.submit(browser.get("/profile"), "/profile/keys", Map.of("publicKey", "ssh-bad x"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("id=\"publicKey-error\"")
        .contains("This is a private key. Send the public.")
        .contains("ssh-bad x");
  }

  @Test
  void keepsTheSecretOfASecondFactorOverAWrongCode() {
    api.answer(request("POST", urlPathEqualTo("/second-factor")), FakeApi.json(FakeApi.secret()));
    api.refuse("PUT", "/second-factor", Problem.ofField("code", "This code is not right."));
    var start = browser.submit(browser.get("/profile"), "/profile/second-factor", Map.of());
    assertThat(start.body()).contains("JBSWY3DPEHPK3PXP").contains("otpauth://totp/CloudApp:ada");

    var wrong = browser.submit(start, "/profile/second-factor/code", Map.of("totp", "000 000"));

    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("This code is not right.").contains("JBSWY3DPEHPK3PXP");
  }

  @Test
  void forcesAStopOnlyWithAReason() {
    api.accept(Samples.running("01FORCED"));
    browser.stepUp();
    var confirm = browser.get("/admin/instances/01RUNNING/stop");
    var without = browser.submit(confirm, "/admin/instances/01RUNNING/stop", Map.of("reason", " "));
    assertThat(without.statusCode()).isEqualTo(422);
    assertThat(without.body()).contains("Enter a reason");

    var answer =
        browser.submit(without, "/admin/instances/01RUNNING/stop", Map.of("reason", "mining"));

    assertThat(Browser.location(answer)).isEqualTo("/admin/executions/01FORCED");
    api.server.verify(
        postRequestedFor(urlPathEqualTo("/executions"))
            .withHeader("Authorization", equalTo("Bearer " + FakeApi.ADMIN_TOKEN))
            .withRequestBody(matchingJsonPath("$.force", equalTo("true")))
            .withRequestBody(matchingJsonPath("$.reason", equalTo("mining"))));
  }

  @Test
  void saysWithinThreeSecondsThatTheApiIsDown() {
    try (var alone = new RunningWebApp("http://127.0.0.1:1", Map.of())) {
      var cutOff = alone.browser();
      cutOff.cookies.putAll(browser.cookies);
      var before = System.nanoTime();
      var answer = cutOff.get("/");

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body())
          .contains("CloudApp does not answer at the moment")
          .contains("Your instances go on running")
          .contains("Reference: ");
    }
  }

  @Test
  void neverShowsARefusalsRawTextWithoutASentence() {
    api.answer(
        request("GET", urlPathEqualTo("/executions")).atPriority(1),
        FakeApi.json(502, "<html>java.lang.NullPointerException at x.y.Z</html>"));
    var answer = browser.get("/executions");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body())
        .contains("CloudApp does not answer at the moment")
        .doesNotContain("NullPointerException");
  }
}
