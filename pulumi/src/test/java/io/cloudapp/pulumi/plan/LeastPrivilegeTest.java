package io.cloudapp.pulumi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.Service;
import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.core.json.Json;
import io.cloudapp.pulumi.settings.Preset;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What the roles of the stack may do, and that they may do no more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeastPrivilegeTest {

  /** Why each of them is allowed on every resource. */
  private static final Map<String, String> WITHOUT_RESOURCE =
      Map.ofEntries(
          Map.entry("ec2:Describe.*", "EC2 knows no resource for what only reads"),
          Map.entry("ec2:GetSecurityGroupsForVpc", "EC2 knows no resource for what only reads"),
          Map.entry("elasticloadbalancing:Describe.*", "it knows no resource for what only reads"),
          Map.entry(
              "ec2:(CreateNetworkInterface|DeleteNetworkInterface|(Una|A)ssignPrivateIpAddresses)",
              "Lambda checks it so, before there is an interface; the function's code is kept out"),
          Map.entry("ecr:GetAuthorizationToken", "the token is the account's"),
          Map.entry("xray:.*", "X-Ray knows no resource for segments and sampling"),
          Map.entry(
              "logs:(Create|Delete|Get|List|Update)LogDelivery|logs:ListLogDeliveries",
              "CloudWatch Logs knows no resource for deliveries"),
          Map.entry(
              "logs:(DescribeLogGroups|DescribeResourcePolicies|PutResourcePolicy)",
              "they are about the account's policies"));

  private List<PlannedResource> plan;

  @BeforeAll
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void plan() {
    plan = Plan.of(Preset.PRODUCTION.settings());
  }

  @Test
  void allowsEveryResourceOnlyWhereAwsKnowsNoOther() {
    assertThat(statements())
        .filteredOn(statement -> texts(statement.path("Resource")).contains("*"))
        .isNotEmpty()
        .allSatisfy(
            statement ->
                assertThat(texts(statement.path("Action")))
                    .allMatch(
                        action -> WITHOUT_RESOURCE.keySet().stream().anyMatch(action::matches),
                        "has no resource"));
  }

  @Test
  void givesNoReasonForWhatIsNotAllowed() {
    var actions = statements().stream().flatMap(it -> texts(it.path("Action")).stream()).toList();

    assertThat(WITHOUT_RESOURCE.keySet())
        .allMatch(pattern -> actions.stream().anyMatch(action -> action.matches(pattern)));
  }

  @Test
  void letsARoleUseAKeyOnlyThroughAService() {
    assertThat(statements())
        .filteredOn(statement -> texts(statement.path("Action")).toString().contains("kms:"))
        .isNotEmpty()
        .allSatisfy(
            statement ->
                assertThat(statement.path("Condition").toString())
                    .containsAnyOf("kms:ViaService", "kms:EncryptionContext"));
  }

  @Test
  void letsWhoeverReadsASecretOfTheStackDecryptIt() {
    assertThat(ofType("aws:iam/rolePolicy:RolePolicy"))
        .filteredOn(policy -> policy.name().contains("prepare-installation"))
        .singleElement()
        .satisfies(
            policy ->
                assertThat(policy.inputs().get("policy").toString())
                    .contains("\"kms:ViaService\":\"secretsmanager."));
  }

  @Test
  void launchesOnlyWhatIsOursSmallEnoughAndSafe() {
    var launches =
        statements().stream()
            .filter(statement -> texts(statement.path("Action")).contains("ec2:RunInstances"))
            .toList();

    assertThat(launches).isNotEmpty();
    assertThat(launches)
        .filteredOn(launch -> launch.path("Resource").asText().endsWith(":instance/*"))
        .isNotEmpty()
        .allSatisfy(
            launch -> {
              var condition = launch.path("Condition");
              assertThat(condition.at("/StringEquals/aws:RequestTag~1cloudapp:install-id").asText())
                  .isEqualTo(Preset.PRODUCTION.settings().installation());
              assertThat(condition.at("/StringEquals/ec2:MetadataHttpTokens").asText())
                  .isEqualTo("required");
              assertThat(
                      condition.at("/NumericEquals/ec2:MetadataHttpPutResponseHopLimit").asText())
                  .isEqualTo("1");
              assertThat(texts(condition.at("/StringLike/ec2:InstanceType")))
                  .contains("t3.*")
                  .doesNotContain("*");
            });
    assertThat(launches)
        .filteredOn(launch -> launch.path("Resource").asText().endsWith(":volume/*"))
        .isNotEmpty()
        .allSatisfy(
            launch ->
                assertThat(launch.at("/Condition/Bool/ec2:Encrypted").asText()).isEqualTo("true"));
  }

  @Test
  void stopsAndTerminatesOnlyWhatHasOurTag() {
    assertThat(statements())
        .filteredOn(
            statement ->
                texts(statement.path("Action")).stream()
                    .anyMatch(
                        action ->
                            List.of(
                                    "ec2:StopInstances",
                                    "ec2:TerminateInstances",
                                    "ec2:AuthorizeSecurityGroupIngress")
                                .contains(action)))
        .isNotEmpty()
        // The load balancer controller's security groups bear a tag of its own.
        .allMatch(statement -> statement.path("Condition").toString().contains("aws:ResourceTag/"));
  }

  @Test
  void tagsOnlyWhatIsBeingMadeOrTheEndOfWhatIsOurs() {
    assertThat(statements("provision-instance"))
        .filteredOn(statement -> texts(statement.path("Action")).contains("ec2:CreateTags"))
        .hasSize(2)
        .anySatisfy(
            statement ->
                assertThat(texts(statement.at("/Condition/StringEquals/ec2:CreateAction")))
                    .containsExactlyInAnyOrder(
                        "RunInstances", "CreateSecurityGroup", "ImportKeyPair"))
        .anySatisfy(
            statement -> {
              assertThat(texts(statement.at("/Condition/ForAllValues:StringEquals/aws:TagKeys")))
                  .containsExactly("cloudapp:expires-at");
              assertThat(statement.at("/Condition/StringEquals").toString())
                  .contains("aws:ResourceTag/cloudapp:install-id");
            });
  }

  @Test
  void givesEachPartARoleOfItsOwn() {
    var roles =
        ofType("aws:iam/rolePolicy:RolePolicy").stream()
            .map(policy -> policy.inputs().get("role").toString())
            .toList();
    var parts =
        CloudFunction.values().length + Service.values().length + StateMachine.values().length;

    assertThat(roles).hasSizeGreaterThanOrEqualTo(parts).doesNotHaveDuplicates();
  }

  /** A role's inline policies have 10,240 characters together. */
  @Test
  void keepsEachPolicyWithinTheLimitOfIam() {
    assertThat(ofType("aws:iam/rolePolicy:RolePolicy"))
        .allSatisfy(
            policy ->
                assertThat(policy.inputs().get("policy").toString())
                    .as(policy.name())
                    .hasSizeLessThan(9_500));
  }

  private List<JsonNode> statements(String... names) {
    return ofType("aws:iam/rolePolicy:RolePolicy").stream()
        .filter(policy -> Stream.of(names).allMatch(policy.name()::contains))
        .filter(policy -> names.length == 0 || policy.name().contains("services-"))
        .map(policy -> tree(policy.inputs().get("policy").toString()))
        .flatMap(policy -> policy.path("Statement").valueStream())
        .toList();
  }

  private List<PlannedResource> ofType(String type) {
    return plan.stream().filter(resource -> resource.type().equals(type)).toList();
  }

  private static TreeSet<String> texts(JsonNode textOrList) {
    var texts = new TreeSet<String>();
    if (textOrList.isTextual()) {
      texts.add(textOrList.asText());
    }
    textOrList.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static JsonNode tree(String json) {
    try {
      return Json.mapper().readTree(json);
    } catch (JsonProcessingException notJson) {
      throw new AssertionError("No JSON: " + json, notJson);
    }
  }
}
