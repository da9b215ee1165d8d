package io.cloudapp.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.functions.claimrequest.ClaimRequestHandler;
import io.cloudapp.functions.executionstatus.ExecutionStatusHandler;
import io.cloudapp.functions.listexecutions.ListExecutionsHandler;
import io.cloudapp.functions.recordstatus.RecordStatusHandler;
import io.cloudapp.functions.submitrequest.SubmitRequestHandler;
import io.cloudapp.logic.database.Database;
import io.micronaut.context.ApplicationContext;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The functions around executions, called with events as Lambda reads them from the samples. */
final class ExecutionFunctionsTest {

  private static final Path SAMPLES = Path.of("..", "samples", "events");
  private static final String USER = "1dae92cc-f535-42e0-ab9f-f3d60376331a";

  private static EmbeddedPostgres postgres;
  private static ApplicationContext context;

  @BeforeAll
  static void startDatabase() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    Database.migrate(postgres.getPostgresDatabase());
    context =
        ApplicationContext.builder()
            .properties(
                Map.of(
                    "cloudapp.database.url", postgres.getJdbcUrl("postgres", "postgres"),
                    "cloudapp.database.username", "postgres",
                    "cloudapp.aws.region", "eu-west-1",
                    "cloudapp.people-topic-arn", "arn:aws:sns:eu-west-1:000000000000:people",
                    "test.no-step-functions", "true"))
            .start();
  }

  @AfterAll
  static void stopDatabase() throws IOException {
    context.close();
    postgres.close();
  }

  @BeforeEach
  void startWithOneUserAndOneConfiguration() {
    Jdbi.create(postgres.getPostgresDatabase())
        .useTransaction(
            handle -> {
              handle.execute("truncate users, configurations cascade");
              handle.execute(
                  "insert into users (id, username, created_at) values (?, 'ada', now())", USER);
              handle.execute(
                  "insert into configurations (name, enabled, current_version) values ('nginx',"
                      + " true, 1)");
              handle.execute(
                  """
                  insert into configuration_versions (name, version, definition, created_by, created_at)
                  values ('nginx', 1, '{"loginUser":"ec2-user","maximumLifetimeHours":8}', 'x', now())
                  """);
            });
  }

  @Test
  void acceptsARequestAndSaysWhereItsExecutionIs() {
    var response = submit(http("submit-request"));

    assertThat(response.getStatusCode()).isEqualTo(202);
    assertThat(response.getHeaders())
        .containsEntry("location", "/executions/" + json(response).get("id").asText())
        .containsEntry("content-type", "application/json");
    assertThat(json(response).get("state").asText()).isEqualTo("ACCEPTED");
    assertThat(json(response).get("kind").asText()).isEqualTo("provision");
    assertThat(json(response).at("/steps/0/name").asText()).isEqualTo("start-workflow");
    assertThat(json(response).at("/estimate/p50Seconds").isInt()).isTrue();
    assertThat(json(response).get("problem").isNull()).isTrue();
  }

  @Test
  void findsTheIdempotencyKeyHoweverTheHeaderIsWritten() {
    var event = http("submit-request");
    var headers = new HashMap<>(event.getHeaders());
    headers.put("Idempotency-Key", headers.remove("idempotency-key"));
    event.setHeaders(headers);

    assertThat(submit(event).getStatusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"kind\":\"provision\",\"configuration\":\"unknown\"} | 422 | unknown-configuration",
        "{\"kind\":\"stop\",\"instanceId\":\"unknown\"} | 404 | not-found",
        "{\"kind\":\"stop\",\"instanceId\":\"x\",\"force\":true} | 403 | forbidden",
        "{\"kind\":\"dance\"} | 422 | invalid-field",
        "[] | 400 | malformed-request",
        "{ | 400 | malformed-request"
      })
  void refusesWithAProblemDocument(String body, int status, String type) {
    var event = http("submit-request");
    event.setBody(body);

    var response = submit(event);

    assertThat(response.getStatusCode()).isEqualTo(status);
    assertThat(response.getHeaders()).containsEntry("content-type", "application/problem+json");
    assertThat(json(response).get("type").asText()).isEqualTo("urn:cloudapp:problem:" + type);
    assertThat(json(response).get("reference").asText()).isEqualTo("JKJaXmPLvHcESHA=");
  }

  @Test
  void refusesABodyOver64KibibytesWithoutReadingIt() {
    var event = http("submit-request");
    event.setBody(" ".repeat(64 * 1024 + 1));

    assertThat(submit(event).getStatusCode()).isEqualTo(413);
  }

  @Test
  void claimsTheWorkOfAnExecution() {
    var id = accepted();

    var claim = claim(Map.of("executionId", id));

    assertThat(claim)
        .containsEntry("proceed", true)
        .containsEntry("kind", "provision")
        .containsEntry("instanceId", id)
        .containsEntry("forced", false)
        .containsEntry("configuration", "nginx")
        .containsEntry("requestedBy", "ada")
        .hasEntrySatisfying("deadlineMillis", value -> assertThat(value).isInstanceOf(Long.class));
    assertThat(status(id).get("state").asText()).isEqualTo("RUNNING");
  }

  @Test
  void claimsNothingOfTheSamplesUnknownExecution() {
    var input =
        LambdaEventSerializers.serializerFor(Map.class, loader()).fromJson(sample("claim-request"));
    @SuppressWarnings("unchecked")
    Map<String, Object> typed = input;

    assertThat(claim(typed)).containsExactly(Map.entry("proceed", false));
  }

  @Test
  void failsAClaimThatNamesNoExecution() {
    assertThatThrownBy(() -> claim(Map.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void recordsTheStatusesOfABatchAndGivesBackOnlyWhatIsNone() {
    var id = accepted();
    var event = statuses();
    var good = event.getRecords().getFirst();
    good.setBody(good.getBody().replace("01jd0000000000000000000001", id));
    event.setRecords(
        List.of(
            message("malformed", "{"),
            good,
            message("unknown", statuses().getRecords().getFirst().getBody())));

    var response = new RecordStatusHandler(context).handleRequest(event, null);

    assertThat(response.getBatchItemFailures())
        .extracting(BatchItemFailure::getItemIdentifier)
        .containsExactly("malformed", "unknown");
    assertThat(status(id).at("/steps/0/state").asText()).isEqualTo("SUCCEEDED");
  }

  @Test
  void showsAnExecutionWithTheVersionToWaitFrom() {
    var response = read(accepted(), Map.of());

    assertThat(response.getStatusCode()).isEqualTo(200);
    assertThat(response.getHeaders().get("etag")).matches("\"\\d+\"");
  }

  @Test
  void answersAtOnceWhenTheCallerKnowsAnOlderVersion() {
    var id = accepted();
    var known = read(id, Map.of()).getHeaders().get("etag").replace("\"", "");
    claim(Map.of("executionId", id));

    var response = read(id, Map.of("wait", "20", "since", known));

    assertThat(json(response).get("state").asText()).isEqualTo("RUNNING");
  }

  @Test
  void hasNoExecutionThatWasNeverAccepted() {
    var response =
        new ExecutionStatusHandler(context).handleRequest(http("execution-status"), null);

    assertThat(response.getStatusCode()).isEqualTo(404);
  }

  @Test
  void hasNothingOfANameWithTheCharacterNul() {
    var response = read("a\0b", Map.of());

    assertThat(response.getStatusCode()).isEqualTo(404);
    assertThat(json(response).get("type").asText()).endsWith(":not-found");
  }

  @Test
  void takesNoIdTokenForAnAccessToken() {
    var event = http("execution-status");
    event.getRequestContext().getAuthorizer().getJwt().getClaims().remove("username");

    var response = new ExecutionStatusHandler(context).handleRequest(event, null);

    assertThat(response.getStatusCode()).isEqualTo(401);
    assertThat(json(response).get("detail").asText()).contains("access token");
  }

  @ParameterizedTest
  @CsvSource({"-1", "soon", "1.5", "''"})
  void refusesAWaitThatIsNoNumberOfSeconds(String wait) {
    assertThat(read(accepted(), Map.of("wait", wait)).getStatusCode()).isEqualTo(422);
  }

  @Test
  void listsTheCallersExecutions() {
    var id = accepted();

    var response = list(Map.of("limit", "20"));

    assertThat(json(response).get("items")).hasSize(1);
    assertThat(json(response).at("/items/0/id").asText()).isEqualTo(id);
    assertThat(json(response).get("next").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0", "201", "-1", "many"})
  void refusesALimitThatIsNone(String limit) {
    assertThat(list(Map.of("limit", limit)).getStatusCode()).isEqualTo(422);
  }

  private static String accepted() {
    return json(submit(http("submit-request"))).get("id").asText();
  }

  private static JsonNode status(String id) {
    return json(read(id, Map.of()));
  }

  private static APIGatewayV2HTTPResponse submit(APIGatewayV2HTTPEvent event) {
    return new SubmitRequestHandler(context).handleRequest(event, null);
  }

  private static Map<String, Object> claim(Map<String, Object> input) {
    return new ClaimRequestHandler(context).handleRequest(input, null);
  }

  private static APIGatewayV2HTTPResponse read(String id, Map<String, String> query) {
    var event = http("execution-status");
    event.setPathParameters(Map.of("id", id));
    event.setQueryStringParameters(query);
    return new ExecutionStatusHandler(context).handleRequest(event, null);
  }

  private static APIGatewayV2HTTPResponse list(Map<String, String> query) {
    var event = http("list-executions");
    event.setQueryStringParameters(query);
    return new ListExecutionsHandler(context).handleRequest(event, null);
  }

  private static SQSEvent.SQSMessage message(String id, String body) {
    var message = new SQSEvent.SQSMessage();
    message.setMessageId(id);
    message.setBody(body);
    return message;
  }

  private static SQSEvent statuses() {
    return LambdaEventSerializers.serializerFor(SQSEvent.class, loader())
        .fromJson(sample("record-status"));
  }

  private static APIGatewayV2HTTPEvent http(String name) {
    return LambdaEventSerializers.serializerFor(APIGatewayV2HTTPEvent.class, loader())
        .fromJson(sample(name));
  }

  private static ClassLoader loader() {
    return ExecutionFunctionsTest.class.getClassLoader();
  }

  private static String sample(String name) {
    try {
      return Files.readString(SAMPLES.resolve(name + ".json"));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static JsonNode json(APIGatewayV2HTTPResponse response) {
    try {
      return Json.mapper().readTree(response.getBody());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
