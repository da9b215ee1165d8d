package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.AwsRequest;
import io.cloudapp.local.endpoint.AwsResponse;
import io.cloudapp.local.endpoint.AwsService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Lets an AWS SDK client talk to a service of the JSON protocol without a socket. */
record InProcessHttp(AwsService service) implements SdkHttpClient {

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return answer(request);
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}

  private HttpExecuteResponse answer(HttpExecuteRequest request) {
    var response = response(request);
    var http = SdkHttpResponse.builder().statusCode(response.status());
    response.headers().forEach(http::putHeader);
    return HttpExecuteResponse.builder()
        .response(http.build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(response.body())))
        .build();
  }

  private AwsResponse response(HttpExecuteRequest request) {
    var http = request.httpRequest();
    try {
      return service.answer(
          new AwsRequest(
              http.method().name(), http.encodedPath(), "", http.headers(), body(request), "test"));
    } catch (AwsError refusal) {
      var body =
          JsonNodeFactory.instance
              .objectNode()
              .put("__type", refusal.code())
              .put("message", refusal.getMessage());
      return new AwsResponse(
          refusal.status(),
          Map.of("Content-Type", "application/x-amz-json-1.1"),
          body.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static byte[] body(HttpExecuteRequest request) {
    return request
        .contentStreamProvider()
        .map(
            provider -> {
              try (var stream = provider.newStream()) {
                return stream.readAllBytes();
              } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
              }
            })
        .orElse(new byte[0]);
  }
}
