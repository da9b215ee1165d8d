package io.cloudapp.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.usage.UsageTable;
import io.cloudapp.local.endpoint.AwsRequest;
import io.cloudapp.local.installation.Resources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Requests of the services that speak JSON. */
final class JsonRequests implements RequestReader {

  private static final Map<String, List<String>> BY_ATHENA =
      Map.of("aws:CalledVia", List.of("athena.amazonaws.com"));

  private final String service;
  private final Resources resources;

  JsonRequests(String service, Resources resources) {
    this.service = service;
    this.resources = resources;
  }

  @Override
  public List<AccessRequest> read(AwsRequest request) {
    var target = request.header("x-amz-target").orElse("");
    return read(target.substring(target.lastIndexOf('.') + 1), body(request));
  }

  List<AccessRequest> read(String operation, JsonNode input) {
    return switch (service + ":" + operation) {
      case "sqs:StartMessageMoveTask" -> moved(input.path("SourceArn").asText());
      case "secretsmanager:CreateSecret" -> created(input);
      case "athena:StartQueryExecution" -> queried(input);
      case "athena:GetQueryResults" ->
          List.of(
              AccessRequest.of("athena:GetQueryResults", workgroup()),
              byAthena("s3:GetObject", bucket() + "/athena-results/*"));
      default -> List.of(AccessRequest.of(service + ":" + operation, resource(input)));
    };
  }

  private String resource(JsonNode input) {
    return switch (service) {
      case "sqs" ->
          input.has("QueueUrl")
              ? queueArn(input.path("QueueUrl").asText())
              : input.path("SourceArn").asText("*");
      case "states" -> input.path("stateMachineArn").asText("*");
      case "secretsmanager" ->
          secret(input.path("SecretId").asText(input.path("Name").asText("*")));
      case "ssm" -> parameter(input.path("Name").asText());
      case "athena" -> workgroup();
      case "logs" -> Arns.arn("logs", "log-group:" + input.path("logGroupName").asText("*"));
      case "cognito-idp" ->
          Arns.arn("cognito-idp", "userpool/" + input.path("UserPoolId").asText("*"));
      default -> "*";
    };
  }

  /** As SQS asks of whoever moves messages from a queue to the one they came from. */
  private List<AccessRequest> moved(String source) {
    var login = Arns.arn("sqs", resources.loginQueueName());
    return Stream.concat(
            Stream.of(
                    "StartMessageMoveTask", "ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
                .map(operation -> AccessRequest.of("sqs:" + operation, source)),
            Stream.of(AccessRequest.of("sqs:SendMessage", login)))
        .toList();
  }

  private static List<AccessRequest> created(JsonNode input) {
    var secret = secret(input.path("Name").asText());
    var create = AccessRequest.of("secretsmanager:CreateSecret", secret);
    return input.path("Tags").isEmpty()
        ? List.of(create)
        : List.of(create, AccessRequest.of("secretsmanager:TagResource", secret));
  }

  /** Athena reads the table and its objects as whoever asked it, and keeps the result so. */
  private List<AccessRequest> queried(JsonNode input) {
    var group = input.path("WorkGroup").asText(UsageTable.WORKGROUP);
    var requests = new ArrayList<AccessRequest>();
    requests.add(
        AccessRequest.of("athena:StartQueryExecution", Arns.arn("athena", "workgroup/" + group)));
    var database = Arns.arn("glue", "database/" + UsageTable.DATABASE);
    requests.add(byAthena("glue:GetDatabase", database));
    requests.add(
        byAthena(
            "glue:GetTable",
            Arns.arn("glue", "table/" + UsageTable.DATABASE + "/" + UsageTable.NAME)));
    requests.add(byAthena("s3:GetBucketLocation", bucket()));
    requests.add(byAthena("s3:ListBucket", bucket()));
    requests.add(byAthena("s3:GetObject", bucket() + "/usage/*"));
    requests.add(byAthena("s3:PutObject", bucket() + "/athena-results/*"));
    return requests;
  }

  private static AccessRequest byAthena(String action, String resource) {
    return new AccessRequest(action, resource, BY_ATHENA);
  }

  private String bucket() {
    return "arn:aws:s3:::" + resources.usageBucket();
  }

  private static String workgroup() {
    return Arns.arn("athena", "workgroup/" + UsageTable.WORKGROUP);
  }

  /** The end of an ARN of a secret is random. */
  private static String secret(String nameOrArn) {
    return nameOrArn.startsWith("arn:")
        ? nameOrArn
        : Arns.arn("secretsmanager", "secret:" + nameOrArn + "-??????");
  }

  private static String parameter(String name) {
    return name.startsWith("/aws/")
        ? "arn:aws:ssm:" + Arns.REGION + "::parameter" + name
        : Arns.arn("ssm", "parameter" + (name.startsWith("/") ? name : "/" + name));
  }

  static String queueArn(String url) {
    return Arns.arn("sqs", url.substring(url.lastIndexOf('/') + 1));
  }

  private static JsonNode body(AwsRequest request) {
    try {
      return request.body().length == 0
          ? Json.mapper().createObjectNode()
          : Json.mapper().readTree(request.body());
    } catch (IOException notJson) {
      // The service says so.
      return Json.mapper().createObjectNode();
    }
  }
}
