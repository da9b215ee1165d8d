package io.cloudapp.webapp;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.login.SignInAnswer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {

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
    app.clock.reset();
  }

  @Test
  void keepsTheUserNameAndSaysAuthenticationErrorWhenThePasswordIsWrong() {
    var page = browser.get("/sign-in");
    var answer =
        browser.submit(page, "/sign-in", Map.of("username", "ada", "password", "wrong-word"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body())
        .contains("Authentication Error")
        .contains("value=\"ada\"")
        .doesNotContain("wrong-word");
  }

  @Test
  void asksForANewPasswordWithoutPuttingTheOldOneIntoThePage() {
    api.signIn("web", SignInAnswer.challenge("NEW_PASSWORD_REQUIRED"));
    var answer = browser.signIn();
    assertThat(Browser.location(answer)).isEqualTo("/sign-in/challenge");
    var challenge = browser.get("/sign-in/challenge");
    assertThat(challenge.body()).contains("New password").doesNotContain(FakeApi.PASSWORD);

    api.answer(
        request("POST", urlPathEqualTo("/sessions"))
            .atPriority(1)
            .withRequestBody(matchingJsonPath("$.password", equalTo(FakeApi.PASSWORD)))
            .withRequestBody(matchingJsonPath("$.newPassword", equalTo("a much longer one"))),
        FakeApi.json(FakeApi.tokens(FakeApi.WEB_TOKEN, 3600)));
    var done =
        browser.submit(challenge, "/sign-in/challenge", Map.of("newPassword", "a much longer one"));

    assertThat(Browser.location(done)).isEqualTo("/");
    assertThat(browser.get("/").statusCode()).isEqualTo(200);
    assertThat(browser.cookies).containsOnlyKeys("cloudapp-session");
  }

  @Test
  void asksForTheCodeOfASecondFactorAndKeepsTheChallengeWhenItIsWrong() {
    api.signIn("web", SignInAnswer.challenge("SOFTWARE_TOKEN_MFA"));
    browser.signIn();
    var challenge = browser.get("/sign-in/challenge");
    api.refuse("POST", "/sessions", Samples.problem("authentication-error", 401, ""));
    var wrong = browser.submit(challenge, "/sign-in/challenge", Map.of("totp", "000000"));

    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("This code was not right").contains("aria-invalid=\"true\"");
  }

  @Test
  void forgetsAPendingChallengeAfterThreeMinutes() {
    api.signIn("web", SignInAnswer.challenge("SOFTWARE_TOKEN_MFA"));
    browser.signIn();
    app.clock.moveOn(Duration.ofSeconds(181));

    assertThat(Browser.location(browser.get("/sign-in/challenge")))
        .isEqualTo("/sign-in?notice=challenge-ended");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/executions",
        "/executions/x",
        "/executions/x/steps?since=1",
        "/instances/x",
        "/instances/x/stop",
        "/instances/x/login",
        "/profile",
        "/admin",
        "/admin/executions",
        "/admin/executions/x",
        "/admin/instances/x/stop",
        "/admin/sign-in"
      })
  void sendsWhoHasNoSessionToTheSignInPage(String path) {
    var answer = browser.get(path);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(Browser.location(answer)).startsWith("/sign-in?return=%2F");
    api.server.verify(0, getRequestedFor(anyUrl()));
  }

  @Test
  void comesBackToThePageThatWasAskedFor() {
    var signIn = browser.get(Browser.location(browser.get("/executions?after=abc")));
    var answer =
        browser.submit(signIn, "/sign-in", Map.of("username", "ada", "password", FakeApi.PASSWORD));

    assertThat(Browser.location(answer)).isEqualTo("/executions?after=abc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)"
      })
  void neverReturnsToAnotherSite(String target) {
    var fields = Map.of("username", "ada", "password", FakeApi.PASSWORD, "return", target);
    var answer = browser.submit(browser.get("/sign-in"), "/sign-in", fields);

    assertThat(Browser.location(answer)).isEqualTo("/");
  }

  @Test
  void endsAfterHalfAnHourOfSilenceWithANotice() {
    browser.signIn();
    app.clock.moveOn(Duration.ofMinutes(31));
    var answer = browser.get("/profile");

    assertThat(Browser.location(answer))
        .isEqualTo("/sign-in?return=%2Fprofile&notice=session-ended");
    assertThat(browser.get(Browser.location(answer)).body()).contains("Your session has ended");
    assertThat(browser.cookies).doesNotContainKey("cloudapp-session");
  }

  @Test
  void endsAfterTwelveHoursHoweverBusy() {
    api.answer(
        request("POST", urlPathEqualTo("/sessions/refresh")),
        FakeApi.json(FakeApi.tokens(FakeApi.WEB_TOKEN, 3600)));
    browser.signIn();
    for (int quarter = 0; quarter < 47; quarter++) {
      app.clock.moveOn(Duration.ofMinutes(15));
      assertThat(browser.get("/profile").statusCode()).isEqualTo(200);
    }
    app.clock.moveOn(Duration.ofMinutes(16));

    assertThat(browser.get("/profile").statusCode()).isEqualTo(303);
  }

  @Test
  void renewsAnAccessTokenThatIsAboutToExpire() {
    api.answer(
        request("POST", urlPathEqualTo("/sessions/refresh"))
            .withRequestBody(matchingJsonPath("$.refreshToken", equalTo("refresh-token"))),
        FakeApi.json(SignInAnswer.tokens("second-token", "id", "refresh-token", 3600)));
    api.signIn("web", FakeApi.tokens(FakeApi.WEB_TOKEN, 600));
    browser.signIn();
    app.clock.moveOn(Duration.ofMinutes(10));
    browser.get("/profile");
    browser.get("/profile");

    api.server.verify(
        2,
        getRequestedFor(urlPathEqualTo("/profile"))
            .withHeader("Authorization", equalTo("Bearer second-token")));
  }

  @Test
  void signsInAgainWhenTheApiNoLongerAcceptsTheToken() {
    browser.signIn();
    api.refuse("GET", "/profile", Samples.problem("unauthenticated", 401, "Sign in again."));
    var answer = browser.get("/profile");

    assertThat(Browser.location(answer))
        .isEqualTo("/sign-in?notice=session-ended&return=%2Fprofile");
    assertThat(browser.cookies).doesNotContainKey("cloudapp-session");
  }

  @Test
  void changesTheSessionIdAtTheStepUpAndEndsItAtTheApi() {
    browser.signIn();
    var before = Browser.hidden(browser.get("/profile")).get("csrf");
    assertThat(browser.get("/admin").statusCode()).isEqualTo(303);
    assertThat(Browser.location(browser.stepUp())).isEqualTo("/admin");
    assertThat(browser.get("/admin").statusCode()).isEqualTo(200);
    assertThat(browser.post("/sign-out", Map.of("csrf", before)).statusCode()).isEqualTo(403);

    var out = browser.submit(browser.get("/profile"), "/sign-out", Map.of());
    assertThat(Browser.location(out)).isEqualTo("/sign-in?notice=signed-out");
    assertThat(browser.cookies).doesNotContainKey("cloudapp-session");
    api.server.verify(2, deleteRequestedFor(urlPathEqualTo("/sessions")));
  }

  @Test
  void asksForTheSecondFactorOnceMoreBeforeItChanges() {
    browser.signIn();
    var before = Browser.hidden(browser.get("/profile")).get("csrf");
    api.refuse("POST", "/second-factor", Problem.of(ProblemType.SECOND_FACTOR_NEEDED, "Prove it."));
    api.refuse(
        "DELETE", "/second-factor", Problem.of(ProblemType.SECOND_FACTOR_NEEDED, "Prove it."));
    for (var path : List.of("/profile/second-factor", "/profile/second-factor/remove")) {
      var refused = browser.submit(browser.get("/profile"), path, Map.of());
      assertThat(Browser.location(refused)).isEqualTo("/sign-in/again");
    }

    var page = browser.get("/sign-in/again");
    var wrong =
        browser.submit(page, "/sign-in/again", Map.of("password", "wrong", "totp", "123456"));
    var right =
        browser.submit(
            page, "/sign-in/again", Map.of("password", FakeApi.PASSWORD, "totp", FakeApi.TOTP));

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("Authentication Error");
    assertThat(Browser.location(right)).isEqualTo("/profile?notice=signed-in-again");
    assertThat(browser.post("/sign-out", Map.of("csrf", before)).statusCode()).isEqualTo(403);
    api.server.verify(1, deleteRequestedFor(urlPathEqualTo("/sessions")));
  }

  @Test
  void leavesTheAdminAreaAfterFifteenMinutes() {
    browser.signIn();
    browser.stepUp();
    app.clock.moveOn(Duration.ofMinutes(15).plusSeconds(1));

    assertThat(Browser.location(browser.get("/admin"))).startsWith("/admin/sign-in?return=");
    assertThat(browser.get("/profile").statusCode()).isEqualTo(200);
  }

  @Test
  void remembersALanguageWithoutEndingASessionWhoseTokenIsOver() {
    api.signIn("web", FakeApi.tokens(FakeApi.WEB_TOKEN, 120));
    api.refuse("PUT", "/profile", Samples.problem("unauthenticated", 401, "Sign in again."));
    browser.signIn();
    var page = browser.get("/profile");
    app.clock.moveOn(Duration.ofMinutes(3));

    var answer = browser.submit(page, "/language", Map.of("language", "de"));

    assertThat(Browser.location(answer)).isEqualTo("/profile");
    assertThat(browser.cookies).containsEntry("lang", "de").containsKey("cloudapp-session");
  }

  @Test
  void goesBackToThePageAfterAChangeOfLanguageButToNoOtherSite() {
    browser.signIn();
    var page = browser.get("/executions?after=x");
    var elsewhere = Map.of("language", "de", "address", "https://evil.example/");
    var form = Map.of("language", "de", "address", "/instances");

    assertThat(Browser.location(browser.submit(page, "/language", Map.of("language", "de"))))
        .isEqualTo("/executions?after=x");
    assertThat(Browser.location(browser.submit(page, "/language", elsewhere))).isEqualTo("/");
    assertThat(Browser.location(browser.submit(page, "/language", form))).isEqualTo("/");
    assertThat(browser.get("/profile").body()).contains("lang=\"de\"").contains("Profil");
    browser.submit(page, "/language", Map.of("language", "<script>"));
    assertThat(browser.cookies).containsEntry("lang", "de");
  }

  @Test
  void splitsTokensThatAreLongerThanACookie() {
    var random = new byte[5000];
    new Random(1).nextBytes(random);
    var token = Base64.getUrlEncoder().encodeToString(random);
    api.signIn("web", FakeApi.tokens(token, 3600));
    browser.signIn();

    assertThat(browser.cookies).containsKeys("cloudapp-session", "cloudapp-session.1");
    assertThat(browser.cookies.values())
        .allSatisfy(value -> assertThat(value).hasSizeLessThan(3900));
    assertThat(browser.get("/profile").statusCode()).isEqualTo(200);
    browser.submit(browser.get("/profile"), "/sign-out", Map.of());
    assertThat(browser.cookies).doesNotContainKeys("cloudapp-session", "cloudapp-session.1");
  }

  @Test
  void refusesACookieThatWasTouched() {
    browser.signIn();
    browser.cookies.computeIfPresent(
        "cloudapp-session", (_, value) -> value.substring(0, value.length() - 3) + "abc");

    assertThat(browser.get("/profile").statusCode()).isEqualTo(303);
  }

  @Test
  void refusesAVisitorsCookieAsASession() {
    browser.get("/sign-in");
    browser.cookies.put("cloudapp-session", browser.cookies.get("cloudapp-visitor"));

    assertThat(browser.get("/profile").statusCode()).isEqualTo(303);
  }
}
