package io.cloudapp.pulumi;

import com.pulumi.core.Output;
import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.core.permission.AwsResource;
import io.cloudapp.core.permission.Condition;
import io.cloudapp.core.permission.Permission;
import io.cloudapp.pulumi.data.Data;
import io.cloudapp.pulumi.identity.Identity;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.messaging.Messaging;
import io.cloudapp.pulumi.network.Network;
import io.cloudapp.pulumi.policy.Grants;
import io.cloudapp.pulumi.policy.KeyUses;
import io.cloudapp.pulumi.policy.Statement;
import io.cloudapp.pulumi.settings.StackSettings;
import io.cloudapp.pulumi.usage.Usage;
import io.cloudapp.pulumi.web.SessionKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What functions and services are told, and what they can be allowed to reach. Secrets are not
 * among it: the database takes IAM's tokens.
 */
public final class Environment {

  private static final String DATABASE_USER = "cloudapp";

  private final StackSettings settings;
  private final Account account;
  private final Keys keys;
  private final Network network;
  private final Data data;
  private final Identity identity;
  private final Messaging messaging;
  private final Usage usage;
  private final SessionKeys sessionKeys;

  public Environment(
      StackSettings settings,
      Account account,
      Keys keys,
      Network network,
      Data data,
      Identity identity,
      Messaging messaging,
      Usage usage,
      SessionKeys sessionKeys) {
    this.settings = settings;
    this.account = account;
    this.keys = keys;
    this.network = network;
    this.data = data;
    this.identity = identity;
    this.messaging = messaging;
    this.usage = usage;
    this.sessionKeys = sessionKeys;
  }

  /** Environment variables; none of them is a secret. */
  public Map<String, Output<String>> variables() {
    var variables = new LinkedHashMap<String, Output<String>>();
    variables.put("CLOUDAPP_AWS_REGION", Output.of(account.region()));
    variables.put("CLOUDAPP_DATABASE_URL", data.url());
    variables.put("CLOUDAPP_DATABASE_USERNAME", Output.of(DATABASE_USER));
    variables.put("CLOUDAPP_DATABASE_AUTHENTICATION", Output.of("iam"));
    variables.put("CLOUDAPP_DIRECTORY", Output.of("cognito"));
    variables.put("CLOUDAPP_ISSUER", identity.issuer());
    variables.put("CLOUDAPP_INSTALL_ID", Output.of(settings.installation()));
    variables.put("CLOUDAPP_ADMIN_TOPIC_ARN", messaging.adminTopicArn());
    variables.put("CLOUDAPP_PEOPLE_TOPIC_ARN", messaging.peopleTopicArn());
    variables.put("CLOUDAPP_COGNITO_USER_POOL_ID", identity.poolId());
    variables.put("CLOUDAPP_COGNITO_WEB_CLIENT_ID", identity.webClientId());
    variables.put("CLOUDAPP_COGNITO_ADMIN_CLIENT_ID", identity.adminClientId());
    for (var machine : StateMachine.values()) {
      variables.put(
          "CLOUDAPP_STATE_MACHINE_ARNS_" + machine.name(),
          account.stateMachineArn(settings, machine));
    }
    variables.put("CLOUDAPP_USAGE_BUCKET", usage.bucketName());
    variables.put("CLOUDAPP_QUEUES_LOGIN_URL", messaging.loginQueueUrl());
    variables.put("CLOUDAPP_QUEUES_DEAD_LETTER_URL", messaging.deadLetterQueueUrl());
    variables.put("CLOUDAPP_LOGS_CONSOLE_URL", Output.of(""));
    variables.put("CLOUDAPP_STATISTICS_DATABASE", usage.databaseName());
    variables.put("CLOUDAPP_STATISTICS_WORKGROUP", usage.workgroupName());
    variables.put("CLOUDAPP_INSTANCE_TYPES", Output.of(String.join(",", settings.instanceTypes())));
    variables.put("CLOUDAPP_NETWORK_VPC_ID", network.vpcId());
    variables.put("CLOUDAPP_NETWORK_SUBNETS", network.instanceSubnets());
    return variables;
  }

  /** Of one function; where secrets are is told only to the one that gives them their values. */
  public Map<String, Output<String>> variables(CloudFunction function) {
    var variables = new LinkedHashMap<>(variables());
    if (function == CloudFunction.PREPARE_INSTALLATION) {
      variables.put("CLOUDAPP_PREPARATION_DATABASE_URL", data.clusterUrl());
      variables.put("CLOUDAPP_PREPARATION_OWNER_SECRET", data.ownerSecretArn());
      data.userSecretArn()
          .ifPresent(arn -> variables.put("CLOUDAPP_PREPARATION_DATABASE_USER_SECRET", arn));
      variables.put("CLOUDAPP_PREPARATION_SESSION_KEYS_SECRET", sessionKeys.arn());
    }
    return variables;
  }

  /** What lets a role connect to the database as the application's user. */
  public Output<String> databaseUserArn() {
    return account.arn("rds-db", Output.format("dbuser:%s/%s", data.resourceId(), DATABASE_USER));
  }

  /** The statements of a role that may do this, and use the keys that it takes. */
  public List<Statement> allow(List<Permission> permissions) {
    return allow(permissions, this::arns);
  }

  /**
   * The same for who can do more than is known here.
   *
   * @param arns what each resource is called
   */
  public List<Statement> allow(
      List<Permission> permissions, Function<AwsResource, List<Output<String>>> arns) {
    var statements = new ArrayList<>(new Grants(arns, this::values).of(permissions));
    statements.addAll(keyUses().of(permissions));
    return statements;
  }

  /** How the keys of the installation may be used. */
  public KeyUses keyUses() {
    return new KeyUses(keys.data(), keys.logs(), account.region());
  }

  private List<String> values(Condition.Setting setting) {
    return switch (setting) {
      case INSTALLATION -> List.of(settings.installation());
      case INSTANCE_TYPES -> settings.instanceTypes();
    };
  }

  public List<Output<String>> arns(AwsResource resource) {
    return switch (resource) {
      case LOGIN_QUEUE -> List.of(messaging.loginQueueArn());
      case DEAD_LETTER_QUEUE -> List.of(messaging.deadLetterQueueArn());
      case ADMIN_TOPIC -> List.of(messaging.adminTopicArn());
      case PEOPLE_TOPIC -> List.of(messaging.peopleTopicArn());
      case LOGIN_MACHINE -> List.of(account.stateMachineArn(settings, StateMachine.LOGIN));
      case PROVISION_INSTANCE_MACHINE ->
          List.of(account.stateMachineArn(settings, StateMachine.PROVISION_INSTANCE));
      case STOP_INSTANCE_MACHINE ->
          List.of(account.stateMachineArn(settings, StateMachine.STOP_INSTANCE));
      case AUTHENTICATE_FUNCTION ->
          List.of(account.functionArn(settings, CloudFunction.AUTHENTICATE));
      case CLAIM_REQUEST_FUNCTION ->
          List.of(account.functionArn(settings, CloudFunction.CLAIM_REQUEST));
      case STOP_EC2_FUNCTION -> List.of(account.functionArn(settings, CloudFunction.STOP_EC2));
      case LAUNCH_INSTANCE_ROUTE,
          READ_BOOT_ROUTE,
          PUBLISH_LOGIN_ROUTE,
          RECORD_USAGE_ROUTE,
          TERMINATE_INSTANCE_ROUTE ->
          throw new IllegalArgumentException(
              "The API is made after the functions and services; ask the workflows for "
                  + resource);
      case WORKFLOW_LOGS ->
          List.of(
              account.arn(
                  "logs",
                  Output.of("log-group:/aws/vendedlogs/states/" + settings.installation() + "-*")));
      case USER_POOL -> List.of(identity.poolArn());
      case SECRETS ->
          List.of(
              account.arn(
                  "secretsmanager",
                  Output.of("secret:cloudapp/" + settings.installation() + "/*")));
      case DATABASE_OWNER_SECRET -> List.of(data.ownerSecretArn());
      case DATABASE_USER_SECRET -> data.userSecretArn().stream().toList();
      case SESSION_KEYS_SECRET -> List.of(sessionKeys.arn());
      case OUR_INSTANCES, EXPIRY_TAG, LAUNCHED_INSTANCES -> List.of(ec2("instance/*"));
      case LAUNCHED_VOLUMES -> List.of(ec2("volume/*"));
      case LAUNCHED_INTERFACES -> List.of(ec2("network-interface/*"));
      // Public images have no account.
      case IMAGES -> List.of(Output.of("arn:aws:ec2:" + account.region() + "::image/*"));
      case INSTANCE_SUBNETS ->
          network.instanceSubnetIds().stream()
              .map(subnet -> account.arn("ec2", Output.format("subnet/%s", subnet)))
              .toList();
      case VPC -> List.of(account.arn("ec2", Output.format("vpc/%s", network.vpcId())));
      case OUR_SECURITY_GROUPS, NEW_SECURITY_GROUPS -> List.of(ec2("security-group/*"));
      case KEY_PAIRS, NEW_KEY_PAIRS ->
          List.of(ec2("key-pair/cloudapp-" + settings.installation() + "-*"));
      case FIRST_TAGS ->
          List.of(ec2("instance/*"), ec2("volume/*"), ec2("security-group/*"), ec2("key-pair/*"));
      case IMAGE_PARAMETERS ->
          List.of(Output.of("arn:aws:ssm:" + account.region() + "::parameter/aws/service/*"));
      case USAGE_BUCKET_BY_ATHENA -> List.of(usage.bucketArn());
      case USAGE_EVENTS, USAGE_EVENTS_BY_ATHENA ->
          List.of(Output.format("%s/usage/*", usage.bucketArn()));
      case QUERY_RESULTS_BY_ATHENA ->
          List.of(Output.format("%s/athena-results/*", usage.bucketArn()));
      case RECONCILE_OBJECTS -> List.of(Output.format("%s/reconcile/*", usage.bucketArn()));
      case USAGE_WORKGROUP -> List.of(usage.workgroupArn());
      case USAGE_TABLE ->
          List.of(
              account.arn("glue", Output.of("catalog")),
              account.arn("glue", Output.format("database/%s", usage.databaseName())),
              account.arn("glue", Output.format("table/%s/*", usage.databaseName())));
      case ANY -> List.of(Output.of("*"));
    };
  }

  private Output<String> ec2(String resource) {
    return account.arn("ec2", Output.of(resource));
  }

  /** The name of a function on AWS, for example {@code cloudapp-test-SubmitRequest}. */
  public static String functionName(StackSettings settings, CloudFunction function) {
    return settings.name(function.functionName());
  }
}
