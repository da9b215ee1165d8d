package io.cloudapp.local.cognito;

import static io.cloudapp.local.cognito.TestPool.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExpiredCodeException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LambdaConfigType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;

class CognitoStateTest {

  @TempDir private Path folder;

  @Test
  void keepsPoolsUsersKeysAndGrantsAcrossARestart() {
    var pool = kept();
    pool.addUser("ada");
    var tokens = pool.signIn("ada", PASSWORD).authenticationResult();

    var restarted = TestPool.clientOf(restarted(pool));

    assertThat(restarted.getUser(r -> r.accessToken(tokens.accessToken())).username())
        .isEqualTo("ada");
    assertThat(
            restarted
                .initiateAuth(
                    r ->
                        r.clientId(pool.clientId)
                            .authFlow(AuthFlowType.REFRESH_TOKEN_AUTH)
                            .authParameters(Map.of("REFRESH_TOKEN", tokens.refreshToken())))
                .authenticationResult()
                .accessToken())
        .isNotEmpty();
  }

  @Test
  void remembersUsedCodesAcrossARestart() {
    var pool = kept();
    pool.allowSecondFactor(UserPoolMfaType.OPTIONAL);
    pool.addUser("ada");
    var secret = pool.enrol("ada");
    var restarted = TestPool.clientOf(restarted(pool));
    var session =
        restarted
            .initiateAuth(
                r ->
                    r.clientId(pool.clientId)
                        .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .authParameters(Map.of("USERNAME", "ada", "PASSWORD", PASSWORD)))
            .session();

    assertThatThrownBy(
            () ->
                restarted.respondToAuthChallenge(
                    r ->
                        r.clientId(pool.clientId)
                            .challengeName(ChallengeNameType.SOFTWARE_TOKEN_MFA)
                            .session(session)
                            .challengeResponses(
                                Map.of(
                                    "USERNAME",
                                    "ada",
                                    "SOFTWARE_TOKEN_MFA_CODE",
                                    pool.code(secret)))))
        .isInstanceOf(ExpiredCodeException.class);
  }

  @Test
  void writesOneFileThatOnlyItsOwnerReads() throws IOException {
    kept().addUser("ada");

    try (var files = Files.list(folder)) {
      assertThat(files)
          .singleElement()
          .extracting(CognitoStateTest::permissions)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void writesNeitherPasswordsNorTokens() throws IOException {
    var pool = kept();
    pool.addUser("ada");
    var tokens = pool.signIn("ada", PASSWORD).authenticationResult();

    assertThat(Files.readString(folder.resolve("cognito.json")))
        .contains("ada@example.com")
        .doesNotContain(PASSWORD)
        .doesNotContain(tokens.refreshToken())
        .doesNotContain(tokens.accessToken());
  }

  private TestPool kept() {
    return new TestPool(settings -> settings.keptIn(folder), LambdaConfigType.builder().build());
  }

  private Cognito restarted(TestPool pool) {
    return new Cognito(
        new CognitoSettings(
                "eu-west-1",
                "000000000000",
                URI.create("http://localhost:4566"),
                pool.clock,
                (function, event) -> new Triggers.Unreachable(),
                letter -> {})
            .keptIn(folder));
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
