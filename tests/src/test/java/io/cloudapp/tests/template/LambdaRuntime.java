package io.cloudapp.tests.template;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.tests.cloud.RunningCloud;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Lambda around one function: its jar in a process of its own under AWS's runtime client, which
 * fetches events from here and brings the answers, as it does in the container of {@code sam local
 * invoke}.
 */
final class LambdaRuntime implements AutoCloseable {

  private static final Path JAR = Path.of("../functions/target/functions-aws.jar");
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final int PATIENCE_SECONDS = 60;

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> answer = new CompletableFuture<>();
  private final HttpServer server;
  private final Process process;

  private LambdaRuntime(CloudFunction function, Map<String, String> environment)
      throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/2018-06-01/runtime/", this::exchange);
    server.setExecutor(task -> Thread.ofVirtual().start(task));
    server.start();
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                JAR + File.pathSeparator + runtimeClient(),
                CLIENT,
                function.handler())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    // Nothing of this machine's settings may help.
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_LAMBDA_RUNTIME_API", "localhost:" + server.getAddress().getPort(),
                "AWS_LAMBDA_FUNCTION_NAME", function.functionName(),
                "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.functionName(),
                "AWS_LAMBDA_LOG_STREAM_NAME", "local",
                "LAMBDA_TASK_ROOT", JAR.toAbsolutePath().getParent().toString(),
                "AWS_REGION", "eu-west-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test"));
    process = builder.start();
  }

  static LambdaRuntime start(CloudFunction function, Map<String, String> environment)
      throws IOException {
    return new LambdaRuntime(function, environment);
  }

  /**
   * The variables that {@code sam local invoke} gives a function, which are those of {@code
   * samples/env.json}; only the addresses are those of this LocalCloud.
   */
  static Map<String, String> environment(RunningCloud cloud) throws Exception {
    var aws = cloud.addresses().aws().toString();
    try (var connection = cloud.cloud().dataSource().getConnection()) {
      var database = connection.getMetaData().getURL();
      var overrides = new HashMap<>(SampleEnvironment.read());
      overrides.replaceAll(
          (_, value) ->
              value
                  .replace(SampleEnvironment.DATABASE_URL, database)
                  .replace("http://host.docker.internal:4566", aws)
                  .replace("http://localhost:4566", aws));
      return SamTemplate.read().environment(overrides);
    }
  }

  private static String runtimeClient() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry ->
                entry.matches(
                    ".*/aws-lambda-java-(runtime-interface-client|core|serialization)-[^/]*"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** What the function returned, or the error it or its start ended with. */
  String invoke(String event) throws Exception {
    events.add(event);
    return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().endsWith("/invocation/next")) {
        var event = next();
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
        headers.set(
            "Lambda-Runtime-Deadline-Ms",
            Long.toString(System.currentTimeMillis() + Duration.ofSeconds(30).toMillis()));
        headers.set(
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:eu-west-1:000000000000:function:any");
        headers.set("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700");
        var bytes = event.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
      } else {
        answer.complete(
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(202, -1);
      }
    }
  }

  private String next() throws IOException {
    try {
      return events.take();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException(stopping);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
    server.stop(0);
  }
}
