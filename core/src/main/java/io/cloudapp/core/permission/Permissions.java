package io.cloudapp.core.permission;

import static io.cloudapp.core.permission.AwsResource.ADMIN_TOPIC;
import static io.cloudapp.core.permission.AwsResource.ANY;
import static io.cloudapp.core.permission.AwsResource.DEAD_LETTER_QUEUE;
import static io.cloudapp.core.permission.AwsResource.EXPIRY_TAG;
import static io.cloudapp.core.permission.AwsResource.KEY_PAIRS;
import static io.cloudapp.core.permission.AwsResource.LOGIN_MACHINE;
import static io.cloudapp.core.permission.AwsResource.LOGIN_QUEUE;
import static io.cloudapp.core.permission.AwsResource.OUR_INSTANCES;
import static io.cloudapp.core.permission.AwsResource.PEOPLE_TOPIC;
import static io.cloudapp.core.permission.AwsResource.PROVISION_INSTANCE_MACHINE;
import static io.cloudapp.core.permission.AwsResource.RECONCILE_OBJECTS;
import static io.cloudapp.core.permission.AwsResource.SECRETS;
import static io.cloudapp.core.permission.AwsResource.STOP_INSTANCE_MACHINE;
import static io.cloudapp.core.permission.AwsResource.USAGE_EVENTS;
import static io.cloudapp.core.permission.AwsResource.USER_POOL;
import static io.cloudapp.core.permission.AwsResource.WORKFLOW_LOGS;
import static io.cloudapp.core.permission.Permission.to;

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

  /** Besides these each function may write its own log and connect to the database. */
  public static List<Permission> of(CloudFunction function) {
    return switch (function) {
      case START_SESSION -> List.of(to("states:StartSyncExecution", LOGIN_MACHINE));
      case AUTHENTICATE ->
          List.of(
              to(
                  List.of(
                      "cognito-idp:AdminInitiateAuth", "cognito-idp:AdminRespondToAuthChallenge"),
                  USER_POOL));
      case AUTH -> List.of(to("sns:Publish", ADMIN_TOPIC));
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
              to("ec2:DescribeInstances", ANY));
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
              to("ec2:CreateTags", EXPIRY_TAG),
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
      case END_SESSION, CLAIM_REQUEST, EXECUTION_STATUS, LIST_EXECUTIONS, LIST_AUDIT -> List.of();
    };
  }
}
