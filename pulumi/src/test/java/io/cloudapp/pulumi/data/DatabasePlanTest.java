package io.cloudapp.pulumi.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.database.RdsRoots;
import io.cloudapp.pulumi.plan.Plan;
import io.cloudapp.pulumi.plan.PlannedResource;
import io.cloudapp.pulumi.settings.Preset;
import io.cloudapp.pulumi.settings.Region;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may reach the database, and that it is prepared before anybody does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabasePlanTest {

  /** Of AWS's 1,000 executions at once 100 may not be reserved. */
  private static final long RESERVABLE = 900;

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
  void knowsTheRootOfEachRegion(Region region) {
    assertThat(RdsRoots.thumbprint(region.code())).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void preparesOnceForEachVersionWhenTheDatabaseIsThere(Preset preset) {
    var invocation = preparation(preset);
    var version =
        Map.of("ref", name(preset, "functions-prepare-installation"), "output", "version");

    assertThat(invocation.inputs())
        .containsEntry("qualifier", version)
        .containsEntry("triggers", Map.of("version", version))
        .containsEntry("lifecycleScope", "CREATE_ONLY")
        .containsEntry("input", "{}");
    assertThat(invocation.dependsOn())
        .contains(
            name(preset, "data-aurora-1"),
            name(preset, "network"),
            name(preset, "outgoing-preparation-to-cluster-let-in"));
  }

  @ParameterizedTest
  @EnumSource
  void letsNobodyInBeforeThat(Preset preset) {
    var preparation = preparation(preset).name();

    assertThat(ofType(preset, "aws:lambda/alias:Alias"))
        .filteredOn(alias -> !alias.name().contains("prepare-installation"))
        .hasSizeGreaterThan(15)
        .allSatisfy(alias -> assertThat(alias.dependsOn()).contains(preparation));
    assertThat(ofType(preset, "aws:ecs/service:Service"))
        .hasSize(1)
        .allSatisfy(web -> assertThat(web.dependsOn()).contains(preparation));
    assertThat(resource(preset, "services-release").dependsOn()).contains(preparation);
  }

  @Test
  void letsFunctionsReachTheProxyAndTheProxyTheCluster() {
    var preset = Preset.PRODUCTION;

    assertThat(ingress(preset, "outgoing-functions-to-database-let-in"))
        .isEqualTo(name(preset, "data-proxy-door"));
    assertThat(ingress(preset, "outgoing-preparation-to-cluster-let-in"))
        .isEqualTo(name(preset, "data-door"));
    assertThat(ingress(preset, "data-proxy-into-cluster")).isEqualTo(name(preset, "data-door"));
  }

  @Test
  void letsTheProxySignInWithASecretOfTheUserAndNotOfTheOwner() {
    var preset = Preset.PRODUCTION;
    var proxy = resource(preset, "data-proxy-proxy").inputs();

    assertThat(proxy).containsEntry("requireTls", true);
    assertThat(proxy.get("auths").toString())
        .contains("iamAuth=REQUIRED", "ref=" + name(preset, "data-proxy-user"))
        .doesNotContain("masterUserSecrets");
  }

  @ParameterizedTest
  @EnumSource
  void pinsTheAuthorityOfTheCertificates(Preset preset) {
    assertThat(ofType(preset, "aws:rds/clusterInstance:ClusterInstance"))
        .isNotEmpty()
        .allSatisfy(
            instance ->
                assertThat(instance.inputs())
                    .containsEntry("caCertIdentifier", RdsRoots.AUTHORITY));
  }

  @ParameterizedTest
  @EnumSource
  void reservesNoMoreThanAnAccountHas(Preset preset) {
    assertThat(
            ofType(preset, "aws:lambda/function:Function").stream()
                .mapToLong(
                    function ->
                        ((Number) function.inputs().get("reservedConcurrentExecutions"))
                            .longValue())
                .sum())
        .isLessThanOrEqualTo(RESERVABLE);
  }

  @ParameterizedTest
  @EnumSource
  void tellsNobodyElseWhereTheSecretsAre(Preset preset) {
    assertThat(ofType(preset, "aws:lambda/function:Function"))
        .filteredOn(
            function ->
                function.inputs().get("environment").toString().contains("CLOUDAPP_PREPARATION_"))
        .extracting(PlannedResource::name)
        .containsExactly(name(preset, "functions-prepare-installation"));
  }

  private String ingress(Preset preset, String rule) {
    return ((Map<?, ?>) resource(preset, rule).inputs().get("securityGroupId"))
        .get("ref")
        .toString();
  }

  private PlannedResource preparation(Preset preset) {
    return resource(preset, "preparation-invocation");
  }

  private PlannedResource resource(Preset preset, String name) {
    return plans.get(preset).stream()
        .filter(resource -> resource.name().equals(name(preset, name)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in the plan"));
  }

  private static String name(Preset preset, String name) {
    return preset.settings().installation() + "-" + name;
  }

  private List<PlannedResource> ofType(Preset preset, String type) {
    return plans.get(preset).stream().filter(resource -> resource.type().equals(type)).toList();
  }
}
