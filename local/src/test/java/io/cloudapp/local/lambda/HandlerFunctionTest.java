package io.cloudapp.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandlerFunctionTest {

  public static final class Answer {
    public String greeting;
  }

  abstract static class Parent<A, B> implements RequestHandler<A, B> {}

  static final class Greeter extends Parent<Map<String, String>, Answer> {
    @Override
    public Answer handleRequest(Map<String, String> input, Context context) {
      context.getLogger().log("greeting " + context.getFunctionName());
      var answer = new Answer();
      answer.greeting = "Hello " + input.get("name");
      return answer;
    }
  }

  static final class Batch implements RequestHandler<SQSEvent, SQSBatchResponse> {
    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
      return new SQSBatchResponse(
          event.getRecords().stream()
              .map(SQSEvent.SQSMessage::getMessageId)
              .map(SQSBatchResponse.BatchItemFailure::new)
              .toList());
    }
  }

  private final InvocationContext context =
      new InvocationContext(
          "request-1",
          new FunctionSettings("Greeter", "test", 128, Duration.ofSeconds(3)),
          Instant.now());

  @Test
  void readsAndWritesTheTypesThatAParentClassNames() throws Exception {
    assertThat(run(HandlerFunction.of(new Greeter()), "{\"name\":\"Ada\"}"))
        .isEqualTo("{\"greeting\":\"Hello Ada\"}");
    assertThat(new String(context.logTail(), StandardCharsets.UTF_8))
        .isEqualTo("greeting Greeter\n");
  }

  @Test
  void readsEventsAsTheJavaRuntimeDoes() throws Exception {
    var event =
        "{\"Records\":[{\"messageId\":\"m-1\",\"body\":\"x\",\"eventSourceARN\":\"arn:q\"}]}";

    assertThat(run(HandlerFunction.of(new Batch()), event))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"}]}");
  }

  @Test
  void passesAStreamThrough() throws Exception {
    RequestStreamHandler handler = (input, output, context) -> input.transferTo(output);

    assertThat(run(HandlerFunction.of(handler), "[1]")).isEqualTo("[1]");
  }

  @Test
  void findsTheNameInEveryFormLambdaTakes() {
    for (var form :
        List.of(
            "Greeter",
            "Greeter:live",
            "Greeter:$LATEST",
            "000000000000:function:Greeter",
            "arn:aws:lambda:eu-west-1:000000000000:function:Greeter",
            "arn:aws:lambda:eu-west-1:000000000000:function:Greeter:live")) {
      assertThat(FunctionName.bare(form)).as(form).isEqualTo("Greeter");
    }
  }

  private String run(LocalFunction function, String event) throws Exception {
    return new String(
        function.handle(event.getBytes(StandardCharsets.UTF_8), context), StandardCharsets.UTF_8);
  }
}
