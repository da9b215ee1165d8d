package io.cloudapp.local.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsEndpointTest {

  /** Answers with its own name and what it saw. */
  private record Named(String signingName) implements AwsService {
    @Override
    public AwsResponse answer(AwsRequest request) {
      if (request.path().equals("/broken")) {
        throw new IllegalStateException("a secret");
      }
      var seen = signingName + " " + request.caller() + " " + request.path();
      return new AwsResponse(200, Map.of(), seen.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean claims(String path) {
      return signingName.equals("cognito-idp") && path.endsWith("/.well-known/jwks.json");
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final AwsEndpoint endpoint = AwsEndpoint.bind(0);

  @BeforeEach
  void serve() {
    endpoint.serve(
        List.of(
            new Named("ec2"),
            new Named("sns"),
            new Named("sts"),
            new Named("lambda"),
            new Named("cognito-idp"),
            new Named("s3"),
            new JsonProtocol("states", "1.0", Map.of("StartSyncExecution", input -> input))));
  }

  @AfterEach
  void stop() {
    endpoint.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, Action=X&Version=2016-11-15, ec2",
    "/, Version=2010-03-31&Action=Publish, sns",
    "/, Action=GetCallerIdentity&Version=2011-06-15, sts",
    "/2015-03-31/functions/x/invocations, {}, lambda",
    "/eu-west-1_pool/.well-known/jwks.json, '', cognito-idp",
    "/bucket/key, text, s3",
  })
  void findsTheServiceOfAnUnsignedRequest(String path, String body, String service)
      throws Exception {
    var answer =
        send(request(path).header("Content-Type", "application/x-www-form-urlencoded"), body);

    assertThat(answer.body()).isEqualTo(service + " anonymous " + path);
  }

  @Test
  void goesByTheSignatureBeforeAnythingElse() throws Exception {
    var credential = "Credential=AKIA1/20261121/eu-west-1/sns/aws4_request";

    var inHeader =
        send(
            request("/a%20b%2Fc").header("Authorization", "AWS4-HMAC-SHA256 " + credential + ", x"),
            "Version=2016-11-15");
    var inQuery =
        send(request("/x?X-Amz-Credential=AKIA2%2F20261121%2Feu-west-1%2Fec2%2Faws4_request"), "");

    assertThat(inHeader.body()).isEqualTo("sns AKIA1 /a b/c");
    assertThat(inQuery.body()).isEqualTo("ec2 AKIA2 /x");
  }

  @Test
  void answersJsonOperationsWithARequestId() throws Exception {
    var answer = send(target("AWSStepFunctions.StartSyncExecution"), "{\"a\":1}");

    assertThat(answer.body()).isEqualTo("{\"a\":1}");
    assertThat(answer.headers().firstValue("content-type")).contains("application/x-amz-json-1.0");
    assertThat(answer.headers().firstValue("x-amzn-requestid").orElse("")).hasSize(36);
  }

  @Test
  void unpacksACompressedRequest() throws Exception {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"packed\":true}".getBytes(StandardCharsets.UTF_8));
    }
    var request =
        target("AWSStepFunctions.StartSyncExecution")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("{\"packed\":true}");
  }

  @Test
  void refusesUnknownOperationsServicesAndBodiesInJson() throws Exception {
    assertRefusal(
        send(target("AWSStepFunctions.Dance"), "{}"), 400, "UnknownOperationException", "Dance");
    assertRefusal(
        send(target("secretsmanager.ListSecrets"), "{}"),
        400,
        "UnknownOperationException",
        "secretsmanager");
    assertRefusal(
        send(target("AWSStepFunctions.StartSyncExecution"), "[1]"),
        400,
        "SerializationException",
        "JSON object");
    assertRefusal(
        send(request("/").header("Smithy-Protocol", "rpc-v2-cbor"), "x"),
        415,
        "UnsupportedMediaTypeException",
        "CBOR");
  }

  @Test
  void saysNothingOfItsOwnFailureToTheClient() throws Exception {
    var answer = send(request("/broken"), "");

    assertRefusal(answer, 500, "InternalFailure", "LocalCloud");
    assertThat(answer.body()).doesNotContain("a secret");
  }

  @Test
  void refusesABodyBeyondItsLimit() throws Exception {
    var body = BodyPublishers.ofByteArray(new byte[ServiceHandler.BODY_LIMIT + 1]);

    var answer = client.send(request("/bucket/key").PUT(body).build(), BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("RequestEntityTooLarge");
  }

  @Test
  void saysThatAPortIsTaken() {
    assertThatThrownBy(() -> AwsEndpoint.bind(endpoint.port()))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void listensOnLoopbackOnly() throws Exception {
    assertThat(send(request("/_localcloud/health"), "").body()).isEqualTo("{\"status\":\"UP\"}");
    for (var network : NetworkInterface.networkInterfaces().toList()) {
      for (var address : network.inetAddresses().filter(a -> !a.isLoopbackAddress()).toList()) {
        assertThatThrownBy(
                () -> {
                  try (var socket = new Socket()) {
                    socket.connect(new InetSocketAddress(address, endpoint.port()), 500);
                  }
                })
            .isInstanceOf(IOException.class);
      }
    }
  }

  private static void assertRefusal(
      HttpResponse<String> answer, int status, String code, String message) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("x-amzn-errortype")).contains(code);
    var body = new JsonMapper().readTree(answer.body());
    assertThat(body.path("__type").asText()).isEqualTo(code);
    assertThat(body.path("message").asText()).contains(message);
  }

  private HttpRequest.Builder target(String target) {
    return request("/").header("X-Amz-Target", target);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(endpoint.uri() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String body) throws Exception {
    return client.send(
        request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }
}
