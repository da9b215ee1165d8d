package io.cloudapp.local.endpoint;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Set;

/** Hands requests to a server of another library on an inner loopback port. */
public final class HttpForwarder {

  /** Longer than SQS's longest poll of 20 s. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** Headers of one connection, or set by the HTTP client itself. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "date",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "server",
          "transfer-encoding",
          "upgrade");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String inner;

  /**
   * @param inner for example {@code http://127.0.0.1:41234}
   */
  public HttpForwarder(URI inner) {
    this.inner = inner.toString();
  }

  /** The inner server's answer to the same request. */
  public AwsResponse forward(AwsRequest request) {
    var url = inner + encoded(request.path());
    var forwarded =
        HttpRequest.newBuilder(
                URI.create(request.query().isEmpty() ? url : url + "?" + request.query()))
            .timeout(TIMEOUT)
            .method(
                request.method(),
                request.body().length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(request.body()));
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> forwarded.header(name, value));
              }
            });
    return answer(forwarded.build());
  }

  private AwsResponse answer(HttpRequest request) {
    try {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      var headers = new HashMap<String, String>();
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                // A HEAD answer's length is that of the object, not of its own empty body.
                boolean length =
                    name.equalsIgnoreCase("content-length") && request.method().equals("HEAD");
                if (length || !OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                  headers.put(name, String.join(",", values));
                }
              });
      return new AwsResponse(answer.statusCode(), headers, answer.body());
    } catch (IOException failure) {
      throw new AwsError(503, "ServiceUnavailable", "The service did not answer: " + failure);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new AwsError(503, "ServiceUnavailable", "LocalCloud is stopping.");
    }
  }

  private static String encoded(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%2F", "/")
        .replace("%7E", "~");
  }
}
