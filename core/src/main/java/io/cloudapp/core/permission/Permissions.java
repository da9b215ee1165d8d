package io.cloudapp.core.permission;

import static io.cloudapp.core.permission.AwsResource.ADMIN_TOPIC;
import static io.cloudapp.core.permission.AwsResource.ANY;
import static io.cloudapp.core.permission.AwsResource.KEY_PAIRS;
import static io.cloudapp.core.permission.AwsResource.LOGIN_MACHINE;
import static io.cloudapp.core.permission.AwsResource.LOGIN_QUEUE;
import static io.cloudapp.core.permission.AwsResource.OUR_INSTANCES;
import static io.cloudapp.core.permission.AwsResource.PROVISION_INSTANCE_MACHINE;
import static io.cloudapp.core.permission.AwsResource.RECONCILE_OBJECTS;
import static io.cloudapp.core.permission.AwsResource.SECRETS;
import static io.cloudapp.core.permission.AwsResource.STOP_INSTANCE_MACHINE;
import static io.cloudapp.core.permission.AwsResource.USER_POOL;
import static io.cloudapp.core.permission.Permission.to;

import io.cloudapp.core.function.CloudFunction;
import java.util.List;

/** Who may do what: the one place that Pulumi's roles and the SAM template's policies follow. */
public final class Permissions {

  private Permissions() {}

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
      case SUBMIT_REQUEST ->
          List.of(
              to("states:StartExecution", PROVISION_INSTANCE_MACHINE, STOP_INSTANCE_MACHINE));
      case RECORD_STATUS ->
          List.of(
              to(
                  List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
                  LOGIN_QUEUE));
      case REVEAL_LOGIN ->
          List.of(
              to(List.of("secretsmanager:GetSecretValue", "secretsmanager:DeleteSecret"), SECRETS));
      case STOP_EC2 ->
          List.of(
              to(List.of("ec2:StopInstances", "ec2:TerminateInstances"), OUR_INSTANCES),
              to("ec2:DescribeInstances", ANY));
      case RECONCILE ->
          List.of(
              to("ec2:TerminateInstances", OUR_INSTANCES),
              to("ec2:DescribeInstances", ANY),
              to("ec2:DeleteKeyPair", KEY_PAIRS),
              to("states:StartExecution", PROVISION_INSTANCE_MACHINE, STOP_INSTANCE_MACHINE),
              to("secretsmanager:DeleteSecret", SECRETS),
              to(List.of("s3:GetObject", "s3:PutObject"), RECONCILE_OBJECTS),
              to("sns:Publish", ADMIN_TOPIC));
      case END_SESSION, MANAGE_PROFILE, CLAIM_REQUEST, EXECUTION_STATUS, LIST_EXECUTIONS ->
          List.of();
    };
  }
}
