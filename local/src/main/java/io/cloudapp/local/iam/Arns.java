package io.cloudapp.local.iam;

import io.cloudapp.core.api.Route;
import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.core.permission.AwsResource;
import io.cloudapp.core.usage.UsageTable;
import io.cloudapp.local.ec2.Network;
import io.cloudapp.local.installation.Installation;
import io.cloudapp.local.installation.PreparedSecrets;
import io.cloudapp.local.installation.Resources;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the resources of a permission are called on LocalCloud, with {@code *} for any text. */
final class Arns {

  static final String REGION = "eu-west-1";
  static final String ACCOUNT = "000000000000";

  private final Map<AwsResource, List<String>> all = new EnumMap<>(AwsResource.class);

  Arns(Resources resources) {
    for (var resource : AwsResource.values()) {
      all.put(resource, named(resource, resources));
    }
  }

  List<String> of(AwsResource resource) {
    return all.get(resource);
  }

  /** The ARN of something of the account. */
  static String arn(String service, String resource) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, REGION, ACCOUNT, resource);
  }

  static String ec2(String resource) {
    return arn("ec2", resource);
  }

  /** The ARN of a call to the API. */
  static String apiCall(String method, String path) {
    return arn("execute-api", "local/$default/" + method + path);
  }

  private static List<String> named(AwsResource resource, Resources resources) {
    return switch (resource) {
      case LOGIN_QUEUE -> List.of(arn("sqs", resources.loginQueueName()));
      case DEAD_LETTER_QUEUE -> List.of(arn("sqs", resources.deadLetterQueueName()));
      case ADMIN_TOPIC -> List.of(resources.adminTopicArn());
      case PEOPLE_TOPIC -> List.of(resources.peopleTopicArn());
      case LOGIN_MACHINE -> List.of(resources.stateMachineArns().get(StateMachine.LOGIN));
      case PROVISION_INSTANCE_MACHINE ->
          List.of(resources.stateMachineArns().get(StateMachine.PROVISION_INSTANCE));
      case STOP_INSTANCE_MACHINE ->
          List.of(resources.stateMachineArns().get(StateMachine.STOP_INSTANCE));
      case AUTHENTICATE_FUNCTION -> List.of(Resources.functionArn(CloudFunction.AUTHENTICATE));
      case CLAIM_REQUEST_FUNCTION -> List.of(Resources.functionArn(CloudFunction.CLAIM_REQUEST));
      case STOP_EC2_FUNCTION -> List.of(Resources.functionArn(CloudFunction.STOP_EC2));
      case LAUNCH_INSTANCE_ROUTE -> List.of(route(Route.LAUNCH_INSTANCE));
      case READ_BOOT_ROUTE -> List.of(route(Route.READ_BOOT));
      case PUBLISH_LOGIN_ROUTE -> List.of(route(Route.PUBLISH_LOGIN));
      case RECORD_USAGE_ROUTE -> List.of(route(Route.RECORD_USAGE));
      case TERMINATE_INSTANCE_ROUTE -> List.of(route(Route.TERMINATE_INSTANCE));
      case WORKFLOW_LOGS -> List.of(arn("logs", "log-group:/aws/vendedlogs/states/*"));
      case USER_POOL -> List.of(arn("cognito-idp", "userpool/" + resources.userPool().id()));
      case SECRETS -> List.of(arn("secretsmanager", "secret:cloudapp/" + Installation.ID + "/*"));
      case DATABASE_OWNER_SECRET -> List.of(secret(PreparedSecrets.DATABASE_OWNER));
      // There is no proxy.
      case DATABASE_USER_SECRET -> List.of();
      case SESSION_KEYS_SECRET -> List.of(secret(PreparedSecrets.SESSION_KEYS));
      case OUR_INSTANCES, EXPIRY_TAG, LAUNCHED_INSTANCES -> List.of(ec2("instance/*"));
      case LAUNCHED_VOLUMES -> List.of(ec2("volume/*"));
      case LAUNCHED_INTERFACES -> List.of(ec2("network-interface/*"));
      case IMAGES -> List.of("arn:aws:ec2:" + REGION + "::image/*");
      case INSTANCE_SUBNETS ->
          Network.subnets().stream().map(subnet -> ec2("subnet/" + subnet.id())).toList();
      case VPC -> List.of(ec2("vpc/" + Network.VPC));
      case OUR_SECURITY_GROUPS, NEW_SECURITY_GROUPS -> List.of(ec2("security-group/*"));
      case KEY_PAIRS, NEW_KEY_PAIRS -> List.of(ec2("key-pair/cloudapp-" + Installation.ID + "-*"));
      case FIRST_TAGS ->
          List.of(ec2("instance/*"), ec2("volume/*"), ec2("security-group/*"), ec2("key-pair/*"));
      case IMAGE_PARAMETERS -> List.of("arn:aws:ssm:" + REGION + "::parameter/aws/service/*");
      case USAGE_EVENTS, USAGE_EVENTS_BY_ATHENA -> List.of(objects(resources, "usage/"));
      case RECONCILE_OBJECTS -> List.of(objects(resources, "reconcile/"));
      case USAGE_WORKGROUP -> List.of(arn("athena", "workgroup/" + UsageTable.WORKGROUP));
      case USAGE_TABLE ->
          List.of(
              arn("glue", "catalog"),
              arn("glue", "database/" + UsageTable.DATABASE),
              arn("glue", "table/" + UsageTable.DATABASE + "/*"));
      case USAGE_BUCKET_BY_ATHENA -> List.of("arn:aws:s3:::" + resources.usageBucket());
      case QUERY_RESULTS_BY_ATHENA -> List.of(objects(resources, "athena-results/"));
      case ANY -> List.of("*");
    };
  }

  /** Secrets Manager puts six characters behind the name. */
  private static String secret(String name) {
    return arn("secretsmanager", "secret:" + name + "*");
  }

  private static String objects(Resources resources, String prefix) {
    return "arn:aws:s3:::" + resources.usageBucket() + "/" + prefix + "*";
  }

  private static String route(Route route) {
    return apiCall(route.method(), route.path().replaceAll("\\{[^}]+}", "*"));
  }
}
