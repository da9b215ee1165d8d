package io.cloudapp.pulumi.workflows;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.sfn.StateMachineArgs;
import com.pulumi.aws.sfn.inputs.StateMachineLoggingConfigurationArgs;
import com.pulumi.aws.sfn.inputs.StateMachineTracingConfigurationArgs;
import com.pulumi.core.Output;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.core.permission.AwsResource;
import io.cloudapp.core.permission.Permissions;
import io.cloudapp.pulumi.Environment;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.functions.Functions;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.logs.LogDelivery;
import io.cloudapp.pulumi.messaging.Messaging;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.policy.Statement;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Express state machines, with every event of theirs in the log. */
public final class Workflows extends Part {

  private final Map<String, Output<String>> placeholders = new LinkedHashMap<>();
  private final Environment environment;
  private final Output<String> apiExecutionArn;

  /**
   * @param apiHost the API's host name, which a workflow's API Gateway task calls
   * @param apiExecutionArn what the permission to call the API is about
   */
  public Workflows(
      StackSettings settings,
      Keys keys,
      Messaging messaging,
      Functions functions,
      Environment environment,
      LogDelivery logs,
      Output<String> apiHost,
      Output<String> apiExecutionArn) {
    super("workflows", settings);
    this.environment = environment;
    this.apiExecutionArn = apiExecutionArn;
    placeholders.put("LoginQueueUrl", messaging.loginQueueUrl());
    placeholders.put("AdminTopicArn", messaging.adminTopicArn());
    placeholders.put("ApiEndpoint", apiHost);
    placeholders.put("AuthenticateFunctionArn", functions.arn(CloudFunction.AUTHENTICATE));
    placeholders.put("ClaimRequestFunctionArn", functions.arn(CloudFunction.CLAIM_REQUEST));
    placeholders.put("StopEc2FunctionArn", functions.arn(CloudFunction.STOP_EC2));
    for (var machine : StateMachine.values()) {
      var definition = Definition.read(machine);
      var role = role(machine);
      var policy = policy(machine, role);
      var log =
          logGroup(
              // The prefix keeps the policy of the logs below its limit of length.
              machine.machineName() + "-log",
              "/aws/vendedlogs/states/" + settings.name(machine.machineName()),
              keys);
      new com.pulumi.aws.sfn.StateMachine(
          child(machine.machineName()),
          StateMachineArgs.builder()
              .name(settings.name(machine.machineName()))
              .type("EXPRESS")
              .roleArn(role.arn())
              .definition(definition.filled(placeholders))
              .loggingConfiguration(
                  StateMachineLoggingConfigurationArgs.builder()
                      .level("ALL")
                      .includeExecutionData(machine.logsExecutionData())
                      .logDestination(text("%s:*", log.arn()))
                      .build())
              .tracingConfiguration(
                  StateMachineTracingConfigurationArgs.builder().enabled(true).build())
              .tags(tags())
              .build(),
          // Step Functions tries the role out when the machine is made.
          insideAfter(policy, logs.allowed()));
    }
  }

  private Role role(StateMachine machine) {
    return role(
        machine.machineName() + "-role",
        machine.machineName(),
        Policy.assumedBy("states.amazonaws.com"));
  }

  private RolePolicy policy(StateMachine machine, Role role) {
    var statements = new ArrayList<>(environment.allow(Permissions.of(machine), this::arns));
    // Neither knows a resource, see "Logging using CloudWatch Logs" and "X-Ray" of Step Functions.
    statements.add(
        Statement.allow(
            List.of(
                "logs:CreateLogDelivery",
                "logs:DeleteLogDelivery",
                "logs:DescribeLogGroups",
                "logs:DescribeResourcePolicies",
                "logs:GetLogDelivery",
                "logs:ListLogDeliveries",
                "logs:PutResourcePolicy",
                "logs:UpdateLogDelivery"),
            List.of(Output.of("*"))));
    statements.add(
        Statement.allow(
            List.of(
                "xray:GetSamplingRules",
                "xray:GetSamplingTargets",
                "xray:PutTelemetryRecords",
                "xray:PutTraceSegments"),
            List.of(Output.of("*"))));
    return new RolePolicy(
        child(machine.machineName() + "-policy"),
        RolePolicyArgs.builder().role(role.id()).policy(Policy.of(statements)).build(),
        inside());
  }

  private List<Output<String>> arns(AwsResource resource) {
    return switch (resource) {
      case LAUNCH_INSTANCE_ROUTE -> route(Route.LAUNCH_INSTANCE);
      case READ_BOOT_ROUTE -> route(Route.READ_BOOT);
      case PUBLISH_LOGIN_ROUTE -> route(Route.PUBLISH_LOGIN);
      case RECORD_USAGE_ROUTE -> route(Route.RECORD_USAGE);
      case TERMINATE_INSTANCE_ROUTE -> route(Route.TERMINATE_INSTANCE);
      default -> environment.arns(resource);
    };
  }

  private List<Output<String>> route(Route route) {
    return List.of(
        Output.format(
            "%s/*/%s%s",
            apiExecutionArn, route.method(), route.path().replaceAll("\\{[^}]+}", "*")));
  }
}
