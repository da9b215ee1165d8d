package io.cloudapp.local.cognito;

import static io.cloudapp.local.cognito.TestPool.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.local.endpoint.AwsEndpoint;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminInitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeDataType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PreventUserExistenceErrorTypes;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;

/** A pool with one client, in this JVM or wherever {@code CLOUDAPP_AWS_ENDPOINT} says. */
final class ContractPool implements AutoCloseable {

  static final String PASSWORD = "Correct-Horse-7";

  private final Optional<AwsEndpoint> ownEndpoint;
  final CognitoIdentityProviderClient cognito;
  final String poolId;
  final String clientId;

  ContractPool() {
    var given = Optional.ofNullable(System.getenv("CLOUDAPP_AWS_ENDPOINT")).map(URI::create);
    ownEndpoint = given.isPresent() ? Optional.empty() : Optional.of(serve());
    cognito =
        CognitoIdentityProviderClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(given.or(() -> ownEndpoint.map(AwsEndpoint::uri)).orElseThrow())
            .region(Region.EU_WEST_1)
            .credentialsProvider(credentials(given))
            .build();
    poolId =
        cognito
            .createUserPool(
                r ->
                    r.poolName("contract-" + UUID.randomUUID())
                        .schema(
                            SchemaAttributeType.builder()
                                .name("role")
                                .attributeDataType(AttributeDataType.STRING)
                                .mutable(true)
                                .build())
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

  private static AwsCredentialsProvider credentials(Optional<URI> given) {
    return given.isPresent()
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
  }

  private static AwsEndpoint serve() {
    var endpoint = AwsEndpoint.bind(0);
    endpoint.serve(
        List.of(
            new Cognito(
                new CognitoSettings(
                    "eu-west-1",
                    "000000000000",
                    endpoint.uri(),
                    Clock.systemUTC(),
                    (function, event) -> new Triggers.Unreachable(),
                    letter -> {}))));
    return endpoint;
  }

  @Override
  public void close() {
    cognito.deleteUserPool(r -> r.userPoolId(poolId));
    cognito.close();
    ownEndpoint.ifPresent(AwsEndpoint::close);
  }

  String newUser() {
    var username = newName();
    addUser(username);
    return username;
  }

  void addUser(String username) {
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

  static String newName() {
    return "user-" + UUID.randomUUID();
  }

  UserStatusType status(String username) {
    return cognito.adminGetUser(r -> r.userPoolId(poolId).username(username)).userStatus();
  }

  AdminInitiateAuthResponse signIn(String username, String password) {
    return cognito.adminInitiateAuth(
        r ->
            r.userPoolId(poolId)
                .clientId(clientId)
                .authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)
                .authParameters(Map.of("USERNAME", username, "PASSWORD", password)));
  }

  AdminInitiateAuthResponse refresh(String token) {
    return cognito.adminInitiateAuth(
        r ->
            r.userPoolId(poolId)
                .clientId(clientId)
                .authFlow(AuthFlowType.REFRESH_TOKEN_AUTH)
                .authParameters(Map.of("REFRESH_TOKEN", token)));
  }

  void respondWithPassword(String session, String username, String password) {
    respond(ChallengeNameType.NEW_PASSWORD_REQUIRED, session, username, "NEW_PASSWORD", password);
  }

  void respondWithCode(String session, String username, String code) {
    respond(
        ChallengeNameType.SOFTWARE_TOKEN_MFA, session, username, "SOFTWARE_TOKEN_MFA_CODE", code);
  }

  void respond(
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
}
