package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolClientRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LambdaConfigType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RespondToAuthChallengeResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;

/** A pool in this JVM with one client, a clock to move and functions to put in place. */
final class TestPool {

  static final String PASSWORD = "Correct-Horse-7";

  private static final RSAKey KEY = Pools.newKey();

  final MovableClock clock = new MovableClock();
  final List<ObjectNode> events = new ArrayList<>();
  final List<Mail.Letter> letters = new ArrayList<>();
  final AtomicReference<Function<ObjectNode, Triggers.Outcome>> function =
      new AtomicReference<>(Triggers.Answered::new);
  final Cognito cognito;
  final CognitoIdentityProviderClient client;
  final String poolId;
  final String clientId;

  TestPool() {
    this(Function.identity(), LambdaConfigType.builder().build());
  }

  TestPool(Function<CognitoSettings, CognitoSettings> changes, LambdaConfigType functions) {
    cognito =
        new Cognito(
            changes.apply(
                new CognitoSettings(
                    "eu-west-1",
                    "000000000000",
                    URI.create("http://localhost:4566"),
                    clock,
                    this::invoke,
                    letters::add)),
            () -> KEY);
    client = clientOf(cognito);
    poolId =
        client
            .createUserPool(pool -> pool.poolName("people").lambdaConfig(functions))
            .userPool()
            .id();
    clientId = newClient(request -> request);
  }

  static CognitoIdentityProviderClient clientOf(Cognito cognito) {
    return CognitoIdentityProviderClient.builder()
        .httpClient(new InProcessHttp(cognito))
        .endpointOverride(URI.create("http://localhost:4566"))
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }

  String newClient(
      Function<CreateUserPoolClientRequest.Builder, CreateUserPoolClientRequest.Builder> changes) {
    var request =
        CreateUserPoolClientRequest.builder()
            .userPoolId(poolId)
            .clientName("web")
            .explicitAuthFlows(
                ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH,
                ExplicitAuthFlowsType.ALLOW_ADMIN_USER_PASSWORD_AUTH,
                ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH);
    return client.createUserPoolClient(changes.apply(request).build()).userPoolClient().clientId();
  }

  void addUser(String username) {
    client.adminCreateUser(
        user ->
            user.userPoolId(poolId)
                .username(username)
                .userAttributes(attribute("email", username + "@example.com"))
                .messageAction(MessageActionType.SUPPRESS));
    client.adminSetUserPassword(
        user -> user.userPoolId(poolId).username(username).password(PASSWORD).permanent(true));
  }

  InitiateAuthResponse signIn(String username, String password) {
    return signIn(clientId, username, password);
  }

  InitiateAuthResponse signIn(String onClient, String username, String password) {
    return client.initiateAuth(
        request ->
            request
                .clientId(onClient)
                .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                .authParameters(Map.of("USERNAME", username, "PASSWORD", password)));
  }

  InitiateAuthResponse refresh(String refreshToken) {
    return client.initiateAuth(
        request ->
            request
                .clientId(clientId)
                .authFlow(AuthFlowType.REFRESH_TOKEN_AUTH)
                .authParameters(Map.of("REFRESH_TOKEN", refreshToken)));
  }

  void allowSecondFactor(UserPoolMfaType policy) {
    client.setUserPoolMfaConfig(
        request ->
            request
                .userPoolId(poolId)
                .mfaConfiguration(policy)
                .softwareTokenMfaConfiguration(token -> token.enabled(true)));
  }

  /** Registers an authenticator app and returns its secret; the current code is used up by it. */
  String enrol(String username) {
    var accessToken = signIn(username, PASSWORD).authenticationResult().accessToken();
    var secret = client.associateSoftwareToken(r -> r.accessToken(accessToken)).secretCode();
    client.verifySoftwareToken(r -> r.accessToken(accessToken).userCode(code(secret)));
    client.setUserMFAPreference(
        r ->
            r.accessToken(accessToken)
                .softwareTokenMfaSettings(token -> token.enabled(true).preferredMfa(true)));
    return secret;
  }

  String code(String secret) {
    return Totp.code(secret, clock.instant());
  }

  void nextCode() {
    clock.advance(Duration.ofSeconds(30));
  }

  RespondToAuthChallengeResponse respond(
      ChallengeNameType challenge, String session, String username, String name, String value) {
    return client.respondToAuthChallenge(
        request ->
            request
                .clientId(clientId)
                .challengeName(challenge)
                .session(session)
                .challengeResponses(Map.of("USERNAME", username, name, value)));
  }

  Map<String, Object> claims(String token) {
    try {
      var jwt = SignedJWT.parse(token);
      var key = cognito.keys(poolId).getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
      if (!jwt.verify(new RSASSAVerifier(key))) {
        throw new AssertionError("The token does not verify against the pool's keys.");
      }
      return jwt.getJWTClaimsSet().toJSONObject();
    } catch (ParseException | JOSEException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  static AttributeType attribute(String name, String value) {
    return AttributeType.builder().name(name).value(value).build();
  }

  private Triggers.Outcome invoke(String functionArn, ObjectNode event) {
    synchronized (events) {
      events.add(event.deepCopy());
    }
    return function.get().apply(event);
  }
}
