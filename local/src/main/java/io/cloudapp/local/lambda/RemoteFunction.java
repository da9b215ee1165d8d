package io.cloudapp.local.lambda;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A function that another Lambda endpoint runs, such as {@code sam local start-lambda}. */
final class RemoteFunction implements LocalFunction {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  private final String name;
  private final URI url;

  RemoteFunction(String name, URI endpoint) {
    this.name = name;
    var base = endpoint.toString().replaceAll("/+$", "");
    this.url = URI.create(base + "/2015-03-31/functions/" + name + "/invocations");
  }

  @Override
  public byte[] handle(byte[] event, InvocationContext context) throws Exception {
    var request =
        HttpRequest.newBuilder(url)
            .timeout(context.function().timeout())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(event))
            .build();
    HttpResponse<byte[]> answer;
    try {
      answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException unreachable) {
      throw new Unavailable("The Lambda endpoint " + url + " did not answer.");
    }
    if (answer.statusCode() == 404) {
      throw new Missing(FunctionSettings.arn(name));
    }
    if (answer.statusCode() / 100 != 2) {
      throw new Unavailable(
          "The Lambda endpoint " + url + " answered with status " + answer.statusCode() + ".");
    }
    if (answer.headers().firstValue("X-Amz-Function-Error").isPresent()) {
      throw new FunctionFailure(answer.body());
    }
    return answer.body();
  }

  /** The endpoint does not have the function. */
  static final class Missing extends Exception {

    private final String arn;

    Missing(String arn) {
      super(arn, null, false, false);
      this.arn = arn;
    }

    String arn() {
      return arn;
    }
  }

  /** The endpoint gave no usable answer. */
  static final class Unavailable extends Exception {

    Unavailable(String reason) {
      super(reason, null, false, false);
    }
  }
}
