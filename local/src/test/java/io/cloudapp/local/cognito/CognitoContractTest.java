package io.cloudapp.local.cognito;

import static io.cloudapp.local.cognito.TestPool.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminInitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.EnableSoftwareTokenMfaException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GroupExistsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PreventUserExistenceErrorTypes;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifySoftwareTokenResponseType;

/** Holds against Cognito itself too: {@code CLOUDAPP_AWS_ENDPOINT} names what to run it against. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CognitoContractTest {

  private static final String PASSWORD = "Correct-Horse-7";

  private final CognitoIdentityProviderClient cognito =
      Optional.ofNullable(System.getenv("CLOUDAPP_AWS_ENDPOINT"))
          .map(
              endpoint ->
                  CognitoIdentityProviderClient.builder()
                      .endpointOverride(URI.create(endpoint))
                      .region(Region.EU_WEST_1)
                      .build())
          .orElseGet(
              () ->
                  TestPool.clientOf(
                      new Cognito(
                          new CognitoSettings(
                              "eu-west-1",
                              "000000000000",
                              URI.create("http://localhost:4566"),
                              Clock.systemUTC(),
                              (function, event) -> new Triggers.Unreachable(),
                              letter -> {}))));
  private String poolId = "";
  private String clientId = "";

  @BeforeAll
  void makeAPoolWithAClient() {
    poolId =
        cognito
            .createUserPool(
                r ->
                    r.poolName("contract-" + UUID.randomUUID())
                        .schema(a -> a.name("role").attributeDataType("String").mutable(true))
                        .policies(
                            policies ->
                                policies.passwordPolicy(
                                    policy -> policy.minimumLength(12).requireNumbers(true))))
            .userPool()
            .id();
    cognito.setUserPoolMfaConfig(
        r ->
            r.userPoolId(poolId)
                .mfaConfiguration(UserPoolMfaType.OPTIONAL)
                .softwareTokenMfaConfiguration(token -> token.enabled(true)));
    clientId =
        cognito
            .createUserPoolClient(
                r ->
                    r.userPoolId(poolId)
                        .clientName("web")
                        .preventUserExistenceErrors(PreventUserExistenceErrorTypes.ENABLED)
                        .explicitAuthFlows(
                            ExplicitAuthFlowsType.ALLOW_ADMIN_USER_PASSWORD_AUTH,
                            ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH))
            .userPoolClient()
            .clientId();
  }

  @Test
  void describesThePoolAndItsClient() {
    var pool = cognito.describeUserPool(r -> r.userPoolId(poolId)).userPool();
    assertThat(pool.policies().passwordPolicy().minimumLength()).isEqualTo(12);
    assertThat(pool.mfaConfiguration()).isEqualTo(UserPoolMfaType.OPTIONAL);
    assertThat(pool.arn()).endsWith(":userpool/" + poolId);
    assertThat(cognito.listUserPools(r -> r.maxResults(60)).userPools())
        .anyMatch(listed -> listed.id().equals(poolId));
    assertThat(cognito.listUserPoolClients(r -> r.userPoolId(poolId)).userPoolClients())
        .anyMatch(listed -> listed.clientId().equals(clientId));
    assertThat(
            cognito
                .describeUserPoolClient(r -> r.userPoolId(poolId).clientId(clientId))
                .userPoolClient()
                .clientName())
        .isEqualTo("web");
    assertThat(
            cognito
                .getUserPoolMfaConfig(r -> r.userPoolId(poolId))
                .softwareTokenMfaConfiguration()
                .enabled())
        .isTrue();
  }

  @Test
  void refusesPoolsClientsAndUsersThatDoNotExist() {
    assertThatThrownBy(() -> cognito.describeUserPool(r -> r.userPoolId("eu-west-1_missing00")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("User pool eu-west-1_missing00 does not exist.");
    assertThatThrownBy(
            () -> cognito.describeUserPoolClient(r -> r.userPoolId(poolId).clientId("missing")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> cognito.adminGetUser(r -> r.userPoolId(poolId).username("nobody")))
        .isInstanceOf(UserNotFoundException.class)
        .hasMessageContaining("User does not exist.");
  }

  @Test
  void asksForANewPasswordAtTheFirstSignIn() {
    var username = newName();
    cognito.adminCreateUser(
        r ->
            r.userPoolId(poolId)
                .username(username)
                .temporaryPassword("Temporary-Word-1")
                .messageAction(MessageActionType.SUPPRESS));
    assertThat(status(username)).isEqualTo(UserStatusType.FORCE_CHANGE_PASSWORD);

    var challenge = signIn(username, "Temporary-Word-1");
    assertThat(challenge.challengeName()).isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
    assertThat(challenge.authenticationResult()).isNull();
    assertThatThrownBy(() -> respondWithPassword(challenge.session(), username, "short-1"))
        .isInstanceOf(InvalidPasswordException.class)
        .hasMessageContaining("Password did not conform with policy: Password not long enough");
    respondWithPassword(challenge.session(), username, PASSWORD);

    assertThat(status(username)).isEqualTo(UserStatusType.CONFIRMED);
    assertThat(signIn(username, PASSWORD).authenticationResult().accessToken()).isNotEmpty();
  }

  @Test
  void givesTheSameAnswerToAWrongPasswordAndAnUnknownUser() {
    var username = newUser();
    for (String[] credentials :
        new String[][] {{username, "Wrong-Password-1"}, {"nobody", PASSWORD}}) {
      assertThatThrownBy(() -> signIn(credentials[0], credentials[1]))
          .isInstanceOf(NotAuthorizedException.class)
          .hasMessageContaining("Incorrect username or password.");
    }
  }

  @Test
  void saysThatAUserIsUnknownWhereTheClientDoesNotHideIt() {
    var legacy =
        cognito
            .createUserPoolClient(
                r ->
                    r.userPoolId(poolId)
                        .clientName("legacy")
                        .preventUserExistenceErrors(PreventUserExistenceErrorTypes.LEGACY)
                        .explicitAuthFlows(
                            ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH,
                            ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH))
            .userPoolClient()
            .clientId();
    assertThatThrownBy(
            () ->
                cognito.initiateAuth(
                    r ->
                        r.clientId(legacy)
                            .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                            .authParameters(Map.of("USERNAME", "nobody", "PASSWORD", PASSWORD))))
        .isInstanceOf(UserNotFoundException.class);
  }

  @Test
  void refusesAFlowThatTheClientDoesNotAllow() {
    var username = newUser();
    assertThatThrownBy(
            () ->
                cognito.initiateAuth(
                    r ->
                        r.clientId(clientId)
                            .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                            .authParameters(Map.of("USERNAME", username, "PASSWORD", PASSWORD))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("USER_PASSWORD_AUTH flow not enabled for this client");
  }

  @Test
  void demandsTheSecretHashOfAClientWithASecret() {
    var username = newUser();
    var client =
        cognito
            .createUserPoolClient(
                r ->
                    r.userPoolId(poolId)
                        .clientName("confidential")
                        .generateSecret(true)
                        .explicitAuthFlows(
                            ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH,
                            ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH))
            .userPoolClient();
    var credentials = Map.of("USERNAME", username, "PASSWORD", PASSWORD);
    assertThatThrownBy(
            () ->
                cognito.initiateAuth(
                    r ->
                        r.clientId(client.clientId())
                            .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                            .authParameters(credentials)))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("SECRET_HASH was not received");

    var withHash = new HashMap<>(credentials);
    withHash.put("SECRET_HASH", secretHash(username + client.clientId(), client.clientSecret()));
    assertThat(
            cognito
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
    var username = newUser();
    var group = "group-" + UUID.randomUUID();
    cognito.createGroup(r -> r.userPoolId(poolId).groupName(group));
    cognito.adminAddUserToGroup(r -> r.userPoolId(poolId).username(username).groupName(group));

    var tokens = signIn(username, PASSWORD).authenticationResult();
    var access = SignedJWT.parse(tokens.accessToken()).getJWTClaimsSet();
    var id = SignedJWT.parse(tokens.idToken()).getJWTClaimsSet();

    assertThat(access.getClaims().keySet())
        .containsExactlyInAnyOrder(
            "sub", "cognito:groups", "iss", "client_id", "origin_jti", "event_id", "token_use",
            "scope", "auth_time", "exp", "iat", "jti", "username");
    assertThat(access.getStringClaim("client_id")).isEqualTo(clientId);
    assertThat(access.getStringClaim("token_use")).isEqualTo("access");
    assertThat(access.getStringClaim("scope")).isEqualTo("aws.cognito.signin.user.admin");
    assertThat(access.getStringListClaim("cognito:groups")).containsExactly(group);
    assertThat(access.getIssuer()).endsWith("/" + poolId);
    assertThat(id.getAudience()).containsExactly(clientId);
    assertThat(id.getStringClaim("token_use")).isEqualTo("id");
    assertThat(id.getStringClaim("cognito:username")).isEqualTo(username);
    assertThat(id.getStringClaim("email")).isEqualTo(username + "@example.com");
    assertThat(id.getBooleanClaim("email_verified")).isTrue();
    assertThat(id.getSubject()).isEqualTo(access.getSubject());
  }

  @Test
  void refreshesTokensOfTheSameSignInUntilTheyAreRevoked() throws ParseException {
    var tokens = signIn(newUser(), PASSWORD).authenticationResult();
    var refreshed = refresh(tokens.refreshToken()).authenticationResult();

    assertThat(refreshed.refreshToken()).isNull();
    assertThat(originOf(refreshed.accessToken())).isEqualTo(originOf(tokens.accessToken()));

    cognito.revokeToken(r -> r.clientId(clientId).token(tokens.refreshToken()));
    assertThatThrownBy(() -> refresh(tokens.refreshToken()))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Refresh Token has been revoked");
    assertThatThrownBy(() -> cognito.getUser(r -> r.accessToken(refreshed.accessToken())))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Access Token has been revoked");
    assertThatThrownBy(() -> refresh("made-up"))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Invalid Refresh Token");
  }

  @Test
  void signsOutEverywhere() {
    var username = newUser();
    var first = signIn(username, PASSWORD).authenticationResult();
    var second = signIn(username, PASSWORD).authenticationResult();
    cognito.globalSignOut(r -> r.accessToken(first.accessToken()));

    assertThatThrownBy(() -> refresh(second.refreshToken()))
        .isInstanceOf(NotAuthorizedException.class);
    assertThatThrownBy(() -> cognito.getUser(r -> r.accessToken(second.accessToken())))
        .isInstanceOf(NotAuthorizedException.class);

    var third = signIn(username, PASSWORD).authenticationResult();
    cognito.adminUserGlobalSignOut(r -> r.userPoolId(poolId).username(username));
    assertThatThrownBy(() -> refresh(third.refreshToken()))
        .isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  void registersAnAuthenticatorAndAsksForItsCode() {
    var username = newUser();
    var token = signIn(username, PASSWORD).authenticationResult().accessToken();
    assertThatThrownBy(
            () ->
                cognito.setUserMFAPreference(
                    r -> r.accessToken(token).softwareTokenMfaSettings(s -> s.enabled(true))))
        .isInstanceOf(InvalidParameterException.class);

    var secret = cognito.associateSoftwareToken(r -> r.accessToken(token)).secretCode();
    var code = Totp.code(secret, Instant.now());
    assertThatThrownBy(
            () -> cognito.verifySoftwareToken(r -> r.accessToken(token).userCode(otherThan(code))))
        .isInstanceOf(EnableSoftwareTokenMfaException.class);
    assertThat(
            cognito
                .verifySoftwareToken(
                    r -> r.accessToken(token).userCode(Totp.code(secret, Instant.now())))
                .status())
        .isEqualTo(VerifySoftwareTokenResponseType.SUCCESS);
    assertThat(signIn(username, PASSWORD).authenticationResult()).isNotNull();
    cognito.setUserMFAPreference(
        r ->
            r.accessToken(token)
                .softwareTokenMfaSettings(s -> s.enabled(true).preferredMfa(true)));

    var challenge = signIn(username, PASSWORD);
    assertThat(challenge.challengeName()).isEqualTo(ChallengeNameType.SOFTWARE_TOKEN_MFA);
    // The current code is used up; the next one is accepted a step early.
    var next = Totp.code(secret, Instant.now().plusSeconds(30));
    assertThatThrownBy(() -> respondWithCode(challenge.session(), username, otherThan(next)))
        .isInstanceOf(CodeMismatchException.class);
    respondWithCode(challenge.session(), username, next);
    assertThat(cognito.getUser(r -> r.accessToken(token)).preferredMfaSetting())
        .isEqualTo("SOFTWARE_TOKEN_MFA");

    cognito.adminSetUserMFAPreference(
        r ->
            r.userPoolId(poolId)
                .username(username)
                .softwareTokenMfaSettings(s -> s.enabled(false)));
    assertThat(signIn(username, PASSWORD).authenticationResult()).isNotNull();
  }

  @Test
  void refusesTheSameUserAndTheSameGroupTwice() {
    var username = newUser();
    assertThatThrownBy(
            () ->
                cognito.adminCreateUser(
                    r ->
                        r.userPoolId(poolId)
                            .username(username)
                            .messageAction(MessageActionType.SUPPRESS)))
        .isInstanceOf(UsernameExistsException.class)
        .hasMessageContaining("User account already exists");
    var group = "group-" + UUID.randomUUID();
    cognito.createGroup(r -> r.userPoolId(poolId).groupName(group));
    assertThatThrownBy(() -> cognito.createGroup(r -> r.userPoolId(poolId).groupName(group)))
        .isInstanceOf(GroupExistsException.class);
  }

  @Test
  void disablesEnablesAndDeletesAUser() {
    var username = newUser();
    cognito.adminDisableUser(r -> r.userPoolId(poolId).username(username));
    assertThatThrownBy(() -> signIn(username, PASSWORD))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("User is disabled.");
    cognito.adminEnableUser(r -> r.userPoolId(poolId).username(username));
    assertThat(signIn(username, PASSWORD).authenticationResult()).isNotNull();
    cognito.adminDeleteUser(r -> r.userPoolId(poolId).username(username));
    assertThatThrownBy(() -> cognito.adminGetUser(r -> r.userPoolId(poolId).username(username)))
        .isInstanceOf(UserNotFoundException.class);
  }

  @Test
  void updatesAttributesOfTheSchemaOnly() {
    var username = newUser();
    cognito.adminUpdateUserAttributes(
        r ->
            r.userPoolId(poolId)
                .username(username)
                .userAttributes(attribute("custom:role", "admin")));
    assertThat(
            cognito.adminGetUser(r -> r.userPoolId(poolId).username(username)).userAttributes())
        .contains(attribute("custom:role", "admin"));
    assertThatThrownBy(
            () ->
                cognito.adminUpdateUserAttributes(
                    r ->
                        r.userPoolId(poolId)
                            .username(username)
                            .userAttributes(attribute("custom:unknown", "x"))))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void listsUsersByFilterPageAndGroup() {
    var prefix = newName();
    var group = "group-" + UUID.randomUUID();
    cognito.createGroup(r -> r.userPoolId(poolId).groupName(group));
    for (String username : new String[] {prefix + "-1", prefix + "-2", prefix + "-3"}) {
      addUser(username);
      cognito.adminAddUserToGroup(r -> r.userPoolId(poolId).username(username).groupName(group));
    }
    cognito.adminRemoveUserFromGroup(
        r -> r.userPoolId(poolId).username(prefix + "-3").groupName(group));

    assertThat(
            cognito
                .listUsersPaginator(
                    r ->
                        r.userPoolId(poolId).limit(2).filter("email ^= \"%s-\"".formatted(prefix)))
                .users())
        .extracting(UserType::username)
        .containsExactlyInAnyOrder(prefix + "-1", prefix + "-2", prefix + "-3");
    assertThat(
            cognito
                .listUsers(
                    r -> r.userPoolId(poolId).filter("username = \"%s-2\"".formatted(prefix)))
                .users())
        .extracting(UserType::username)
        .containsExactly(prefix + "-2");
    assertThat(
            cognito
                .listUsersInGroupPaginator(
                    r -> r.userPoolId(poolId).groupName(group).limit(1))
                .users())
        .extracting(UserType::username)
        .containsExactlyInAnyOrder(prefix + "-1", prefix + "-2");
    assertThat(
            cognito
                .adminListGroupsForUser(r -> r.userPoolId(poolId).username(prefix + "-1"))
                .groups())
        .singleElement()
        .satisfies(listed -> assertThat(listed.groupName()).isEqualTo(group));
    assertThatThrownBy(
            () -> cognito.listUsers(r -> r.userPoolId(poolId).filter("email like 'x'")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void changesAPasswordForWhoeverKnowsTheOldOne() {
    var username = newUser();
    var token = signIn(username, PASSWORD).authenticationResult().accessToken();
    assertThatThrownBy(
            () ->
                cognito.changePassword(
                    r ->
                        r.accessToken(token)
                            .previousPassword("Wrong-Password-1")
                            .proposedPassword("Another-Horse-8")))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Incorrect username or password.");
    cognito.changePassword(
        r ->
            r.accessToken(token)
                .previousPassword(PASSWORD)
                .proposedPassword("Another-Horse-8"));
    assertThat(signIn(username, "Another-Horse-8").authenticationResult()).isNotNull();
  }

  private String newUser() {
    var username = newName();
    addUser(username);
    return username;
  }

  private void addUser(String username) {
    cognito.adminCreateUser(
        r ->
            r.userPoolId(poolId)
                .username(username)
                .userAttributes(
                    attribute("email", username + "@example.com"),
                    attribute("email_verified", "true"))
                .messageAction(MessageActionType.SUPPRESS));
    cognito.adminSetUserPassword(
        r -> r.userPoolId(poolId).username(username).password(PASSWORD).permanent(true));
  }

  private static String newName() {
    return "user-" + UUID.randomUUID();
  }

  private UserStatusType status(String username) {
    return cognito.adminGetUser(r -> r.userPoolId(poolId).username(username)).userStatus();
  }

  private AdminInitiateAuthResponse signIn(String username, String password) {
    return cognito.adminInitiateAuth(
        r ->
            r.userPoolId(poolId)
                .clientId(clientId)
                .authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)
                .authParameters(Map.of("USERNAME", username, "PASSWORD", password)));
  }

  private AdminInitiateAuthResponse refresh(String token) {
    return cognito.adminInitiateAuth(
        r ->
            r.userPoolId(poolId)
                .clientId(clientId)
                .authFlow(AuthFlowType.REFRESH_TOKEN_AUTH)
                .authParameters(Map.of("REFRESH_TOKEN", token)));
  }

  private void respondWithPassword(String session, String username, String password) {
    respond(
        ChallengeNameType.NEW_PASSWORD_REQUIRED, session, username, "NEW_PASSWORD", password);
  }

  private void respondWithCode(String session, String username, String code) {
    respond(
        ChallengeNameType.SOFTWARE_TOKEN_MFA, session, username, "SOFTWARE_TOKEN_MFA_CODE", code);
  }

  private void respond(
      ChallengeNameType challenge, String session, String username, String name, String value) {
    var result =
        cognito
            .adminRespondToAuthChallenge(
                r ->
                    r.userPoolId(poolId)
                        .clientId(clientId)
                        .challengeName(challenge)
                        .session(session)
                        .challengeResponses(Map.of("USERNAME", username, name, value)))
            .authenticationResult();
    assertThat(result.accessToken()).isNotEmpty();
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
}
