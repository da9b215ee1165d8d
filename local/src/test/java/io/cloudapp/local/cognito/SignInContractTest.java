package io.cloudapp.local.cognito;

import static io.cloudapp.local.cognito.ContractPool.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.EnableSoftwareTokenMfaException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PreventUserExistenceErrorTypes;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifySoftwareTokenResponseType;

/** Holds against Cognito itself too: {@code CLOUDAPP_AWS_ENDPOINT} names what to run it against. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInContractTest {

  private final ContractPool pool = new ContractPool();

  @AfterAll
  void close() {
    pool.close();
  }

  @Test
  void publishesTheKeysThatItsTokensVerifyWith()
      throws IOException, InterruptedException, JOSEException, ParseException {
    var token =
        SignedJWT.parse(pool.signIn(pool.newUser(), PASSWORD).authenticationResult().idToken());
    var issuer = token.getJWTClaimsSet().getIssuer();

    var keys = JWKSet.parse(get(issuer + "/.well-known/jwks.json"));
    var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
    assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
    assertThat(key.isPrivate()).isFalse();
    assertThat(get(issuer + "/.well-known/openid-configuration"))
        .contains("\"issuer\":\"" + issuer + "\"");
  }

  @Test
  void asksForANewPasswordAtTheFirstSignIn() {
    var username = ContractPool.newName();
    pool.cognito.adminCreateUser(
        r ->
            r.userPoolId(pool.poolId)
                .username(username)
                .temporaryPassword("Temporary-Word-1")
                .messageAction(MessageActionType.SUPPRESS));
    assertThat(pool.status(username)).isEqualTo(UserStatusType.FORCE_CHANGE_PASSWORD);

    var challenge = pool.signIn(username, "Temporary-Word-1");
    assertThat(challenge.challengeName()).isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
    assertThat(challenge.authenticationResult()).isNull();
    assertThatThrownBy(() -> pool.respondWithPassword(challenge.session(), username, "short-1"))
        .isInstanceOf(InvalidPasswordException.class)
        .hasMessageContaining("Password did not conform with policy: Password not long enough");
    pool.respondWithPassword(challenge.session(), username, PASSWORD);

    assertThat(pool.status(username)).isEqualTo(UserStatusType.CONFIRMED);
    assertThat(pool.signIn(username, PASSWORD).authenticationResult().accessToken()).isNotEmpty();
  }

  @Test
  void givesTheSameAnswerToAWrongPasswordAndAnUnknownUser() {
    var username = pool.newUser();
    for (String[] credentials :
        new String[][] {{username, "Wrong-Password-1"}, {"nobody", PASSWORD}}) {
      assertThatThrownBy(() -> pool.signIn(credentials[0], credentials[1]))
          .isInstanceOf(NotAuthorizedException.class)
          .hasMessageContaining("Incorrect username or password.");
    }
  }

  @Test
  void saysThatAUserIsUnknownWhereTheClientDoesNotHideIt() {
    var legacy =
        pool.cognito
            .createUserPoolClient(
                r ->
                    r.userPoolId(pool.poolId)
                        .clientName("legacy")
                        .preventUserExistenceErrors(PreventUserExistenceErrorTypes.LEGACY)
                        .explicitAuthFlows(
                            ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH,
                            ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH))
            .userPoolClient()
            .clientId();
    assertThatThrownBy(
            () ->
                pool.cognito.initiateAuth(
                    r ->
                        r.clientId(legacy)
                            .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                            .authParameters(Map.of("USERNAME", "nobody", "PASSWORD", PASSWORD))))
        .isInstanceOf(UserNotFoundException.class);
  }

  @Test
  void refusesAFlowThatTheClientDoesNotAllow() {
    var username = pool.newUser();
    assertThatThrownBy(
            () ->
                pool.cognito.initiateAuth(
                    r ->
                        r.clientId(pool.clientId)
                            .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                            .authParameters(Map.of("USERNAME", username, "PASSWORD", PASSWORD))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("USER_PASSWORD_AUTH flow not enabled for this client");
  }

  @Test
  void demandsTheSecretHashOfAClientWithASecret() {
    var username = pool.newUser();
    var client =
        pool.cognito
            .createUserPoolClient(
                r ->
                    r.userPoolId(pool.poolId)
                        .clientName("confidential")
                        .generateSecret(true)
                        .explicitAuthFlows(
                            ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH,
                            ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH))
            .userPoolClient();
    var credentials = Map.of("USERNAME", username, "PASSWORD", PASSWORD);
    assertThatThrownBy(
            () ->
                pool.cognito.initiateAuth(
                    r ->
                        r.clientId(client.clientId())
                            .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                            .authParameters(credentials)))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("SECRET_HASH was not received");

    var withHash = new HashMap<>(credentials);
    withHash.put("SECRET_HASH", secretHash(username + client.clientId(), client.clientSecret()));
    assertThat(
            pool.cognito
                .initiateAuth(
                    r ->
                        r.clientId(client.clientId())
                            .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                            .authParameters(withHash))
                .authenticationResult()
                .accessToken())
        .isNotEmpty();
  }

  @Test
  void putsCognitosClaimsIntoTheTokens() throws ParseException {
    var username = pool.newUser();
    var group = "group-" + UUID.randomUUID();
    pool.cognito.createGroup(r -> r.userPoolId(pool.poolId).groupName(group));
    pool.cognito.adminAddUserToGroup(
        r -> r.userPoolId(pool.poolId).username(username).groupName(group));

    var tokens = pool.signIn(username, PASSWORD).authenticationResult();
    var access = SignedJWT.parse(tokens.accessToken()).getJWTClaimsSet();
    var id = SignedJWT.parse(tokens.idToken()).getJWTClaimsSet();

    assertThat(access.getClaims().keySet())
        .containsExactlyInAnyOrder(
            "sub",
            "cognito:groups",
            "iss",
            "client_id",
            "origin_jti",
            "event_id",
            "token_use",
            "scope",
            "auth_time",
            "exp",
            "iat",
            "jti",
            "username");
    assertThat(access.getStringClaim("client_id")).isEqualTo(pool.clientId);
    assertThat(access.getStringClaim("token_use")).isEqualTo("access");
    assertThat(access.getStringClaim("scope")).isEqualTo("aws.cognito.signin.user.admin");
    assertThat(access.getStringListClaim("cognito:groups")).containsExactly(group);
    assertThat(access.getIssuer()).endsWith("/" + pool.poolId);
    assertThat(id.getAudience()).containsExactly(pool.clientId);
    assertThat(id.getStringClaim("token_use")).isEqualTo("id");
    assertThat(id.getStringClaim("cognito:username")).isEqualTo(username);
    assertThat(id.getStringClaim("email")).isEqualTo(username + "@example.com");
    assertThat(id.getBooleanClaim("email_verified")).isTrue();
    assertThat(id.getSubject()).isEqualTo(access.getSubject());
  }

  @Test
  void refreshesTokensOfTheSameSignInUntilTheyAreRevoked() throws ParseException {
    var tokens = pool.signIn(pool.newUser(), PASSWORD).authenticationResult();
    var refreshed = pool.refresh(tokens.refreshToken()).authenticationResult();

    assertThat(refreshed.refreshToken()).isNull();
    assertThat(originOf(refreshed.accessToken())).isEqualTo(originOf(tokens.accessToken()));

    pool.cognito.revokeToken(r -> r.clientId(pool.clientId).token(tokens.refreshToken()));
    assertThatThrownBy(() -> pool.refresh(tokens.refreshToken()))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Refresh Token has been revoked");
    assertThatThrownBy(() -> pool.cognito.getUser(r -> r.accessToken(refreshed.accessToken())))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Access Token has been revoked");
    assertThatThrownBy(() -> pool.refresh("made-up"))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Invalid Refresh Token");
  }

  @Test
  void signsOutEverywhere() {
    var username = pool.newUser();
    var first = pool.signIn(username, PASSWORD).authenticationResult();
    var second = pool.signIn(username, PASSWORD).authenticationResult();
    pool.cognito.globalSignOut(r -> r.accessToken(first.accessToken()));

    assertThatThrownBy(() -> pool.refresh(second.refreshToken()))
        .isInstanceOf(NotAuthorizedException.class);
    assertThatThrownBy(() -> pool.cognito.getUser(r -> r.accessToken(second.accessToken())))
        .isInstanceOf(NotAuthorizedException.class);

    var third = pool.signIn(username, PASSWORD).authenticationResult();
    pool.cognito.adminUserGlobalSignOut(r -> r.userPoolId(pool.poolId).username(username));
    assertThatThrownBy(() -> pool.refresh(third.refreshToken()))
        .isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  void registersAnAuthenticatorAndAsksForItsCode() {
    var username = pool.newUser();
    var token = pool.signIn(username, PASSWORD).authenticationResult().accessToken();
    assertThatThrownBy(
            () ->
                pool.cognito.setUserMFAPreference(
                    r -> r.accessToken(token).softwareTokenMfaSettings(s -> s.enabled(true))))
        .isInstanceOf(InvalidParameterException.class);

    var secret = pool.cognito.associateSoftwareToken(r -> r.accessToken(token)).secretCode();
    var code = Totp.code(secret, Instant.now());
    assertThatThrownBy(
            () ->
                pool.cognito.verifySoftwareToken(
                    r -> r.accessToken(token).userCode(otherThan(code))))
        .isInstanceOf(EnableSoftwareTokenMfaException.class);
    assertThat(
            pool.cognito
                .verifySoftwareToken(
                    r -> r.accessToken(token).userCode(Totp.code(secret, Instant.now())))
                .status())
        .isEqualTo(VerifySoftwareTokenResponseType.SUCCESS);
    assertThat(pool.signIn(username, PASSWORD).authenticationResult()).isNotNull();
    pool.cognito.setUserMFAPreference(
        r ->
            r.accessToken(token).softwareTokenMfaSettings(s -> s.enabled(true).preferredMfa(true)));

    var challenge = pool.signIn(username, PASSWORD);
    assertThat(challenge.challengeName()).isEqualTo(ChallengeNameType.SOFTWARE_TOKEN_MFA);
    // The current code is used up; the next one is accepted a step early.
    var next = Totp.code(secret, Instant.now().plusSeconds(30));
    assertThatThrownBy(() -> pool.respondWithCode(challenge.session(), username, otherThan(next)))
        .isInstanceOf(CodeMismatchException.class);
    pool.respondWithCode(challenge.session(), username, next);
    assertThat(pool.cognito.getUser(r -> r.accessToken(token)).preferredMfaSetting())
        .isEqualTo("SOFTWARE_TOKEN_MFA");

    pool.cognito.adminSetUserMFAPreference(
        r ->
            r.userPoolId(pool.poolId)
                .username(username)
                .softwareTokenMfaSettings(s -> s.enabled(false)));
    assertThat(pool.signIn(username, PASSWORD).authenticationResult()).isNotNull();
  }

  @Test
  void disablesEnablesAndDeletesAUser() {
    var username = pool.newUser();
    pool.cognito.adminDisableUser(r -> r.userPoolId(pool.poolId).username(username));
    assertThatThrownBy(() -> pool.signIn(username, PASSWORD))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("User is disabled.");
    pool.cognito.adminEnableUser(r -> r.userPoolId(pool.poolId).username(username));
    assertThat(pool.signIn(username, PASSWORD).authenticationResult()).isNotNull();
    pool.cognito.adminDeleteUser(r -> r.userPoolId(pool.poolId).username(username));
    assertThatThrownBy(
            () -> pool.cognito.adminGetUser(r -> r.userPoolId(pool.poolId).username(username)))
        .isInstanceOf(UserNotFoundException.class);
  }

  @Test
  void changesAPasswordForWhoeverKnowsTheOldOne() {
    var username = pool.newUser();
    var token = pool.signIn(username, PASSWORD).authenticationResult().accessToken();
    assertThatThrownBy(
            () ->
                pool.cognito.changePassword(
                    r ->
                        r.accessToken(token)
                            .previousPassword("Wrong-Password-1")
                            .proposedPassword("Another-Horse-8")))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Incorrect username or password.");
    pool.cognito.changePassword(
        r -> r.accessToken(token).previousPassword(PASSWORD).proposedPassword("Another-Horse-8"));
    assertThat(pool.signIn(username, "Another-Horse-8").authenticationResult()).isNotNull();
  }

  private static String originOf(String token) throws ParseException {
    return SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("origin_jti");
  }

  private static String otherThan(String code) {
    return code.charAt(0) == '9'
        ? "0" + code.substring(1)
        : (char) (code.charAt(0) + 1) + code.substring(1);
  }

  private static String secretHash(String message, String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new AssertionError(missing);
    }
  }

  private static String get(String address) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(5)).build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
