package io.cloudapp.local.states.task;

import io.cloudapp.local.states.json.Json;
import io.cloudapp.local.states.json.JsonArray;
import io.cloudapp.local.states.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * {@code apigateway:invoke}: a real HTTP request, signed as the workflow's role where asked for.
 */
final class ApiGatewayTask {

  private static final Set<String> SET_BY_THE_CLIENT =
      Set.of("host", "content-length", "connection", "expect", "upgrade");
  private static final Map<Integer, String> STATUS_TEXTS =
      Map.of(
          200,
          "OK",
          201,
          "Created",
          202,
          "Accepted",
          203,
          "Non-Authoritative Information",
          204,
          "No Content");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final AwsCredentialsIdentity credentials;
  private final String region;

  ApiGatewayTask(AwsCredentialsIdentity credentials, String region) {
    this.credentials = credentials;
    this.region = region;
  }

  TaskResult invoke(TaskCall call) throws InterruptedException {
    try {
      return result(
          client.send(
              request(ApiRequest.of(call.arguments().value()), call.limit()),
              BodyHandlers.ofByteArray()));
    } catch (IOException unreachable) {
      return new TaskResult.Failed(
          "ApiGateway.SdkClientException",
          "Unable to execute HTTP request: " + unreachable.getMessage());
    }
  }

  private HttpRequest request(ApiRequest asked, Duration limit) {
    var unsigned =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.fromValue(asked.method()))
            .uri(asked.uri());
    asked.headers().forEach(unsigned::putHeader);
    var headers =
        asked.isSigned() ? signed(unsigned.build(), asked.body()) : unsigned.build().headers();
    var request =
        HttpRequest.newBuilder(asked.uri())
            .timeout(limit.isPositive() ? limit : Duration.ofMillis(1))
            .method(
                asked.method(),
                asked.body().length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(asked.body()));
    headers.forEach(
        (name, values) -> {
          if (!SET_BY_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }

  private Map<String, List<String>> signed(SdkHttpFullRequest unsigned, byte[] body) {
    return signer
        .sign(
            request ->
                request
                    .identity(credentials)
                    .request(unsigned)
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region))
        .request()
        .headers();
  }

  private static TaskResult result(HttpResponse<byte[]> response) {
    var body = new String(response.body(), StandardCharsets.UTF_8);
    if (response.statusCode() / 100 != 2) {
      return new TaskResult.Failed("ApiGateway." + response.statusCode(), body);
    }
    var headers = new JsonObject();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name, JsonArray.of(List.copyOf(values))));
    return new TaskResult.Returned(
        new JsonObject()
            .with("Headers", headers)
            .with("ResponseBody", parsed(body))
            .with("StatusCode", response.statusCode())
            .with("StatusText", STATUS_TEXTS.getOrDefault(response.statusCode(), "")));
  }

  private static Object parsed(String body) {
    try {
      return Json.parse(body);
    } catch (IOException text) {
      return body;
    }
  }
}
