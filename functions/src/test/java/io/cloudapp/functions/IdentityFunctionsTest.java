package io.cloudapp.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.reset;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.functions.auth.AuthHandler;
import io.cloudapp.functions.authenticate.AuthenticateHandler;
import io.cloudapp.functions.endsession.EndSessionHandler;
import io.cloudapp.functions.manageprofile.ManageProfileHandler;
import io.cloudapp.functions.refreshsession.RefreshSessionHandler;
import io.cloudapp.logic.database.Database;
import io.micronaut.context.ApplicationContext;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminGetUserRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminGetUserResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminInitiateAuthRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminInitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AssociateSoftwareTokenRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AssociateSoftwareTokenResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GetUserRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GetUserResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RevokeTokenRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RevokeTokenResponse;

/** The functions around identity, called with events as Lambda reads them from the samples. */
final class IdentityFunctionsTest {

  private static final Path SAMPLES = Path.of("..", "samples", "events");
  private static final String USER = "1dae92cc-f535-42e0-ab9f-f3d60376331a";

  private static EmbeddedPostgres postgres;
  private static ApplicationContext context;
  private static CognitoIdentityProviderClient cognito;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    Database.migrate(postgres.getPostgresDatabase());
    context =
        ApplicationContext.builder()
            .properties(
                Map.of(
                    "cloudapp.aws.region", "eu-west-1",
                    "cloudapp.cognito.user-pool-id", "eu-west-1_example",
                    "cloudapp.database.url", postgres.getJdbcUrl("postgres", "postgres"),
                    "cloudapp.database.username", "postgres",
                    "test.pretend-cognito", "true"))
            .start();
    cognito = context.getBean(CognitoIdentityProviderClient.class);
  }

  @AfterAll
  static void stop() throws IOException {
    context.close();
    postgres.close();
  }

  @BeforeEach
  void startWithOneUserWithoutSecondFactor() {
    Jdbi.create(postgres.getPostgresDatabase())
        .useTransaction(
            handle -> {
              handle.execute("truncate users, ended_sessions cascade");
              handle.execute(
                  "insert into users (id, username, created_at) values (?, 'ada', now())", USER);
            });
    reset(cognito);
    doReturn(AdminGetUserResponse.builder().build())
        .when(cognito)
        .adminGetUser(any(AdminGetUserRequest.class));
  }

  @Test
  void authenticatesTheSample() {
    doReturn(signedIn()).when(cognito).adminInitiateAuth(any(AdminInitiateAuthRequest.class));

    var answer = authenticate();

    assertThat(answer.path("outcome").asText()).isEqualTo("AUTHENTICATED");
    assertThat(answer.at("/answer/accessToken").asText()).isEqualTo("a");
    assertThat(answer.at("/answer/expiresIn").isInt()).isTrue();
  }

  @Test
  void refusesWhatTheDirectoryRefuses() {
    doThrow(NotAuthorizedException.builder().build())
        .when(cognito)
        .adminInitiateAuth(any(AdminInitiateAuthRequest.class));

    assertThat(authenticate().toString()).isEqualTo("{\"outcome\":\"REFUSED\"}");
  }

  @Test
  void addsTheRoleToTheTokensOfTheSample() {
    var answer = tree(new AuthHandler(context).execute(document("auth")));

    assertThat(answer.findPath("accessTokenGeneration").findPath("role").asText())
        .isEqualTo("user");
    assertThat(answer.path("userName").asText()).isEqualTo("ada");
  }

  @Test
  void failsTheTriggerOfSomebodyWhoMayNotHaveAToken() {
    var event = document("auth");
    event.put("callerContext", Map.of("clientId", "cloudapp-admin"));

    assertThatThrownBy(() -> new AuthHandler(context).execute(event)).hasMessage("ADMINS_ONLY");
  }

  @Test
  void refreshesTheSample() {
    doReturn(signedIn()).when(cognito).adminInitiateAuth(any(AdminInitiateAuthRequest.class));

    var response = new RefreshSessionHandler(context).execute(http("refresh-session"));

    assertThat(response.getStatusCode()).isEqualTo(200);
    assertThat(json(response).path("authenticated").asBoolean()).isTrue();
    assertThat(json(response).path("accessToken").asText()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 422",
        "{\"refreshToken\": 7} | 422",
        "{\"refreshToken\": \"r\", \"client\": \"admin\"} | 422",
        "{\"refreshToken\": \"r\"} | 401",
        "[] | 400"
      })
  void refusesARefreshThatCannotBe(String body, int status) {
    doThrow(NotAuthorizedException.builder().build())
        .when(cognito)
        .adminInitiateAuth(any(AdminInitiateAuthRequest.class));
    var event = http("refresh-session");
    event.setBody(body);

    assertThat(new RefreshSessionHandler(context).execute(event).getStatusCode()).isEqualTo(status);
  }

  @Test
  void endsTheSessionOfTheSampleForEveryFunction() {
    doReturn(RevokeTokenResponse.builder().build())
        .when(cognito)
        .revokeToken(any(RevokeTokenRequest.class));

    var event = http("end-session");
    event.setRequestContext(http("manage-profile").getRequestContext());
    var ended = new EndSessionHandler(context).execute(event);
    var afterwards = profile("GET /profile", "");

    assertThat(ended.getStatusCode()).isEqualTo(204);
    assertThat(afterwards.getStatusCode()).isEqualTo(401);
  }

  @Test
  void endsASessionWithoutARefreshToken() {
    var event = http("end-session");
    event.setBody(null);

    assertThat(new EndSessionHandler(context).execute(event).getStatusCode()).isEqualTo(204);
  }

  @Test
  void keepsThePublicKeyOfTheSampleUntilItIsRemoved() {
    var added = new ManageProfileHandler(context).execute(http("manage-profile"));
    var read = json(profile("GET /profile", ""));

    assertThat(added.getStatusCode()).isEqualTo(201);
    assertThat(read.path("keys").get(0).path("name").asText()).isEqualTo("laptop");
    assertThat(read.path("keys").get(0).path("publicKey").asText()).startsWith("ssh-ed25519 ");
    assertThat(read.path("quota").asInt()).isEqualTo(3);
    assertThat(read.path("living").asInt()).isZero();
    assertThat(added.getHeaders().get("location"))
        .isEqualTo("/profile/keys/" + json(added).path("id").asText());
    assertThat(removeKey(json(added).path("id").asText()).getStatusCode()).isEqualTo(204);
    assertThat(json(profile("GET /profile", "")).path("keys")).isEmpty();
  }

  @Test
  void keepsPreferences() {
    var body = "{\"timeZone\": \"Europe/Berlin\", \"language\": \"de\", \"notifications\": false}";

    var changed = json(profile("PUT /profile", body));

    assertThat(changed.path("timeZone").asText()).isEqualTo("Europe/Berlin");
    assertThat(changed.path("language").asText()).isEqualTo("de");
    assertThat(changed.path("notifications").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /profile/keys | {\"name\": \"a\", \"publicKey\": \"nonsense\"} | 422",
        "POST /profile/keys | {}                                       | 422",
        "POST /profile/keys | []                                       | 400",
        "PUT /profile       | {}                                       | 400",
        "PUT /profile       | {\"quota\": 99}                          | 400",
        "PUT /profile       | {\"role\": \"ADMIN\", \"language\": \"de\"} | 400",
        "PUT /profile       | {\"timeZone\": \"Moon\"}                 | 422",
      })
  void refusesWhatAProfileCannotTake(String route, String body, int status) {
    assertThat(profile(route, body).getStatusCode()).isEqualTo(status);
  }

  @Test
  void startsASecondFactor() {
    doReturn(AssociateSoftwareTokenResponse.builder().secretCode("ABC").build())
        .when(cognito)
        .associateSoftwareToken(any(AssociateSoftwareTokenRequest.class));
    doReturn(GetUserResponse.builder().username("ada").build())
        .when(cognito)
        .getUser(any(GetUserRequest.class));

    var started = json(profile("POST /second-factor", ""));

    assertThat(started.path("secret").asText()).isEqualTo("ABC");
    assertThat(started.path("otpauthUri").asText())
        .isEqualTo("otpauth://totp/CloudApp:ada?secret=ABC&issuer=CloudApp");
    assertThat(profile("PUT /second-factor", "{\"code\": \"12\"}").getStatusCode()).isEqualTo(422);
  }

  private static AdminInitiateAuthResponse signedIn() {
    return AdminInitiateAuthResponse.builder()
        .authenticationResult(
            AuthenticationResultType.builder()
                .accessToken("a")
                .idToken("i")
                .refreshToken("r")
                .expiresIn(3600)
                .build())
        .build();
  }

  private static APIGatewayV2HTTPResponse profile(String routeKey, String body) {
    var event = http("manage-profile");
    event.setRouteKey(routeKey);
    event.setBody(body);
    return new ManageProfileHandler(context).execute(event);
  }

  private static APIGatewayV2HTTPResponse removeKey(String id) {
    var event = http("manage-profile");
    event.setRouteKey("DELETE /profile/keys/{id}");
    event.setPathParameters(Map.of("id", id));
    event.setBody("");
    return new ManageProfileHandler(context).execute(event);
  }

  private static JsonNode authenticate() {
    return tree(new AuthenticateHandler(context).execute(document("authenticate")));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> document(String sample) {
    return (Map<String, Object>)
        JacksonFactory.getInstance().getSerializer(Map.class).fromJson(text(sample));
  }

  /** What Lambda would send on. */
  private static JsonNode tree(Map<String, Object> answer) {
    var bytes = new ByteArrayOutputStream();
    JacksonFactory.getInstance().getSerializer(Map.class).toJson(answer, bytes);
    return json(bytes.toString(StandardCharsets.UTF_8));
  }

  private static APIGatewayV2HTTPEvent http(String sample) {
    return LambdaEventSerializers.serializerFor(
            APIGatewayV2HTTPEvent.class, IdentityFunctionsTest.class.getClassLoader())
        .fromJson(text(sample));
  }

  private static String text(String sample) {
    try {
      return Files.readString(SAMPLES.resolve(sample + ".json"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static JsonNode json(APIGatewayV2HTTPResponse response) {
    return json(response.getBody());
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (IOException notJson) {
      throw new AssertionError(text, notJson);
    }
  }
}
