package io.cloudapp.local.cognito;

import static io.cloudapp.local.cognito.TestPool.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExpiredCodeException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LambdaConfigType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TimeUnitsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TooManyRequestsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;

class SignInTest {

  private final TestPool pool = new TestPool();

  @Test
  void locksAUserOutForLongerWithEachWrongPassword() {
    pool.addUser("ada");
    for (int attempt = 0; attempt < 5; attempt++) {
      assertRefused("wrong", "Incorrect username or password.");
    }
    assertRefused(PASSWORD, "Password attempts exceeded");
    pool.clock.advance(Duration.ofSeconds(1));
    assertRefused("wrong", "Incorrect username or password.");
    pool.clock.advance(Duration.ofSeconds(1));
    assertRefused(PASSWORD, "Password attempts exceeded");
    pool.clock.advance(Duration.ofSeconds(1));

    assertThat(pool.signIn("ada", PASSWORD).authenticationResult().accessToken()).isNotEmpty();
    assertRefused("wrong", "Incorrect username or password.");
  }

  @Test
  void forgetsWrongPasswordsAfterAQuietQuarterOfAnHour() {
    pool.addUser("ada");
    for (int attempt = 0; attempt < 5; attempt++) {
      assertRefused("wrong", "Incorrect username or password.");
    }
    pool.clock.advance(Duration.ofMinutes(15));
    assertRefused("wrong", "Incorrect username or password.");

    assertThat(pool.signIn("ada", PASSWORD).authenticationResult()).isNotNull();
  }

  @Test
  void refusesATemporaryPasswordThatHasLapsed() {
    pool.addUser("ada");
    pool.client.adminSetUserPassword(
        r -> r.userPoolId(pool.poolId).username("ada").password("Temporary-1").permanent(false));
    pool.clock.advance(Duration.ofDays(7));

    assertRefused(
        "Temporary-1", "Temporary password has expired and must be reset by an administrator.");
  }

  @Test
  void forgetsASessionAfterThreeMinutes() {
    var session = sessionOfSecondFactor();
    pool.clock.advance(Duration.ofMinutes(3));

    assertThatThrownBy(() -> answer(session.id(), pool.code(session.secret())))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Invalid session for the user, session is expired.");
  }

  @Test
  void acceptsASessionOnce() {
    var session = sessionOfSecondFactor();
    answer(session.id(), pool.code(session.secret()));
    pool.nextCode();

    assertThatThrownBy(() -> answer(session.id(), pool.code(session.secret())))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Invalid session for the user, session can only be used once.");
  }

  @Test
  void acceptsEachCodeOnceEvenInANewSession() {
    var session = sessionOfSecondFactor();
    var code = pool.code(session.secret());
    answer(session.id(), code);
    var next = pool.signIn("ada", PASSWORD).session();

    assertThatThrownBy(() -> answer(next, code))
        .isInstanceOf(ExpiredCodeException.class)
        .hasMessageContaining("Your software token has already been used once.");
  }

  @Test
  void refusesTheCodeThatRegisteredTheAuthenticatorAsTheFirstSignInsCode() {
    pool.allowSecondFactor(UserPoolMfaType.OPTIONAL);
    pool.addUser("ada");
    var secret = pool.enrol("ada");
    var session = pool.signIn("ada", PASSWORD).session();

    assertThatThrownBy(() -> answer(session, pool.code(secret)))
        .isInstanceOf(ExpiredCodeException.class);
  }

  @Test
  void keepsTheSessionOpenAfterAWrongCode() {
    var session = sessionOfSecondFactor();

    assertThatThrownBy(() -> answer(session.id(), otherThan(pool.code(session.secret()))))
        .isInstanceOf(CodeMismatchException.class)
        .hasMessageContaining("Invalid code received for user");
    assertThat(answer(session.id(), pool.code(session.secret()))).isNotEmpty();
  }

  @Test
  void acceptsTheCodesBesideTheCurrentOneAndNoOther() {
    var session = sessionOfSecondFactor();
    var now = pool.clock.instant();
    var early = Totp.code(session.secret(), now.plusSeconds(60));

    assertThatThrownBy(() -> answer(session.id(), early)).isInstanceOf(CodeMismatchException.class);
    assertThat(answer(session.id(), Totp.code(session.secret(), now.plusSeconds(30)))).isNotEmpty();
  }

  @Test
  void givesOneOfManyAnswersWithTheSameCodeTheTokens() throws InterruptedException {
    var session = sessionOfSecondFactor();
    var code = pool.code(session.secret());
    var sessions = Stream.generate(() -> pool.signIn("ada", PASSWORD).session()).limit(8).toList();
    var signedIn = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(
          sessions.stream()
              .<Callable<String>>map(
                  open ->
                      () -> {
                        var token = answer(open, code);
                        signedIn.incrementAndGet();
                        return token;
                      })
              .toList());
    }

    assertThat(signedIn).hasValue(1);
  }

  @Test
  void countsEveryWrongPasswordOfManyAtOnce() throws InterruptedException {
    pool.addUser("ada");
    var wrong = Collections.nCopies(20, (Callable<Object>) () -> pool.signIn("ada", "wrong"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(wrong);
    }

    assertRefused(PASSWORD, "Password attempts exceeded");
    pool.clock.advance(Duration.ofSeconds(1));
    assertThat(pool.signIn("ada", PASSWORD).authenticationResult()).isNotNull();
  }

  @Test
  void locksOutWhoeverGuessesCodes() {
    var session = sessionOfSecondFactor();
    var wrong = otherThan(pool.code(session.secret()));
    for (int attempt = 0; attempt < 5; attempt++) {
      assertThatThrownBy(() -> answer(session.id(), wrong))
          .isInstanceOf(CodeMismatchException.class);
    }

    assertThatThrownBy(() -> answer(session.id(), pool.code(session.secret())))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Password attempts exceeded");
  }

  @Test
  void bindsASessionToItsUserAndItsClient() {
    var session = sessionOfSecondFactor();
    pool.addUser("mallory");
    var otherClient = pool.newClient(request -> request.clientName("admin"));
    var code = pool.code(session.secret());

    assertThatThrownBy(
            () ->
                pool.respond(
                    ChallengeNameType.SOFTWARE_TOKEN_MFA,
                    session.id(),
                    "mallory",
                    "SOFTWARE_TOKEN_MFA_CODE",
                    code))
        .isInstanceOf(NotAuthorizedException.class);
    assertThatThrownBy(
            () ->
                pool.client.respondToAuthChallenge(
                    request ->
                        request
                            .clientId(otherClient)
                            .challengeName(ChallengeNameType.SOFTWARE_TOKEN_MFA)
                            .session(session.id())
                            .challengeResponses(
                                Map.of("USERNAME", "ada", "SOFTWARE_TOKEN_MFA_CODE", code))))
        .isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  void challengesWhoeverHasASecondFactorOnEveryClient() {
    var otherClient = pool.newClient(request -> request.clientName("admin"));
    sessionOfSecondFactor();

    assertThat(pool.signIn(otherClient, "ada", PASSWORD).challengeName())
        .isEqualTo(ChallengeNameType.SOFTWARE_TOKEN_MFA);
  }

  @Test
  void givesTokensTheValidityOfTheirClient() {
    pool.addUser("ada");
    var admin =
        pool.newClient(
            request ->
                request
                    .accessTokenValidity(15)
                    .idTokenValidity(10)
                    .refreshTokenValidity(2)
                    .tokenValidityUnits(
                        units ->
                            units
                                .accessToken(TimeUnitsType.MINUTES)
                                .idToken(TimeUnitsType.MINUTES)
                                .refreshToken(TimeUnitsType.HOURS)));

    var result = pool.signIn(admin, "ada", PASSWORD).authenticationResult();

    var now = pool.clock.instant().getEpochSecond();
    assertThat(result.expiresIn()).isEqualTo(900);
    assertThat(pool.claims(result.accessToken())).containsEntry("exp", now + 900);
    assertThat(pool.claims(result.idToken())).containsEntry("exp", now + 600);
  }

  @Test
  void refusesAnAccessTokenThatHasExpired() {
    pool.addUser("ada");
    var token = pool.signIn("ada", PASSWORD).authenticationResult().accessToken();
    pool.clock.advance(Duration.ofHours(1));

    assertThatThrownBy(() -> pool.client.getUser(r -> r.accessToken(token)))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Access Token has expired");
  }

  @Test
  void refusesARefreshTokenThatHasExpired() {
    pool.addUser("ada");
    var token = pool.signIn("ada", PASSWORD).authenticationResult().refreshToken();
    pool.clock.advance(Duration.ofDays(30));

    assertThatThrownBy(() -> pool.refresh(token))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Refresh Token has expired");
  }

  @Test
  void throttlesAboveTheQuotaAndRecoversInTheNextSecond() {
    var busy = new TestPool(s -> s.allowing(1), LambdaConfigType.builder().build());
    busy.addUser("ada");
    busy.signIn("ada", PASSWORD);

    assertThatThrownBy(() -> busy.cognito.call("InitiateAuth", signInInput(busy)))
        .hasMessage("Rate exceeded")
        .extracting("code")
        .isEqualTo(TooManyRequestsException.class.getSimpleName());
    busy.clock.advance(Duration.ofSeconds(1));
    assertThat(busy.signIn("ada", PASSWORD).authenticationResult()).isNotNull();
  }

  private static ObjectNode signInInput(TestPool pool) {
    var input = Input.answer().put("ClientId", pool.clientId).put("AuthFlow", "USER_PASSWORD_AUTH");
    input.putObject("AuthParameters").put("USERNAME", "ada").put("PASSWORD", PASSWORD);
    return input;
  }

  private record WaitingForCode(String id, String secret) {}

  private WaitingForCode sessionOfSecondFactor() {
    pool.allowSecondFactor(UserPoolMfaType.OPTIONAL);
    pool.addUser("ada");
    var secret = pool.enrol("ada");
    pool.nextCode();
    return new WaitingForCode(pool.signIn("ada", PASSWORD).session(), secret);
  }

  private String answer(String session, String code) {
    return pool.respond(
            ChallengeNameType.SOFTWARE_TOKEN_MFA, session, "ada", "SOFTWARE_TOKEN_MFA_CODE", code)
        .authenticationResult()
        .accessToken();
  }

  private static String otherThan(String code) {
    return code.charAt(0) == '9'
        ? "0" + code.substring(1)
        : (char) (code.charAt(0) + 1) + code.substring(1);
  }

  private void assertRefused(String password, String message) {
    assertThatThrownBy(() -> pool.signIn("ada", password))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining(message);
  }
}
