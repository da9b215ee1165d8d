package io.cloudapp.pulumi.functions;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.lambda.Alias;
import com.pulumi.aws.lambda.AliasArgs;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.inputs.FunctionDeadLetterConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionSnapStartArgs;
import com.pulumi.aws.lambda.inputs.FunctionTracingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionVpcConfigArgs;
import com.pulumi.aws.s3.BucketObjectv2;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.core.permission.Permissions;
import io.cloudapp.pulumi.Account;
import io.cloudapp.pulumi.Environment;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.policy.Statement;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One function with its role, log and alias. */
final class DeployedFunction {

  /** What all functions share. */
  record Surroundings(
      Keys keys,
      Output<List<String>> subnetIds,
      Output<String> securityGroupId,
      Output<String> deadLetterQueueArn,
      BucketObjectv2 code,
      Environment environment) {

    Surroundings within(Output<String> otherGroupId) {
      return new Surroundings(keys, subnetIds, otherGroupId, deadLetterQueueArn, code, environment);
    }
  }

  private final Function deployed;
  private final Alias alias;

  /**
   * Deploys a function.
   *
   * @param first what has to happen before anybody calls the new version
   */
  DeployedFunction(
      StackSettings settings,
      CloudFunction function,
      Surroundings around,
      Resource parent,
      Optional<Resource> first) {
    var inside = CustomResourceOptions.builder().parent(parent).build();
    var tags = Map.of("cloudapp:installation", settings.installation());
    var name = settings.name(function.functionName());
    var pulumiName =
        settings.name("functions-" + function.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    var log =
        new LogGroup(
            pulumiName + "-log",
            LogGroupArgs.builder()
                .name("/aws/lambda/" + name)
                .retentionInDays(settings.logRetentionDays())
                .kmsKeyId(around.keys().logs())
                .tags(tags)
                .build(),
            inside);
    var role =
        new Role(
            pulumiName + "-role",
            RoleArgs.builder()
                .name(name)
                .assumeRolePolicy(Policy.assumedBy("lambda.amazonaws.com"))
                .tags(tags)
                .build(),
            inside);
    var policy =
        new RolePolicy(
            pulumiName + "-policy",
            RolePolicyArgs.builder()
                .role(role.id())
                .policy(Policy.of(statements(function, log, around)))
                .build(),
            inside);
    deployed =
        new Function(
            pulumiName,
            FunctionArgs.builder()
                .name(name)
                .runtime("java25")
                .handler(function.handler())
                // SnapStart restores on either; arm64 costs a fifth less.
                .architectures("arm64")
                .memorySize(function.memoryMegabytes())
                .timeout((int) function.timeout().toSeconds())
                .role(role.arn())
                .s3Bucket(around.code().bucket())
                .s3Key(around.code().key())
                .s3ObjectVersion(around.code().versionId())
                .publish(true)
                .snapStart(FunctionSnapStartArgs.builder().applyOn("PublishedVersions").build())
                .reservedConcurrentExecutions(concurrency(settings, function))
                .kmsKeyArn(around.keys().data())
                .environment(
                    FunctionEnvironmentArgs.builder()
                        .variables(variables(function, around))
                        .build())
                .deadLetterConfig(
                    FunctionDeadLetterConfigArgs.builder()
                        .targetArn(around.deadLetterQueueArn())
                        .build())
                .tracingConfig(FunctionTracingConfigArgs.builder().mode("Active").build())
                .loggingConfig(
                    FunctionLoggingConfigArgs.builder()
                        .logFormat("JSON")
                        .logGroup(log.name())
                        .build())
                .vpcConfig(
                    FunctionVpcConfigArgs.builder()
                        .subnetIds(around.subnetIds())
                        .securityGroupIds(around.securityGroupId().applyValue(List::of))
                        .build())
                .tags(tags)
                .build(),
            CustomResourceOptions.builder().parent(parent).dependsOn(policy).build());
    alias =
        new Alias(
            pulumiName + "-" + Account.ALIAS,
            AliasArgs.builder()
                .name(Account.ALIAS)
                .functionName(deployed.name())
                .functionVersion(deployed.version())
                .build(),
            CustomResourceOptions.builder()
                .parent(parent)
                .dependsOn(first.stream().toArray(Resource[]::new))
                .build());
  }

  Output<String> arn() {
    return alias.arn();
  }

  /** Known when the alias is there. */
  Output<String> name() {
    return alias.functionName();
  }

  Output<String> version() {
    return deployed.version();
  }

  /** Deployments call the preparation one after the other, and people to rotate. */
  private static int concurrency(StackSettings settings, CloudFunction function) {
    return function == CloudFunction.PREPARE_INSTALLATION
        ? 2
        : settings.capacity().functionConcurrency();
  }

  private static List<Statement> statements(
      CloudFunction function, LogGroup log, Surroundings around) {
    var environment = around.environment();
    var statements = new ArrayList<Statement>();
    statements.add(
        Statement.allow(
            List.of("logs:CreateLogStream", "logs:PutLogEvents"),
            List.of(Output.format("%s:*", log.arn()))));
    statements.add(
        Statement.allow(
            List.of("xray:PutTelemetryRecords", "xray:PutTraceSegments"),
            // X-Ray knows no resource.
            List.of(Output.of("*"))));
    statements.add(
        Statement.allow(
                List.of(
                    "ec2:AssignPrivateIpAddresses",
                    "ec2:CreateNetworkInterface",
                    "ec2:DeleteNetworkInterface",
                    "ec2:DescribeNetworkInterfaces",
                    "ec2:DescribeSubnets",
                    "ec2:UnassignPrivateIpAddresses"),
                List.of(Output.of("*")))
            // Lambda itself connects the function to the network; the function's code may not.
            .when("Null", "lambda:SourceFunctionArn", Output.of("true")));
    statements.add(
        Statement.allow(List.of("rds-db:connect"), List.of(environment.databaseUserArn())));
    // The environment's variables, and the events that were given up.
    statements.add(environment.keyUses().through("lambda", List.of("kms:Decrypt")));
    statements.add(
        environment.keyUses().through("sqs", List.of("kms:Decrypt", "kms:GenerateDataKey")));
    statements.add(
        Statement.allow(List.of("sqs:SendMessage"), List.of(around.deadLetterQueueArn())));
    statements.addAll(environment.allow(Permissions.of(function)));
    return statements;
  }

  private static Output<Map<String, String>> variables(
      CloudFunction function, Surroundings around) {
    var variables = around.environment().variables(function);
    var names = List.copyOf(variables.keySet());
    return Output.all(names.stream().map(variables::get).toList())
        .applyValue(
            values -> {
              var resolved = new LinkedHashMap<String, String>();
              for (int index = 0; index < names.size(); index++) {
                resolved.put(names.get(index), values.get(index));
              }
              return resolved;
            });
  }
}
