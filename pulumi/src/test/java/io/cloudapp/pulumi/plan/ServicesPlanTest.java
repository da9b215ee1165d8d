package io.cloudapp.pulumi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Route;
import io.cloudapp.core.api.Service;
import io.cloudapp.core.api.Target;
import io.cloudapp.core.json.Json;
import io.cloudapp.pulumi.settings.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

/** The services on the cluster, the way to them, and who may change the cluster. */
class ServicesPlanTest {

  private static final Path CHART = Path.of("../k8s-services/chart");

  private final List<PlannedResource> plan = Plans.of(Preset.SMALL).resources();

  @Test
  void givesTheChartOnlyValuesThatItKnows() throws IOException {
    Map<String, Object> known = new Yaml().load(Files.readString(CHART.resolve("values.yaml")));

    assertThat(unknown("", values(), known)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void sendsAServiceItsRoutes(Service service) {
    var expected =
        Stream.of(Route.values())
            .filter(route -> route.target().equals(new Target.OfService(service)))
            .map(route -> route.path().replaceAll("(?<=.)/.*", ""))
            .distinct()
            .toList();

    assertThat(service(service).get("paths")).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void letsOnlyTheServicesOwnAccountUseItsRole(Service service) {
    var role = Plans.named(plan, "-services-" + service.serviceName() + "-role");

    assertThat(service(service).get("roleArn"))
        .isEqualTo(Map.of("ref", role.name(), "output", "arn"));
    assertThat((String) role.inputs().get("assumeRolePolicy"))
        .contains("sts:AssumeRoleWithWebIdentity")
        .contains("system:serviceaccount:cloudapp:" + service.serviceName() + "\"")
        .contains(":aud\":\"sts.amazonaws.com\"");
  }

  @ParameterizedTest
  @CsvSource({
    "link-to-balancer, internal-door-link, internal-door-balancer, 443",
    "balancer-to-pods, internal-door-balancer, kubernetes-cluster, 8080"
  })
  void opensOneWayToThePods(String name, String from, String to, long port) {
    var leaving = Plans.named(plan, "-internal-door-" + name);
    var arriving = Plans.named(plan, "-internal-door-" + name + "-arriving");

    assertThat(leaving.inputs()).containsEntry("fromPort", port).containsEntry("toPort", port);
    assertThat(Plans.json(leaving.inputs().get("securityGroupId"))).contains(from);
    assertThat(Plans.json(leaving.inputs().get("referencedSecurityGroupId"))).contains(to);
    assertThat(arriving.inputs()).containsEntry("fromPort", port).containsEntry("toPort", port);
    assertThat(Plans.json(arriving.inputs().get("securityGroupId"))).contains(to);
    assertThat(Plans.json(arriving.inputs().get("referencedSecurityGroupId"))).contains(from);
  }

  /** In the order in which they are taken away, the controller comes last. */
  @Test
  void keepsTheControllerUntilTheIngressIsGone() {
    var namespace = Plans.named(plan, "-services-namespace");

    assertThat(Plans.named(plan, "-services-release").dependsOn()).contains(namespace.name());
    assertThat(namespace.dependsOn()).contains("cloudapp-small-load-balancers-release");
    assertThat(Plans.json(namespace.inputs()))
        .contains("\"pod-security.kubernetes.io/enforce\":\"restricted\"");
  }

  @Test
  void startsNoPodThatCouldNotLog() {
    assertThat(Plans.ofType(plan, "kubernetes:helm.sh/v3:Release"))
        .hasSize(2)
        .allSatisfy(
            release -> {
              assertThat(release.dependsOn()).contains("cloudapp-small-pod-logs-router");
              assertThat(release.inputs()).containsEntry("atomic", true).containsKey("timeout");
            });
    assertThat(Plans.json(Plans.named(plan, "-pod-logs-router").inputs()))
        .contains("log_group_name ${cloudapp-small-pod-logs-log.name}", "auto_create_group false");
  }

  @Test
  void letsTheControllerChangeOnlyWhatBearsTheTagOfTheCluster() throws IOException {
    var policy = (String) Plans.named(plan, "-load-balancers-policy").inputs().get("policy");

    assertThat(Json.mapper().readTree(policy).path("Statement"))
        .filteredOn(statement -> statement.path("Action").toString().contains("elasticload"))
        .filteredOn(statement -> !statement.path("Action").toString().contains("Describe"))
        .hasSize(5)
        .allSatisfy(
            statement ->
                assertThat(statement.path("Condition").toString())
                    .contains(
                        "/elbv2.k8s.aws/cluster\":\"${cloudapp-small-kubernetes-cluster.name}"));
  }

  /** CKV_AWS_38, CKV_AWS_39: closed, unless the settings name who may come from outside. */
  @Test
  void opensTheClustersEndpointToOperatorsOnly() {
    var open = Plans.with(Map.of("cloudapp:operatorAddresses", "203.0.113.7/32,10.40.0.0/16"));

    assertThat(endpoint(plan)).containsEntry("endpointPublicAccess", false);
    assertThat(endpoint(open))
        .containsEntry("endpointPublicAccess", true)
        .containsEntry("publicAccessCidrs", List.of("203.0.113.7/32"));
    assertThat(Plans.named(open, "-kubernetes-from-operators-1").inputs())
        .containsEntry("cidrIpv4", "10.40.0.0/16")
        .containsEntry("fromPort", 443L);
  }

  /** Longer ones are refused by AWS; the longest installation has 20 characters. */
  @Test
  void namesTheLoadBalancerShortEnough() {
    var longest = Plans.with(Map.of("cloudapp:installation", "a-twenty-characters1"));

    assertThat((String) ((Map<?, ?>) values(longest).get("ingress")).get("loadBalancerName"))
        .hasSizeLessThanOrEqualTo(32);
  }

  private Map<?, ?> service(Service service) {
    return (Map<?, ?>) ((Map<?, ?>) values().get("services")).get(service.serviceName());
  }

  private Map<String, Object> values() {
    return values(plan);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> values(List<PlannedResource> plan) {
    return (Map<String, Object>) Plans.named(plan, "-services-release").inputs().get("values");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> endpoint(List<PlannedResource> plan) {
    return (Map<String, Object>) Plans.named(plan, "-kubernetes-cluster").inputs().get("vpcConfig");
  }

  /** The paths of values that the chart's own file does not have. */
  private static TreeSet<String> unknown(String path, Map<?, ?> given, Map<?, ?> known) {
    var found = new TreeSet<String>();
    given.forEach(
        (key, value) -> {
          if (!known.containsKey(key)) {
            found.add(path + key);
          } else if (value instanceof Map<?, ?> inner
              && known.get(key) instanceof Map<?, ?> knownInner
              && !knownInner.isEmpty()) {
            found.addAll(unknown(path + key + ".", inner, knownInner));
          }
        });
    return found;
  }
}
