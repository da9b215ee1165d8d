package io.cloudapp.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudapp.local.endpoint.AwsEndpoint;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

class LambdaServiceTest {

  private final FunctionRegistry functions = new FunctionRegistry(Clock.systemUTC());
  private final AwsEndpoint endpoint = AwsEndpoint.bind(0);
  private LambdaClient lambda;

  @BeforeEach
  void start() {
    endpoint.serve(List.of(new LambdaService(functions)));
    lambda =
        LambdaClient.builder()
            .endpointOverride(endpoint.uri())
            .region(Region.EU_WEST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .overrideConfiguration(
                client -> client.retryStrategy(strategy -> strategy.maxAttempts(1)))
            .build();
  }

  @AfterEach
  void stop() {
    lambda.close();
    endpoint.close();
    functions.close();
  }

  @Test
  void returnsWhatTheFunctionReturnsAndItsLog() {
    register(
        "Echo",
        (event, context) -> {
          context.log("seen");
          return event;
        });

    var answer = invoke("arn:aws:lambda:eu-west-1:000000000000:function:Echo:live", "{\"a\":1}");

    assertThat(answer.payload().asUtf8String()).isEqualTo("{\"a\":1}");
    assertThat(answer.functionError()).isNull();
    assertThat(new String(Base64.getDecoder().decode(answer.logResult()), StandardCharsets.UTF_8))
        .isEqualTo("seen\n");
  }

  @Test
  void answersAFunctionsFailureAsTheJavaRuntimeWritesIt() {
    register(
        "Fail",
        (event, context) -> {
          throw new IllegalStateException("no");
        });

    var answer = invoke("Fail", "{}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.functionError()).isEqualTo("Unhandled");
    assertThat(answer.payload().asUtf8String())
        .startsWith(
            "{\"errorMessage\":\"no\",\"errorType\":\"java.lang.IllegalStateException\","
                + "\"stackTrace\":[\"");
  }

  @Test
  void endsAFunctionAtItsTimeout() {
    var never = new CountDownLatch(1);
    functions.register(
        new FunctionSettings("Slow", "test", 128, Duration.ofMillis(50)),
        (event, context) -> {
          never.await();
          return event;
        });

    var answer = invoke("Slow", "{}");

    assertThat(answer.functionError()).isEqualTo("Unhandled");
    assertThat(answer.payload().asUtf8String())
        .contains("\"errorType\":\"Sandbox.Timedout\"", "Task timed out after 0.05 seconds");
  }

  @Test
  void acceptsAnEventAndRunsItLater() {
    var runs = new AtomicInteger();
    register(
        "Count",
        (event, context) -> {
          runs.incrementAndGet();
          return event;
        });

    assertThat(invoke("Count", InvocationType.EVENT).statusCode()).isEqualTo(202);
    await().atMost(Duration.ofSeconds(5)).until(() -> runs.get() == 1);
    assertThat(invoke("Count", InvocationType.DRY_RUN).statusCode()).isEqualTo(204);
    assertThat(runs).hasValue(1);
  }

  @Test
  void refusesAnUnknownFunctionByName() {
    assertThatThrownBy(() -> invoke("Missing", "{}"))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            error ->
                assertThat(error.awsErrorDetails().errorMessage())
                    .isEqualTo(
                        "Function not found: "
                            + "arn:aws:lambda:eu-west-1:000000000000:function:Missing"));
  }

  @Test
  void refusesAPayloadBeyondSixMegabytesAndOneThatIsNotJson() {
    register("Echo", (event, context) -> event);

    assertThatThrownBy(() -> invoke("Echo", "\"" + "x".repeat(6 * 1024 * 1024) + "\""))
        .isInstanceOf(RequestTooLargeException.class);
    assertThatThrownBy(() -> invoke("Echo", "{\"a\":"))
        .hasMessageContaining("Could not parse request body into json");
  }

  @Test
  void describesItsFunctions() {
    register("B", (event, context) -> event);
    register("A", (event, context) -> event);

    assertThat(lambda.listFunctions().functions())
        .extracting(FunctionConfiguration::functionName)
        .containsExactly("A", "B");
    assertThat(lambda.getFunction(request -> request.functionName("A")).configuration().timeout())
        .isEqualTo(3);
    assertThat(lambda.getFunctionConfiguration(request -> request.functionName("A")).memorySize())
        .isEqualTo(512);
  }

  @Test
  void invokesAFunctionItDoesNotHaveAtTheFallbackEndpoint() {
    register(
        "Fail",
        (event, context) -> {
          throw new IllegalStateException("no");
        });
    register("Echo", (event, context) -> event);
    try (var near = new FunctionRegistry(Clock.systemUTC())) {
      near.redirectUnknown(endpoint.uri());

      assertThat(near.invoke("Echo", bytes("[1]")))
          .isInstanceOfSatisfying(
              Invocation.Returned.class,
              returned -> assertThat(returned.payload()).isEqualTo(bytes("[1]")));
      assertThat(near.invoke("Fail", bytes("{}")))
          .isInstanceOfSatisfying(
              Invocation.Failed.class,
              failed ->
                  assertThat(new String(failed.payload(), StandardCharsets.UTF_8))
                      .contains("IllegalStateException"));
      assertThat(near.invoke("Missing", bytes("{}"))).isInstanceOf(Invocation.NotFound.class);
    }
  }

  @Test
  void invokesARedirectedFunctionElsewhereThoughItHasIt() {
    register("Echo", (event, context) -> bytes("\"far\""));
    try (var near = new FunctionRegistry(Clock.systemUTC())) {
      near.register(
          new FunctionSettings("Echo", "test", 128, Duration.ofSeconds(3)),
          (event, context) -> bytes("\"near\""));
      near.redirect("Echo", endpoint.uri());
      near.redirect("Gone", URI.create("http://127.0.0.1:1"));

      assertThat(((Invocation.Returned) near.invoke("Echo", bytes("{}"))).payload())
          .isEqualTo(bytes("\"far\""));
      assertThat(near.invoke("Gone", bytes("{}"))).isInstanceOf(Invocation.Unreachable.class);
      assertThat(near.invoke("Other", bytes("{}"))).isInstanceOf(Invocation.NotFound.class);
    }
  }

  private void register(String name, LocalFunction code) {
    functions.register(new FunctionSettings(name, "test", 512, Duration.ofSeconds(3)), code);
  }

  private InvokeResponse invoke(String name, String payload) {
    return lambda.invoke(
        request ->
            request
                .functionName(name)
                .logType(LogType.TAIL)
                .payload(SdkBytes.fromUtf8String(payload)));
  }

  private InvokeResponse invoke(String name, InvocationType kind) {
    return lambda.invoke(
        InvokeRequest.builder()
            .functionName(name)
            .invocationType(kind)
            .payload(SdkBytes.fromUtf8String("{}"))
            .build());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
