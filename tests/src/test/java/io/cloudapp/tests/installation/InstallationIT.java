package io.cloudapp.tests.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientDescription;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.SyncExecutionStatus;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What an AWS client finds in a running installation: the walk of how-to-use-localcloud.md. */
@ExtendWith(SharedCloud.class)
final class InstallationIT {

  @Test
  void hasTheStateMachinesOfTheCatalogueAsExpress(RunningCloud cloud) {
    try (var stepFunctions = cloud.client(SfnClient.builder())) {
      assertThat(stepFunctions.listStateMachines().stateMachines())
          .filteredOn(machine -> names().containsKey(machine.name()))
          .hasSameSizeAs(StateMachine.values())
          .extracting(StateMachineListItem::type)
          .containsOnly(StateMachineType.EXPRESS);
    }
  }

  @Test
  void runsAMachineOfSomebodyElse(RunningCloud cloud) {
    try (var stepFunctions = cloud.client(SfnClient.builder())) {
      var machine =
          stepFunctions.createStateMachine(
              request ->
                  request
                      .name("greet")
                      .type(StateMachineType.EXPRESS)
                      .roleArn("arn:aws:iam::000000000000:role/greet")
                      .definition(
                          """
                          {"QueryLanguage": "JSONata", "StartAt": "Greet each", "States": {
                            "Greet each": {"Type": "Map", "Items": "{% $states.input.names %}",
                              "ItemProcessor": {"StartAt": "Greet one", "States": {
                                "Greet one": {"Type": "Pass",
                                  "Output": "{% 'Hello, ' & $states.input %}", "End": true}}},
                              "End": true}}}
                          """));

      var execution =
          stepFunctions.startSyncExecution(
              request ->
                  request
                      .stateMachineArn(machine.stateMachineArn())
                      .input("{\"names\":[\"Ada\",\"Grace\"]}"));

      assertThat(execution.status()).isEqualTo(SyncExecutionStatus.SUCCEEDED);
      assertThat(execution.output()).isEqualTo("[\"Hello, Ada\",\"Hello, Grace\"]");
    }
  }

  @Test
  void hasTheFunctionsOfTheCatalogue(RunningCloud cloud) {
    try (var lambda = cloud.client(LambdaClient.builder())) {
      assertThat(lambda.listFunctionsPaginator().functions())
          .extracting(FunctionConfiguration::functionName)
          .containsAll(
              Arrays.stream(CloudFunction.values()).map(CloudFunction::functionName).toList());
    }
  }

  @Test
  void logsAndStoresWhatAWorkflowDid(RunningCloud cloud) {
    var person = cloud.someone();
    var id = person.provision("nginx").body().path("id").asText();
    person.finished(id);
    person.finished(person.stop(id).body().path("id").asText());

    try (var logs = cloud.client(CloudWatchLogsClient.builder());
        var objects = cloud.client(S3Client.builder().forcePathStyle(true))) {
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          logs.filterLogEvents(
                                  request ->
                                      request
                                          .logGroupName("/aws/vendedlogs/states/provision-instance")
                                          .filterPattern("{ $.type = \"ExecutionSucceeded\" }"))
                              .events())
                      .anyMatch(event -> event.message().contains(id)));
      assertThat(objects.listObjectsV2(request -> request.bucket("cloudapp-usage")).contents())
          .extracting(S3Object::key)
          .anyMatch(
              key -> key.matches("usage/dt=[0-9-]{10}/" + id + "-instance-provisioned\\.json"));
    }
  }

  @Test
  void hasTheQueueWithItsDeadLettersAndTheTopic(RunningCloud cloud) {
    try (var queues = cloud.client(SqsClient.builder());
        var topics = cloud.client(SnsClient.builder())) {
      assertThat(queues.listQueues().queueUrls())
          .extracting(url -> url.substring(url.lastIndexOf('/') + 1))
          .contains("login", "login-dlq");
      topics.publish(
          request ->
              request
                  .topicArn("arn:aws:sns:eu-west-1:000000000000:admins")
                  .subject("Hello")
                  .message("From an AWS client"));
    }
    assertThat(cloud.everyMail()).contains("Hello From an AWS client");
  }

  @Test
  void signsInAtTheUserPool(RunningCloud cloud) {
    try (var cognito = cloud.client(CognitoIdentityProviderClient.builder())) {
      var pool =
          cognito.listUserPools(request -> request.maxResults(1)).userPools().getFirst().id();
      var client =
          cognito
              .listUserPoolClients(request -> request.userPoolId(pool))
              .userPoolClients()
              .stream()
              .filter(candidate -> candidate.clientName().equals("web"))
              .map(UserPoolClientDescription::clientId)
              .findFirst()
              .orElseThrow();
      var ada = cloud.addresses().person("ada");

      var answer =
          cognito.adminInitiateAuth(
              request ->
                  request
                      .userPoolId(pool)
                      .clientId(client)
                      .authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)
                      .authParameters(
                          Map.of("USERNAME", ada.username(), "PASSWORD", ada.password())));

      assertThat(answer.authenticationResult().accessToken()).isNotBlank();
    }
  }

  private static Map<String, StateMachine> names() {
    return Arrays.stream(StateMachine.values())
        .collect(Collectors.toMap(StateMachine::machineName, machine -> machine));
  }
}
