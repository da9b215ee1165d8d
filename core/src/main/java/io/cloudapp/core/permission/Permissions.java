package io.cloudapp.core.permission;

import static io.cloudapp.core.permission.AwsResource.ADMIN_TOPIC;
import static io.cloudapp.core.permission.AwsResource.ANY;
import static io.cloudapp.core.permission.AwsResource.AUTHENTICATE_FUNCTION;
import static io.cloudapp.core.permission.AwsResource.CLAIM_REQUEST_FUNCTION;
import static io.cloudapp.core.permission.AwsResource.DATABASE_OWNER_SECRET;
import static io.cloudapp.core.permission.AwsResource.DATABASE_USER_SECRET;
import static io.cloudapp.core.permission.AwsResource.DEAD_LETTER_QUEUE;
import static io.cloudapp.core.permission.AwsResource.EXPIRY_TAG;
import static io.cloudapp.core.permission.AwsResource.FIRST_TAGS;
import static io.cloudapp.core.permission.AwsResource.IMAGES;
import static io.cloudapp.core.permission.AwsResource.IMAGE_PARAMETERS;
import static io.cloudapp.core.permission.AwsResource.INSTANCE_SUBNETS;
import static io.cloudapp.core.permission.AwsResource.KEY_PAIRS;
import static io.cloudapp.core.permission.AwsResource.LAUNCHED_INSTANCES;
import static io.cloudapp.core.permission.AwsResource.LAUNCHED_INTERFACES;
import static io.cloudapp.core.permission.AwsResource.LAUNCHED_VOLUMES;
import static io.cloudapp.core.permission.AwsResource.LAUNCH_INSTANCE_ROUTE;
import static io.cloudapp.core.permission.AwsResource.LOGIN_MACHINE;
import static io.cloudapp.core.permission.AwsResource.LOGIN_QUEUE;
import static io.cloudapp.core.permission.AwsResource.NEW_KEY_PAIRS;
import static io.cloudapp.core.permission.AwsResource.NEW_SECURITY_GROUPS;
import static io.cloudapp.core.permission.AwsResource.OUR_INSTANCES;
import static io.cloudapp.core.permission.AwsResource.OUR_SECURITY_GROUPS;
import static io.cloudapp.core.permission.AwsResource.PEOPLE_TOPIC;
import static io.cloudapp.core.permission.AwsResource.PROVISION_INSTANCE_MACHINE;
import static io.cloudapp.core.permission.AwsResource.PUBLISH_LOGIN_ROUTE;
import static io.cloudapp.core.permission.AwsResource.QUERY_RESULTS_BY_ATHENA;
import static io.cloudapp.core.permission.AwsResource.READ_BOOT_ROUTE;
import static io.cloudapp.core.permission.AwsResource.RECONCILE_OBJECTS;
import static io.cloudapp.core.permission.AwsResource.RECORD_USAGE_ROUTE;
import static io.cloudapp.core.permission.AwsResource.SECRETS;
import static io.cloudapp.core.permission.AwsResource.SESSION_KEYS_SECRET;
import static io.cloudapp.core.permission.AwsResource.STOP_EC2_FUNCTION;
import static io.cloudapp.core.permission.AwsResource.STOP_INSTANCE_MACHINE;
import static io.cloudapp.core.permission.AwsResource.TERMINATE_INSTANCE_ROUTE;
import static io.cloudapp.core.permission.AwsResource.USAGE_BUCKET_BY_ATHENA;
import static io.cloudapp.core.permission.AwsResource.USAGE_EVENTS;
import static io.cloudapp.core.permission.AwsResource.USAGE_EVENTS_BY_ATHENA;
import static io.cloudapp.core.permission.AwsResource.USAGE_TABLE;
import static io.cloudapp.core.permission.AwsResource.USAGE_WORKGROUP;
import static io.cloudapp.core.permission.AwsResource.USER_POOL;
import static io.cloudapp.core.permission.AwsResource.VPC;
import static io.cloudapp.core.permission.AwsResource.WORKFLOW_LOGS;
import static io.cloudapp.core.permission.Permission.to;

import io.cloudapp.core.api.Service;
import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.function.CloudFunction;
import java.util.List;

/** Who may do what: the one place that Pulumi's roles and the SAM template's policies follow. */
public final class Permissions {

  private Permissions() {}

  private static final List<String> ACCOUNT_CHANGES =
      List.of(
          "cognito-idp:AdminGetUser",
          "cognito-idp:AdminEnableUser",
          "cognito-idp:AdminDisableUser",
          "cognito-idp:AdminDeleteUser",
          "cognito-idp:AdminAddUserToGroup",
          "cognito-idp:AdminRemoveUserFromGroup",
          "cognito-idp:AdminSetUserMFAPreference",
          "cognito-idp:AdminUserGlobalSignOut");

  /**
   * RunInstances asks about each thing that it makes or uses. Whoever ends an instance may have to
   * call it too: a repeat with the same token names what a launch without an answer made.
   */
  private static final Permission LAUNCH =
      to(
          "ec2:RunInstances",
          LAUNCHED_INSTANCES,
          LAUNCHED_VOLUMES,
          LAUNCHED_INTERFACES,
          IMAGES,
          INSTANCE_SUBNETS,
          OUR_SECURITY_GROUPS,
          KEY_PAIRS);

  /** Besides these each function may write its own log and connect to the database. */
  public static List<Permission> of(CloudFunction function) {
    return switch (function) {
      case START_SESSION -> List.of(to("states:StartSyncExecution", LOGIN_MACHINE));
      case AUTHENTICATE ->
          List.of(
              to(
                  List.of(
                      "cognito-idp:AdminInitiateAuth", "cognito-idp:AdminRespondToAuthChallenge"),
                  USER_POOL),
              // Of a new user, where the database is the directory and no trigger calls Auth.
              to("sns:Publish", ADMIN_TOPIC));
      case AUTH ->
          List.of(to("sns:Publish", ADMIN_TOPIC), to("cognito-idp:AdminGetUser", USER_POOL));
      case REFRESH_SESSION -> List.of(to("cognito-idp:AdminInitiateAuth", USER_POOL));
      case MANAGE_PROFILE -> List.of(to("cognito-idp:AdminGetUser", USER_POOL));
      case MANAGE_USERS ->
          List.of(
              to(ACCOUNT_CHANGES, USER_POOL),
              to("cognito-idp:AdminCreateUser", USER_POOL),
              to("states:StartExecution", STOP_INSTANCE_MACHINE));
      case SUBMIT_REQUEST ->
          List.of(to("states:StartExecution", PROVISION_INSTANCE_MACHINE, STOP_INSTANCE_MACHINE));
      case RECORD_STATUS ->
          List.of(
              to(
                  List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
                  LOGIN_QUEUE));
      case EXECUTION_HISTORY ->
          List.of(
              to("states:DescribeStateMachine", PROVISION_INSTANCE_MACHINE, STOP_INSTANCE_MACHINE),
              to("logs:FilterLogEvents", WORKFLOW_LOGS));
      case REVEAL_LOGIN ->
          List.of(
              to(List.of("secretsmanager:GetSecretValue", "secretsmanager:DeleteSecret"), SECRETS));
      case STOP_EC2 ->
          List.of(
              to(List.of("ec2:StopInstances", "ec2:TerminateInstances"), OUR_INSTANCES),
              to("ec2:DescribeInstances", ANY),
              LAUNCH,
              to("ec2:CreateTags", FIRST_TAGS),
              to("ec2:DeleteKeyPair", KEY_PAIRS),
              to("secretsmanager:DeleteSecret", SECRETS));
      case REPORT_HEALTH ->
          List.of(
              to("sqs:GetQueueAttributes", LOGIN_QUEUE, DEAD_LETTER_QUEUE),
              to(
                  List.of(
                      "sqs:StartMessageMoveTask",
                      "sqs:ListMessageMoveTasks",
                      "sqs:ReceiveMessage",
                      "sqs:DeleteMessage"),
                  DEAD_LETTER_QUEUE),
              to("sqs:SendMessage", LOGIN_QUEUE),
              to("ec2:DescribeInstances", ANY),
              to("cognito-idp:AdminGetUser", USER_POOL));
      case RECONCILE ->
          List.of(
              to("ec2:TerminateInstances", OUR_INSTANCES),
              LAUNCH,
              to("ec2:CreateTags", FIRST_TAGS, EXPIRY_TAG),
              to("ec2:DescribeInstances", ANY),
              to("ec2:DeleteKeyPair", KEY_PAIRS),
              to("states:StartExecution", PROVISION_INSTANCE_MACHINE, STOP_INSTANCE_MACHINE),
              to("secretsmanager:DeleteSecret", SECRETS),
              to(List.of("s3:GetObject", "s3:PutObject"), RECONCILE_OBJECTS),
              to("s3:PutObject", USAGE_EVENTS),
              to(ACCOUNT_CHANGES, USER_POOL),
              to("cognito-idp:ListUsers", USER_POOL),
              to("sns:Publish", ADMIN_TOPIC),
              to(List.of("sns:Publish", "sns:Subscribe"), PEOPLE_TOPIC));
      case PREPARE_INSTALLATION ->
          List.of(
              to(
                  "secretsmanager:GetSecretValue",
                  DATABASE_OWNER_SECRET,
                  DATABASE_USER_SECRET,
                  SESSION_KEYS_SECRET),
              to("secretsmanager:PutSecretValue", DATABASE_USER_SECRET, SESSION_KEYS_SECRET));
      case END_SESSION, CLAIM_REQUEST, EXECUTION_STATUS, LIST_EXECUTIONS, LIST_AUDIT -> List.of();
    };
  }

  /** Besides these each service may connect to the database. */
  public static List<Permission> of(Service service) {
    return switch (service) {
      case CONFIGURE_INSTANCE ->
          List.of(to("ssm:GetParameter", IMAGE_PARAMETERS), to("ec2:DescribeImages", ANY));
      case PROVISION_INSTANCE ->
          List.of(
              to("ssm:GetParameter", IMAGE_PARAMETERS),
              to(
                  List.of(
                      "ec2:DescribeImages", "ec2:DescribeInstances", "ec2:DescribeSecurityGroups"),
                  ANY),
              to("ec2:CreateSecurityGroup", NEW_SECURITY_GROUPS, VPC),
              to("ec2:AuthorizeSecurityGroupIngress", OUR_SECURITY_GROUPS),
              to(
                  List.of(
                      "secretsmanager:CreateSecret",
                      "secretsmanager:TagResource",
                      "secretsmanager:GetSecretValue",
                      "secretsmanager:DeleteSecret"),
                  SECRETS),
              to("ec2:ImportKeyPair", NEW_KEY_PAIRS),
              to("ec2:DeleteKeyPair", KEY_PAIRS),
              LAUNCH,
              to("ec2:CreateTags", FIRST_TAGS, EXPIRY_TAG),
              to("ec2:TerminateInstances", OUR_INSTANCES),
              to("s3:PutObject", USAGE_EVENTS));
      case VIEW_STATS ->
          List.of(
              to(
                  List.of(
                      "athena:StartQueryExecution",
                      "athena:GetQueryExecution",
                      "athena:GetQueryResults",
                      "athena:StopQueryExecution"),
                  USAGE_WORKGROUP),
              to(List.of("glue:GetDatabase", "glue:GetTable"), USAGE_TABLE),
              to(List.of("s3:GetBucketLocation", "s3:ListBucket"), USAGE_BUCKET_BY_ATHENA),
              to("s3:GetObject", USAGE_EVENTS_BY_ATHENA, QUERY_RESULTS_BY_ATHENA),
              to("s3:PutObject", QUERY_RESULTS_BY_ATHENA));
    };
  }

  /** Besides these each machine may write its own log and traces. */
  public static List<Permission> of(StateMachine machine) {
    return switch (machine) {
      case LOGIN ->
          List.of(
              to("lambda:InvokeFunction", AUTHENTICATE_FUNCTION), to("sns:Publish", ADMIN_TOPIC));
      case PROVISION_INSTANCE ->
          List.of(
              to("lambda:InvokeFunction", CLAIM_REQUEST_FUNCTION),
              to(
                  "execute-api:Invoke",
                  LAUNCH_INSTANCE_ROUTE,
                  READ_BOOT_ROUTE,
                  PUBLISH_LOGIN_ROUTE,
                  RECORD_USAGE_ROUTE,
                  TERMINATE_INSTANCE_ROUTE),
              to("sqs:SendMessage", LOGIN_QUEUE),
              to("sns:Publish", ADMIN_TOPIC));
      case STOP_INSTANCE ->
          List.of(
              to("lambda:InvokeFunction", CLAIM_REQUEST_FUNCTION, STOP_EC2_FUNCTION),
              to(
                  "execute-api:Invoke",
                  READ_BOOT_ROUTE,
                  RECORD_USAGE_ROUTE,
                  TERMINATE_INSTANCE_ROUTE),
              to("sqs:SendMessage", LOGIN_QUEUE),
              to("sns:Publish", ADMIN_TOPIC));
    };
  }
}
