package io.cloudapp.local.states;

import static io.cloudapp.local.states.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.states.task.FunctionCalls.FunctionResult;
import io.cloudapp.local.states.task.ServiceTasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class ApiGatewayTaskTest {

  private record Asked(String line, Map<String, List<String>> headers, String body) {}

  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private Workflows workflows;
  private volatile int status = 200;
  private volatile String body = "{\"id\":1}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    workflows =
        new Workflows(
            new ServiceTasks(
                (name, payload, timeout) -> new FunctionResult.NotFound(name),
                (service, operation, input) -> {
                  throw AwsError.unknownOperation(operation);
                },
                AwsCredentialsIdentity.create("AKIDEXAMPLE", "secret"),
                "eu-west-1"));
  }

  @AfterEach
  void stop() {
    workflows.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(
        new Asked(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            Map.copyOf(exchange.getRequestHeaders()),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String call(String more) {
    var arguments =
        "{'ApiEndpoint':'localhost:" + server.getAddress().getPort() + "'," + more + "}";
    return workflow(
        "T",
        "\"T\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::apigateway:invoke\","
            + "\"Arguments\":"
            + arguments.replace('\'', '"')
            + ",\"End\":true}");
  }

  @Test
  void sendsTheRequestAndAnswersItsParts() {
    var output =
        workflows.output(
            call(
                "'Method':'POST','Stage':'prod','Path':'/instances','QueryParameters':{'a':['1','x"
                    + " y']},'Headers':{'X-Mine':['v']},'RequestBody':{'k':null,'n':[1]}"),
            "{}");

    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().line()).isEqualTo("POST /prod/instances?a=1&a=x%20y");
    assertThat(asked.getFirst().headers()).containsEntry("X-mine", List.of("v"));
    assertThat(asked.getFirst().headers())
        .containsEntry("Content-type", List.of("application/json"));
    assertThat(asked.getFirst().headers()).doesNotContainKey("Authorization");
    assertThat(asked.getFirst().body()).isEqualTo("{\"n\":[1]}");
    assertThat(output.get("ResponseBody")).isEqualTo(Workflows.parse("{\"id\":1}"));
    assertThat(output.get("StatusCode").intValue()).isEqualTo(200);
    assertThat(output.get("StatusText").textValue()).isEqualTo("OK");
    assertThat(output.at("/Headers/content-type/0").textValue()).isEqualTo("application/json");
  }

  @Test
  void keepsNullsWhereTheyAreAllowed() {
    workflows.output(call("'Method':'PUT','AllowNullValues':true,'RequestBody':{'k':null}"), "{}");

    assertThat(asked.getFirst().body()).isEqualTo("{\"k\":null}");
  }

  @Test
  void sendsATextAsAJsonText() {
    workflows.output(call("'Method':'POST','RequestBody':'Hello'"), "{}");

    assertThat(asked.getFirst().body()).isEqualTo("\"Hello\"");
  }

  @Test
  void signsAsTheRole() {
    workflows.output(call("'Method':'GET','Path':'instances','AuthType':'IAM_ROLE'"), "{}");

    assertThat(asked.getFirst().headers().get("Authorization").getFirst())
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
        .contains("/eu-west-1/execute-api/aws4_request");
    assertThat(asked.getFirst().headers()).containsKey("X-amz-date");
  }

  @Test
  void failsForEveryStatusButThoseOfSuccess() {
    status = 422;
    body = "{\"title\":\"no\"}";
    var answer = workflows.run(call("'Method':'GET'"), "{}");

    assertThat(answer.get("error").textValue()).isEqualTo("ApiGateway.422");
    assertThat(answer.get("cause").textValue()).isEqualTo("{\"title\":\"no\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Method':'GET','Headers':{'X-Mine':'v'} | The value of the field 'Headers' has an invalid"
            + " format",
        "'Method':'GET','QueryParameters':{'a':'v'} | The value of the field 'QueryParameters' has"
            + " an invalid format",
        "'Method':'GET','RequestBody':{} | The field 'RequestBody' is not supported for the Method"
            + " 'GET'",
        "'Method':'GET','Headers':{'Authorization':['v']} | The header 'Authorization' is not"
            + " supported in the field 'Headers'",
        "'Method':'GET','Headers':{'X-Amzn-Trace-Id':['v']} | The header 'X-Amzn-Trace-Id' is not"
            + " supported in the field 'Headers'",
        "'Method':'GET','Headers':{'x-forwarded-for':['v']} | The header 'x-forwarded-for' is not"
            + " supported in the field 'Headers'",
        "'Method':'FETCH' | The value of the field 'Method' has an invalid format",
      })
  void doesNotStartWithArgumentsThatAwsRefuses(String arguments, String reason) {
    var answer = workflows.run(call(arguments), "{}");

    assertThat(answer.get("error").textValue()).isEqualTo("States.Runtime");
    assertThat(answer.get("cause").textValue())
        .endsWith("could not be used to start the Task: [" + reason + "]");
    assertThat(asked).isEmpty();
  }
}
