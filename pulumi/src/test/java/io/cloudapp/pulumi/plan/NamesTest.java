package io.cloudapp.pulumi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.pulumi.settings.Preset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every name of the stack against what AWS allows, where the installation's is the longest. */
class NamesTest {

  private static final String LONGEST = "abcdefghi-jklmnopq-r";

  private static final Set<String> NAMES =
      Set.of(
          "bucket",
          "clusterIdentifier",
          "dashboardName",
          "databaseName",
          "family",
          "fargateProfileName",
          "finalSnapshotIdentifier",
          "identifier",
          "masterUsername",
          "name",
          "username");

  /**
   * From AWS's API references.
   *
   * @param most characters
   */
  record Limit(int most, Pattern pattern) {}

  private static final Map<String, Limit> LIMITS = new TreeMap<>();

  static {
    limit("apigatewayv2/api", 128, ".+");
    limit("apigatewayv2/authorizer", 128, ".+");
    limit("apigatewayv2/stage", 128, "\\$default|[\\w-]+");
    limit("apigatewayv2/vpcLink", 128, ".+");
    limit("appautoscaling/policy", 256, "\\p{Print}+");
    limit("athena/workgroup", 128, "[a-zA-Z0-9._-]+");
    limit("budgets/budget", 100, "[^:\\\\/]+");
    limit("cloudwatch/dashboard", 255, "[A-Za-z0-9_-]+");
    limit("cloudwatch/logGroup", 512, "[.\\-_/#A-Za-z0-9]+");
    limit("cloudwatch/metricAlarm", 255, "[^:]+");
    limit("cognito/user", 128, "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+");
    limit("cognito/userGroup", 128, "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+");
    limit("cognito/userPool", 128, "[\\w\\s+=,.@-]+");
    limit("cognito/userPoolClient", 128, "[\\w\\s+=,.@-]+");
    limit("ec2/securityGroup", 255, "(?!sg-)[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]+");
    limit("ecr/repository", 256, "([a-z0-9]+([._-][a-z0-9]+)*/)*[a-z0-9]+([._-][a-z0-9]+)*");
    limit("ecs/cluster", 255, "[A-Za-z0-9_-]+");
    limit("ecs/service", 255, "[A-Za-z0-9_-]+");
    limit("ecs/taskDefinition", 255, "[A-Za-z0-9_-]+");
    limit("eks/cluster", 100, "[0-9A-Za-z][A-Za-z0-9_-]*");
    limit("eks/fargateProfile", 63, "[0-9A-Za-z][A-Za-z0-9_-]*");
    limit("glue/catalogDatabase", 255, "[a-z0-9_]+");
    limit("glue/catalogTable", 255, "[a-z0-9_]+");
    limit("iam/policy", 128, "[\\w+=,.@-]+");
    limit("iam/role", 64, "[\\w+=,.@-]+");
    limit("kms/alias", 256, "alias/(?!aws/)[a-zA-Z0-9/_-]+");
    limit("lambda/alias", 128, "(?!^[0-9]+$)[a-zA-Z0-9_-]+");
    limit("lambda/function", 64, "[a-zA-Z0-9_-]+");
    limit("lb/loadBalancer", 32, "(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?");
    limit("lb/targetGroup", 32, "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?");
    limit("rds/cluster", 63, "[a-z](-?[a-z0-9_])*");
    limit("rds/clusterInstance", 63, "[a-z](-?[a-z0-9])*");
    limit("rds/clusterParameterGroup", 255, "[a-z](-?[a-z0-9])*");
    limit("rds/proxy", 63, "[a-z](-?[a-z0-9])*");
    limit("rds/subnetGroup", 255, "[a-z0-9 ._-]+");
    limit("route53/record", 255, "[a-z0-9.-]+|\\$\\{.+}");
    limit("s3/bucketV2", 63, "[a-z0-9][a-z0-9.-]+[a-z0-9]");
    limit("scheduler/schedule", 64, "[0-9a-zA-Z._-]+");
    limit("secretsmanager/secret", 512, "[A-Za-z0-9/_+=.@-]+");
    limit("sfn/stateMachine", 80, "[A-Za-z0-9_-]+");
    limit("sns/topic", 256, "[A-Za-z0-9_-]+");
    limit("sqs/queue", 80, "[A-Za-z0-9_-]+");
    limit("wafv2/webAcl", 128, "[\\w-]+");
  }

  private static List<PlannedResource> plan;

  private static void limit(String kind, int most, String pattern) {
    LIMITS.put(kind, new Limit(most, Pattern.compile(pattern)));
  }

  @BeforeAll
  static void plan() {
    plan =
        Plan.of(
            Preset.PRODUCTION.settings(
                Map.of(
                    "cloudapp:installation",
                    LONGEST,
                    "cloudapp:interfaceEndpoints",
                    "secretsmanager,sync-states")));
  }

  @Test
  void fitIntoWhatAwsAllowsUnderTheLongestNameOfAnInstallation() {
    var met = new HashSet<String>();
    for (var resource : plan) {
      if (!resource.type().startsWith("aws:")) {
        continue;
      }
      var kind = kind(resource);
      for (var input : resource.inputs().entrySet()) {
        if (NAMES.contains(input.getKey()) && input.getValue() instanceof String name) {
          assertThat(LIMITS).as("%s of %s", input.getKey(), resource.name()).containsKey(kind);
          assertThat(name)
              .as("%s of %s", input.getKey(), resource.name())
              .hasSizeLessThanOrEqualTo(LIMITS.get(kind).most())
              .matches(LIMITS.get(kind).pattern());
          met.add(kind);
        }
      }
    }
    assertThat(met).contains("lb/loadBalancer", "s3/bucketV2", "lambda/function", "iam/role");
  }

  /** EC2 refuses an apostrophe there, for example. */
  @Test
  void describeSecurityGroupsInCharactersThatEc2Takes() {
    assertThat(plan)
        .filteredOn(resource -> resource.type().contains("ecurityGroup"))
        .filteredOn(resource -> resource.inputs().containsKey("description"))
        .isNotEmpty()
        .allSatisfy(
            group ->
                assertThat((String) group.inputs().get("description"))
                    .hasSizeLessThanOrEqualTo(255)
                    .matches("[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]+"));
  }

  @Test
  void keepTheLoadBalancerOfTheServicesWithinItsLimit() {
    var values =
        plan.stream()
            .filter(resource -> resource.type().equals("kubernetes:helm.sh/v3:Release"))
            .map(resource -> Stacks.input(resource, "values"))
            .flatMap(release -> release.findValuesAsText("loadBalancerName").stream())
            .toList();

    assertThat(values)
        .isNotEmpty()
        .allMatch(name -> LIMITS.get("lb/loadBalancer").pattern().matcher(name).matches())
        .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(32));
  }

  /** For example {@code sqs/queue} for {@code aws:sqs/queue:Queue}. */
  private static String kind(PlannedResource resource) {
    return resource.type().replaceFirst("^aws:", "").replaceFirst(":[^:]+$", "");
  }
}
