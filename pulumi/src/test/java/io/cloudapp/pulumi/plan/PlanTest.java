package io.cloudapp.pulumi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.pulumi.settings.Preset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What has to be true of every resource; the names end with the rule of Checkov where it has one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanTest {

  private final Map<Preset, List<PlannedResource>> plans = new EnumMap<>(Preset.class);

  @BeforeAll
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void plan() {
    for (var preset : Preset.values()) {
      plans.put(preset, Plan.of(preset.settings()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesEachResourceOnceAndAfterTheInstallation(Preset preset) {
    assertThat(plans.get(preset))
        .extracting(PlannedResource::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.startsWith(preset.settings().installation() + "-"));
  }

  @ParameterizedTest
  @EnumSource
  void refersOnlyToResourcesOfThePlan(Preset preset) {
    var names = plans.get(preset).stream().map(PlannedResource::name).collect(Collectors.toSet());

    assertThat(plans.get(preset))
        .allSatisfy(
            resource -> {
              assertThat(names).containsAll(resource.dependsOn());
              assertThat(resource.parent()).isIn(withNothing(names));
            });
  }

  @ParameterizedTest
  @EnumSource
  void hasEachFunctionOfTheCatalogueWithAnAlias(Preset preset) {
    assertThat(ofType(preset, "aws:lambda/function:Function"))
        .extracting(function -> function.inputs().get("handler"))
        .containsExactlyInAnyOrder(
            List.of(CloudFunction.values()).stream()
                .map(function -> (Object) function.handler())
                .toArray());
    assertThat(ofType(preset, "aws:lambda/alias:Alias")).hasSize(CloudFunction.values().length);
  }

  /** CKV_AWS_50, CKV_AWS_115, CKV_AWS_116, CKV_AWS_117, CKV_AWS_173. */
  @ParameterizedTest
  @EnumSource
  void tracesBoundsAndEnclosesEachFunction(Preset preset) {
    assertThat(ofType(preset, "aws:lambda/function:Function"))
        .allSatisfy(
            function ->
                assertThat(function.inputs())
                    .containsEntry("tracingConfig", Map.of("mode", "Active"))
                    .containsKeys(
                        "reservedConcurrentExecutions",
                        "deadLetterConfig",
                        "vpcConfig",
                        "kmsKeyArn"));
  }

  /** CKV_AWS_26, CKV_AWS_27. */
  @ParameterizedTest
  @EnumSource
  void encryptsQueuesAndTopicsWithAKeyOfOurs(Preset preset) {
    assertThat(ofType(preset, "aws:sqs/queue:Queue"))
        .isNotEmpty()
        .allSatisfy(queue -> assertThat(queue.inputs()).containsKey("kmsMasterKeyId"));
    assertThat(ofType(preset, "aws:sns/topic:Topic"))
        .isNotEmpty()
        .allSatisfy(topic -> assertThat(topic.inputs()).containsKey("kmsMasterKeyId"));
  }

  /** CKV_AWS_158, CKV_AWS_338. */
  @ParameterizedTest
  @EnumSource
  void keepsLogsEncryptedForAYear(Preset preset) {
    assertThat(ofType(preset, "aws:cloudwatch/logGroup:LogGroup"))
        .isNotEmpty()
        .allSatisfy(
            log -> {
              assertThat(log.inputs()).containsKey("kmsKeyId");
              assertThat((Long) log.inputs().get("retentionInDays")).isGreaterThanOrEqualTo(365);
            });
  }

  /** CKV_AWS_96, CKV_AWS_162. */
  @ParameterizedTest
  @EnumSource
  void encryptsTheDatabaseAndLetsPeopleInByIam(Preset preset) {
    assertThat(ofType(preset, "aws:rds/cluster:Cluster"))
        .hasSize(1)
        .allSatisfy(
            cluster ->
                assertThat(cluster.inputs())
                    .containsEntry("storageEncrypted", true)
                    .containsEntry("iamDatabaseAuthenticationEnabled", true)
                    .containsEntry("manageMasterUserPassword", true)
                    .containsEntry("deletionProtection", true)
                    .doesNotContainKey("masterPassword"));
  }

  /** CKV_AWS_37, CKV_AWS_39, CKV_AWS_58. */
  @ParameterizedTest
  @EnumSource
  void hidesTheClusterLogsItAndEncryptsItsSecrets(Preset preset) {
    assertThat(ofType(preset, "aws:eks/cluster:Cluster"))
        .hasSize(1)
        .allSatisfy(
            cluster -> {
              assertThat((List<?>) cluster.inputs().get("enabledClusterLogTypes")).hasSize(5);
              assertThat(cluster.inputs()).containsKey("encryptionConfig");
              assertThat((Map<?, ?>) cluster.inputs().get("vpcConfig"))
                  .satisfies(vpc -> assertThat(vpc.get("endpointPublicAccess")).isEqualTo(false));
            });
  }

  /** CKV_AWS_2, CKV_AWS_103, CKV_AWS_131. */
  @ParameterizedTest
  @EnumSource
  void servesPagesOverTlsOnly(Preset preset) {
    assertThat(ofType(preset, "aws:lb/listener:Listener"))
        .allMatch(
            listener ->
                "HTTPS".equals(listener.inputs().get("protocol"))
                    ? listener.inputs().get("sslPolicy").toString().contains("TLS13")
                    : listener.inputs().get("defaultActions").toString().contains("HTTP_301"));
    assertThat(ofType(preset, "aws:lb/loadBalancer:LoadBalancer"))
        .allSatisfy(
            balancer ->
                assertThat(balancer.inputs())
                    .containsEntry("dropInvalidHeaderFields", true)
                    .containsEntry("enableDeletionProtection", true));
  }

  @ParameterizedTest
  @EnumSource
  void allowsNoActionByAStar(Preset preset) {
    assertThat(policies(preset))
        .isNotEmpty()
        .allSatisfy(
            policy -> assertThat(policy).doesNotContainPattern("\"[a-z0-9-]+:[A-Za-z]*\\*\""));
  }

  /** CKV_AWS_46, CKV_AWS_45: of a secret functions are told at most where it is. */
  @ParameterizedTest
  @EnumSource
  void tellsFunctionsNoSecret(Preset preset) {
    assertThat(ofType(preset, "aws:lambda/function:Function"))
        .flatExtracting(PlanTest::variables)
        .filteredOn(
            variable -> variable.getKey().toString().matches("(?i).*(password|secret|key).*"))
        .isNotEmpty()
        .allSatisfy(
            variable ->
                assertThat(variable.getValue())
                    .isInstanceOfSatisfying(
                        Map.class,
                        reference ->
                            assertThat(reference.get("output").toString())
                                .endsWithIgnoringCase("arn")));
  }

  private static Collection<? extends Map.Entry<?, ?>> variables(PlannedResource function) {
    var environment = (Map<?, ?>) function.inputs().get("environment");
    return ((Map<?, ?>) environment.get("variables")).entrySet();
  }

  @Test
  void needsNoAccount() {
    assertThat(plans.values()).allSatisfy(plan -> assertThat(plan).hasSizeGreaterThan(100));
  }

  private List<String> policies(Preset preset) {
    return ofType(preset, "aws:iam/rolePolicy:RolePolicy").stream()
        .map(policy -> policy.inputs().get("policy").toString())
        .toList();
  }

  private List<PlannedResource> ofType(Preset preset, String type) {
    Predicate<PlannedResource> isOfType = resource -> resource.type().equals(type);
    return plans.get(preset).stream().filter(isOfType).toList();
  }

  private static Set<String> withNothing(Set<String> names) {
    var all = new HashSet<>(names);
    all.add("");
    return all;
  }
}
