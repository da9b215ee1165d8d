package io.cloudapp.local.states;

import static io.cloudapp.local.states.Workflows.parse;
import static io.cloudapp.local.states.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.states.task.AwsCalls;
import io.cloudapp.local.states.task.FunctionCalls;
import io.cloudapp.local.states.task.FunctionCalls.FunctionResult;
import io.cloudapp.local.states.task.ServiceTasks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class TasksTest {

  private static final String FUNCTION = "arn:aws:lambda:eu-west-1:000000000000:function:f";
  private static final AwsCalls NO_SERVICES =
      (service, operation, input) -> {
        throw AwsError.unknownOperation(operation);
      };
  private static final FunctionCalls NO_FUNCTIONS =
      (name, payload, timeout) -> new FunctionResult.NotFound(name);

  private final List<String> asked = new ArrayList<>();

  private static Workflows with(FunctionCalls functions, AwsCalls services) {
    return new Workflows(
        new ServiceTasks(
            functions, services, AwsCredentialsIdentity.create("test", "test"), "eu-west-1"));
  }

  private Workflows functions(FunctionResult result) {
    return with(
        (name, payload, timeout) -> {
          asked.add(name + " " + new String(payload, StandardCharsets.UTF_8));
          return result;
        },
        NO_SERVICES);
  }

  private Workflows services(String answer) {
    return with(
        NO_FUNCTIONS,
        (service, operation, input) -> {
          asked.add(service + " " + operation + " " + input);
          return parse(answer);
        });
  }

  private static Workflows refusing(AwsError error) {
    return with(
        NO_FUNCTIONS,
        (service, operation, input) -> {
          throw error;
        });
  }

  private static String task(String resource, String arguments) {
    return workflow(
        "T",
        "\"T\":{\"Type\":\"Task\",\"Resource\":\""
            + resource
            + "\",\"Arguments\":"
            + arguments.replace('\'', '"')
            + ",\"End\":true}");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void invokesAFunctionAndWrapsItsAnswer() {
    try (var workflows = functions(new FunctionResult.Returned(utf8("{\"ok\":true}")))) {
      var output =
          workflows.output(
              task("arn:aws:states:::lambda:invoke", "{'FunctionName':'f','Payload':{'a':1}}"),
              "{}");

      assertThat(asked).containsExactly("f {\"a\":1}");
      assertThat(output.get("Payload")).isEqualTo(parse("{\"ok\":true}"));
      assertThat(output.get("StatusCode").intValue()).isEqualTo(200);
      assertThat(output.get("ExecutedVersion").textValue()).isEqualTo("$LATEST");
      assertThat(output.at("/SdkHttpMetadata/HttpStatusCode").intValue()).isEqualTo(200);
      assertThat(output.at("/SdkResponseMetadata/RequestId").textValue()).hasSize(36);
    }
  }

  @Test
  void passesATextPayloadOnAsItIs() {
    try (var workflows = functions(new FunctionResult.Returned(utf8("1")))) {
      workflows.output(
          task("arn:aws:states:::lambda:invoke", "{'FunctionName':'f','Payload':'[1]'}"), "{}");

      assertThat(asked).containsExactly("f [1]");
    }
  }

  @Test
  void givesAFunctionByItsArnTheArgumentsAndTakesItsAnswer() {
    try (var workflows = functions(new FunctionResult.Returned(utf8("{\"ok\":true}")))) {
      assertThat(workflows.output(task(FUNCTION, "{'a':1}"), "{}"))
          .isEqualTo(parse("{\"ok\":true}"));
      assertThat(asked).containsExactly(FUNCTION + " {\"a\":1}");
    }
  }

  @Test
  void namesAFunctionsErrorByItsTypeWithTheCauseCompactOrVerbatim() {
    var payload = "{\"errorType\": \"CapacityError\", \"errorMessage\": \"none\"}";
    try (var workflows = functions(new FunctionResult.Failed(utf8(payload)))) {
      var invoked =
          workflows.run(task("arn:aws:states:::lambda:invoke", "{'FunctionName':'f'}"), "{}");
      assertThat(invoked.get("error").textValue()).isEqualTo("CapacityError");
      assertThat(invoked.get("cause").textValue())
          .isEqualTo("{\"errorType\":\"CapacityError\",\"errorMessage\":\"none\"}");

      var byArn = workflows.run(task(FUNCTION, "{}"), "{}");
      assertThat(byArn.get("error").textValue()).isEqualTo("CapacityError");
      assertThat(byArn.get("cause").textValue()).isEqualTo(payload);
    }
  }

  @Test
  void tellsThroughTheSdkThatAFunctionThrew() {
    try (var workflows = functions(new FunctionResult.Failed(utf8("{\"errorType\":\"E\"}")))) {
      var resource = "arn:aws:states:::aws-sdk:lambda:invoke";

      assertThat(workflows.output(task(resource, "{'FunctionName':'f','Payload':'{}'}"), "{}"))
          .isEqualTo(
              parse(
                  "{\"ExecutedVersion\":\"$LATEST\",\"FunctionError\":\"Unhandled\","
                      + "\"Payload\":\"{\\\"errorType\\\":\\\"E\\\"}\",\"StatusCode\":200}"));
    }
  }

  @Test
  void namesAFunctionThatIsNotThereOrNotAvailable() {
    try (var workflows = functions(new FunctionResult.NotFound(FUNCTION))) {
      var answer = workflows.run(task(FUNCTION, "{}"), "{}");
      assertThat(answer.get("error").textValue()).isEqualTo("Lambda.ResourceNotFoundException");
      assertThat(answer.get("cause").textValue())
          .matches(
              "Function not found: "
                  + FUNCTION
                  + " \\(Service: Lambda, Status Code: 404, Request ID: [0-9a-f-]{36}\\)");
    }
    try (var workflows =
        functions(new FunctionResult.Unavailable("TooManyRequestsException", "Rate exceeded"))) {
      assertThat(workflows.run(task(FUNCTION, "{}"), "{}").get("error").textValue())
          .isEqualTo("Lambda.TooManyRequestsException");
    }
  }

  @Test
  void doesNotStartATaskWithoutWhatItNeeds() {
    try (var workflows = functions(new FunctionResult.NotFound(FUNCTION))) {
      var answer = workflows.run(task("arn:aws:states:::lambda:invoke", "{'Payload':1}"), "{}");

      assertThat(answer.get("error").textValue()).isEqualTo("States.Runtime");
      assertThat(answer.get("cause").textValue()).contains("could not be used to start the Task:");
      assertThat(workflows.events()).noneMatch(event -> event.contains("TaskScheduled"));
    }
  }

  @Test
  void sendsAMessageWhoseBodyIsAnObjectAsItsText() {
    try (var workflows = services("{\"MessageId\":\"m\",\"MD5OfMessageBody\":\"d\"}")) {
      var output =
          workflows.output(
              task("arn:aws:states:::sqs:sendMessage", "{'QueueUrl':'q','MessageBody':{'a':[1]}}"),
              "{}");

      assertThat(asked)
          .containsExactly(
              "sqs SendMessage {\"QueueUrl\":\"q\",\"MessageBody\":\"{\\\"a\\\":[1]}\"}");
      assertThat(output.get("MessageId").textValue()).isEqualTo("m");
      assertThat(output.has("SdkHttpMetadata")).isTrue();
    }
  }

  @Test
  void publishesATextAsItIs() {
    try (var workflows = services("{\"MessageId\":\"m\"}")) {
      workflows.output(
          task("arn:aws:states:::sns:publish", "{'TopicArn':'t','Message':'hello'}"), "{}");

      assertThat(asked).containsExactly("sns Publish {\"TopicArn\":\"t\",\"Message\":\"hello\"}");
    }
  }

  @Test
  void namesTheErrorsOfServicesAfterTheIntegration() {
    try (var workflows = refusing(new AwsError(404, "NotFound", "Topic does not exist"))) {
      var optimised =
          workflows.run(
              task("arn:aws:states:::sns:publish", "{'TopicArn':'t','Message':'m'}"), "{}");
      assertThat(optimised.get("error").textValue()).isEqualTo("SNS.NotFoundException");

      var sdk =
          workflows.run(
              task("arn:aws:states:::aws-sdk:sns:publish", "{'TopicArn':'t','Message':'m'}"), "{}");
      assertThat(sdk.get("error").textValue()).isEqualTo("Sns.NotFoundException");
      assertThat(sdk.get("cause").textValue())
          .matches(
              "Topic does not exist \\(Service: Sns, Status Code: 404, Request ID:"
                  + " [0-9a-f-]{36}\\)");
    }
    try (var workflows =
        refusing(new AwsError(400, "AWS.SimpleQueueService.NonExistentQueue", "No queue"))) {
      assertThat(
              workflows
                  .run(
                      task(
                          "arn:aws:states:::sqs:sendMessage", "{'QueueUrl':'q','MessageBody':'m'}"),
                      "{}")
                  .get("error")
                  .textValue())
          .isEqualTo("SQS.QueueDoesNotExistException");
    }
  }

  @Test
  void callsTheSdkWithTheWiresNamesAndAnswersWithItsOwn() {
    try (var workflows = services("{\"executionArn\":\"e\",\"startDate\":1700000000.5}")) {
      var output =
          workflows.output(
              task(
                  "arn:aws:states:::aws-sdk:sfn:startExecution",
                  "{'StateMachineArn':'m','Input':{'k':'v'}}"),
              "{}");

      assertThat(asked)
          .containsExactly(
              "states StartExecution"
                  + " {\"stateMachineArn\":\"m\",\"input\":\"{\\\"k\\\":\\\"v\\\"}\"}");
      assertThat(output)
          .isEqualTo(parse("{\"ExecutionArn\":\"e\",\"StartDate\":\"2023-11-14T22:13:20.500Z\"}"));
    }
  }

  @Test
  void addsNoMetadataToAnAnswerOfTheSdk() {
    try (var workflows =
        services(JsonNodeFactory.instance.objectNode().put("Name", "s").toString())) {
      assertThat(
              workflows.output(
                  task(
                      "arn:aws:states:::aws-sdk:secretsmanager:getSecretValue", "{'SecretId':'s'}"),
                  "{}"))
          .isEqualTo(parse("{\"Name\":\"s\"}"));
    }
  }
}
