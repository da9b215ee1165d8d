package io.cloudapp.local.cognito;

import static io.cloudapp.local.cognito.TestPool.PASSWORD;
import static io.cloudapp.local.cognito.TestPool.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidLambdaResponseException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LambdaConfigType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PreTokenGenerationLambdaVersionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnexpectedLambdaException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserLambdaValidationException;

class TriggersTest {

  private static final String AUTH = "arn:aws:lambda:eu-west-1:000000000000:function:auth";
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void sendsThePreTokenGenerationEventOfVersionTwo() {
    var pool = poolWithVersionTwo();
    pool.addUser("ada");
    pool.client.createGroup(
        r ->
            r.userPoolId(pool.poolId)
                .groupName("admin")
                .roleArn("arn:aws:iam::000000000000:role/admin"));
    pool.client.adminAddUserToGroup(
        r -> r.userPoolId(pool.poolId).username("ada").groupName("admin"));

    pool.client.initiateAuth(
        r ->
            r.clientId(pool.clientId)
                .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                .authParameters(Map.of("USERNAME", "ada", "PASSWORD", PASSWORD))
                .clientMetadata(Map.of("page", "admin")));

    var sub =
        pool
            .client
            .adminGetUser(r -> r.userPoolId(pool.poolId).username("ada"))
            .userAttributes()
            .stream()
            .filter(attribute -> attribute.name().equals("sub"))
            .findAny()
            .orElseThrow()
            .value();
    assertThat(pool.events)
        .containsExactly(
            json(
                """
                {"version": "2",
                 "triggerSource": "TokenGeneration_Authentication",
                 "region": "eu-west-1",
                 "userPoolId": "%s",
                 "userName": "ada",
                 "callerContext": {"awsSdkVersion": "aws-sdk-unknown-unknown", "clientId": "%s"},
                 "request": {
                   "userAttributes": {
                     "email": "ada@example.com",
                     "sub": "%s",
                     "cognito:user_status": "CONFIRMED"},
                   "groupConfiguration": {
                     "groupsToOverride": ["admin"],
                     "iamRolesToOverride": ["arn:aws:iam::000000000000:role/admin"],
                     "preferredRole": "arn:aws:iam::000000000000:role/admin"},
                   "scopes": ["aws.cognito.signin.user.admin"],
                   "clientMetadata": {"page": "admin"}},
                 "response": {"claimsAndScopeOverrideDetails": null}}
                """
                    .formatted(pool.poolId, pool.clientId, sub)));
  }

  @Test
  void changesBothTokensAsVersionTwoAsks() {
    var pool = poolWithVersionTwo();
    pool.addUser("ada");
    pool.function.set(
        answering(
            """
            {"claimsAndScopeOverrideDetails": {
               "accessTokenGeneration": {
                 "claimsToAddOrOverride": {"role": "admin", "quota": 5, "sub": "forged"},
                 "claimsToSuppress": ["event_id"],
                 "scopesToAdd": ["instances/write"]},
               "idTokenGeneration": {
                 "claimsToAddOrOverride": {"role": "admin"},
                 "claimsToSuppress": ["email"]},
               "groupOverrideDetails": {"groupsToOverride": ["admin", "user"]}}}
            """));

    var result = pool.signIn("ada", PASSWORD).authenticationResult();

    assertThat(pool.claims(result.accessToken()))
        .containsEntry("role", "admin")
        .containsEntry("quota", 5L)
        .containsEntry("scope", "aws.cognito.signin.user.admin instances/write")
        .containsEntry("cognito:groups", List.of("admin", "user"))
        .containsKey("event_id")
        .doesNotContainEntry("sub", "forged");
    assertThat(pool.claims(result.idToken()))
        .containsEntry("role", "admin")
        .doesNotContainKey("email")
        .doesNotContainKey("quota");
  }

  @Test
  void changesTheIdTokenOnlyWithVersionOne() {
    var pool = poolWith(functions -> functions.preTokenGeneration(AUTH));
    pool.addUser("ada");
    pool.function.set(
        answering(
            """
            {"claimsOverrideDetails": {
               "claimsToAddOrOverride": {"role": "admin"}, "claimsToSuppress": ["email"]}}
            """));

    var result = pool.signIn("ada", PASSWORD).authenticationResult();

    assertThat(pool.claims(result.idToken()))
        .containsEntry("role", "admin")
        .doesNotContainKey("email");
    assertThat(pool.claims(result.accessToken())).doesNotContainKey("role");
    assertThat(pool.events.getFirst().path("version").asText()).isEqualTo("1");
    assertThat(pool.events.getFirst().path("response").has("claimsOverrideDetails")).isTrue();
  }

  @Test
  void namesTheSourceOfEachGeneration() {
    var pool = poolWithVersionTwo();
    pool.client.adminCreateUser(
        r ->
            r.userPoolId(pool.poolId)
                .username("ada")
                .temporaryPassword("Temporary-1")
                .userAttributes(attribute("email", "ada@example.com"))
                .messageAction(MessageActionType.SUPPRESS));
    var session = pool.signIn("ada", "Temporary-1").session();
    var tokens =
        pool.respond(
                ChallengeNameType.NEW_PASSWORD_REQUIRED, session, "ada", "NEW_PASSWORD", PASSWORD)
            .authenticationResult();
    pool.refresh(tokens.refreshToken());
    pool.signIn("ada", PASSWORD);

    assertThat(pool.events)
        .extracting(event -> event.path("triggerSource").asText())
        .containsExactly(
            "TokenGeneration_NewPasswordChallenge",
            "TokenGeneration_RefreshTokens",
            "TokenGeneration_Authentication");
  }

  @Test
  void callsTheFunctionsAroundTheCheckOfThePassword() {
    var pool = poolWith(f -> f.preAuthentication(AUTH).postAuthentication(AUTH));
    pool.addUser("ada");
    assertThatThrownBy(() -> pool.signIn("ada", "wrong")).hasMessageContaining("Incorrect");
    pool.signIn("ada", PASSWORD);

    assertThat(pool.events)
        .extracting(event -> event.path("triggerSource").asText())
        .containsExactly(
            "PreAuthentication_Authentication",
            "PreAuthentication_Authentication",
            "PostAuthentication_Authentication");
    assertThat(pool.events.getLast().path("request").path("newDeviceUsed").asBoolean(true))
        .isFalse();
  }

  @Test
  void refusesTheSignInThatAFunctionRefuses() {
    var pool = poolWithVersionTwo();
    pool.addUser("ada");
    pool.function.set(event -> new Triggers.Failed("A second factor is needed here"));

    assertThatThrownBy(() -> pool.signIn("ada", PASSWORD))
        .isInstanceOf(UserLambdaValidationException.class)
        .hasMessageContaining(
            "PreTokenGeneration failed with error A second factor is needed here.");
  }

  @Test
  void triesAFunctionThatDoesNotAnswerThreeTimes() {
    var never = new CountDownLatch(1);
    var pool =
        new TestPool(
            settings -> settings.waitingForTriggers(Duration.ofMillis(50)),
            LambdaConfigType.builder().preAuthentication(AUTH).build());
    pool.addUser("ada");
    pool.function.set(
        event -> {
          try {
            never.await();
          } catch (InterruptedException abandoned) {
            Thread.currentThread().interrupt();
          }
          return new Triggers.Answered(event);
        });

    assertThatThrownBy(() -> pool.signIn("ada", PASSWORD))
        .isInstanceOf(UnexpectedLambdaException.class)
        .hasMessageContaining("PreAuthentication invocation failed");
    assertThat(pool.events).hasSize(3);
  }

  @Test
  void refusesAnAnswerThatIsNoEvent() {
    var pool = poolWithVersionTwo();
    pool.addUser("ada");
    pool.function.set(event -> new Triggers.Answered(JSON.createObjectNode().put("ok", true)));

    assertThatThrownBy(() -> pool.signIn("ada", PASSWORD))
        .isInstanceOf(InvalidLambdaResponseException.class);
  }

  @Test
  void saysWhenAFunctionIsMissing() {
    var pool = poolWithVersionTwo();
    pool.addUser("ada");
    pool.function.set(event -> new Triggers.Unreachable());

    assertThatThrownBy(() -> pool.signIn("ada", PASSWORD))
        .isInstanceOf(UnexpectedLambdaException.class);
  }

  private static TestPool poolWithVersionTwo() {
    return poolWith(
        functions ->
            functions.preTokenGenerationConfig(
                config ->
                    config
                        .lambdaArn(AUTH)
                        .lambdaVersion(PreTokenGenerationLambdaVersionType.V2_0)));
  }

  private static TestPool poolWith(UnaryOperator<LambdaConfigType.Builder> functions) {
    return new TestPool(Function.identity(), functions.apply(LambdaConfigType.builder()).build());
  }

  private static Function<ObjectNode, Triggers.Outcome> answering(String response) {
    return event -> {
      event.set("response", json(response));
      return new Triggers.Answered(event);
    };
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
