package io.cloudapp.pulumi.chart;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Route;
import io.cloudapp.core.api.Service;
import io.cloudapp.core.api.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {

  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void passesHelmsLinter(String example) {
    var result = Chart.lint(Chart.example(example));

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    assertThat(result.getMessages()).noneMatch(message -> message.contains("[WARNING]"));
  }

  @Test
  void hasExactlyTheServicesOfTheCatalogue() {
    assertThat(services(Chart.defaults()).keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Service.values()).map(Service::serviceName).toList());
  }

  /** The load balancer routes by the first part of the address. */
  @Test
  void routesEachAddressOfTheRouteTableToItsService() {
    Map<String, Set<String>> expected =
        Arrays.stream(Route.values())
            .filter(route -> route.target() instanceof Target.OfService)
            .collect(
                groupingBy(
                    route -> ((Target.OfService) route.target()).service().serviceName(),
                    mapping(route -> "/" + route.path().split("/")[1], toSet())));
    Map<String, Set<String>> actual = new LinkedHashMap<>();
    services(Chart.defaults())
        .forEach((name, service) -> actual.put(name, Set.copyOf(strings(service.get("paths")))));

    assertThat(actual).isEqualTo(expected);
  }

  /** Rewritten by -Dgolden.rewrite; the difference is what a review looks at. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void rendersWhatWasReviewed(String example) throws Exception {
    var golden = Path.of("src/test/resources/chart/" + example + ".yaml");
    var rendered = Chart.render(Chart.example(example)).strip() + "\n";

    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(golden, rendered);
    }

    assertThat(rendered)
        .as("See docs/how-to-change-the-chart.md for how to rewrite %s", golden)
        .isEqualTo(Files.readString(golden));
  }

  /** Or else a request would be answered by whichever Ingress comes first. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void sendsNoRequestToTwoServices(String example) {
    var ingresses = ofKind(example, "Ingress");
    var paths = ingresses.stream().flatMap(ChartTest::paths).toList();

    assertThat(paths)
        .allSatisfy(
            path ->
                assertThat(paths)
                    .filteredOn(other -> (other + "/").startsWith(path + "/"))
                    .containsExactly(path));
    assertThat(ingresses)
        .extracting(ingress -> annotation(ingress, "group.order"))
        .doesNotHaveDuplicates();
    assertThat(ingresses)
        .extracting(ingress -> annotation(ingress, "group.name"))
        .containsOnly(Chart.example(example).get("installation") + "-services");
  }

  /** The controller refuses a group whose members disagree on the load balancer. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void saysTheSameOfTheLoadBalancerInEachIngress(String example) {
    assertThat(ofKind(example, "Ingress"))
        .extracting(
            ingress -> {
              var annotations =
                  new LinkedHashMap<>(ingress.<Map<String, String>>at("metadata", "annotations"));
              annotations.remove("alb.ingress.kubernetes.io/group.order");
              return annotations;
            })
        .hasSize(Service.values().length)
        .satisfies(all -> assertThat(Set.copyOf(all)).hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void listensOnlyWithinTheNetworkAndEncrypted(String example) {
    assertThat(ofKind(example, "Ingress"))
        .allSatisfy(
            ingress -> {
              assertThat(annotation(ingress, "scheme")).isEqualTo("internal");
              assertThat(annotation(ingress, "listen-ports")).isEqualTo("[{\"HTTPS\": 443}]");
              assertThat(annotation(ingress, "ssl-policy")).startsWith("ELBSecurityPolicy-TLS13-");
              assertThat(annotation(ingress, "target-type")).isEqualTo("ip");
              assertThat(annotation(ingress, "security-groups")).startsWith("sg-");
              assertThat(annotation(ingress, "load-balancer-attributes"))
                  .contains("routing.http.drop_invalid_header_fields.enabled=true");
              assertThat(annotation(ingress, "load-balancer-name")).hasSizeLessThanOrEqualTo(32);
            });
  }

  /** A pod that ends must answer until the load balancer has let go of it. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void keepsServingWhileTheLoadBalancerLetsGo(String example) {
    var drained =
        annotation(ofKind(example, "Ingress").getFirst(), "target-group-attributes")
            .replaceFirst("deregistration_delay.timeout_seconds=", "");

    assertThat(ofKind(example, "Deployment"))
        .allSatisfy(
            deployment -> {
              var pod = deployment.pod().findFirst().orElseThrow();
              var container = new Manifest(deployment.containers().findFirst().orElseThrow());
              int sleep = container.at("lifecycle", "preStop", "sleep", "seconds");
              assertThat(sleep).isGreaterThan(Integer.parseInt(drained));
              assertThat((Integer) pod.get("terminationGracePeriodSeconds")).isGreaterThan(sleep);
              assertThat(
                      deployment.<Object>at("spec", "strategy", "rollingUpdate", "maxUnavailable"))
                  .isEqualTo(0);
            });
  }

  /** Where both set the number of pods, each upgrade would undo what the autoscaler did. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void leavesTheNumberOfPodsToOneOnly(String example) {
    var scaled =
        ofKind(example, "HorizontalPodAutoscaler").stream()
            .map(scaler -> scaler.<String>at("spec", "scaleTargetRef", "name"))
            .toList();

    assertThat(ofKind(example, "Deployment"))
        .allSatisfy(
            deployment ->
                assertThat(deployment.<Object>at("spec", "replicas") == null)
                    .isEqualTo(scaled.contains(deployment.name())));
    assertThat(ofKind(example, "HorizontalPodAutoscaler"))
        .allSatisfy(
            scaler -> {
              int minimum = scaler.at("spec", "minReplicas");
              assertThat(minimum).isLessThan(scaler.at("spec", "maxReplicas"));
            });
  }

  /**
   * A budget that lets nobody go keeps a node from being emptied, and Fargate from being patched.
   */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void letsOnePodOfEachServiceGoAtATime(String example) {
    assertThat(ofKind(example, "PodDisruptionBudget"))
        .hasSize(Service.values().length)
        .allSatisfy(
            budget -> {
              assertThat(budget.<Object>at("spec", "maxUnavailable")).isEqualTo(1);
              assertThat(budget.<Object>at("spec", "minAvailable")).isNull();
              assertThat(budget.<Object>at("spec", "selector", "matchLabels"))
                  .isEqualTo(
                      deployment(example, budget.name()).at("spec", "selector", "matchLabels"));
            });
  }

  /** Also that the pods of helm test, which serve nothing, are never among them. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void selectsThePodsOfTheServiceAndNoOthers(String example) {
    for (var service : ofKind(example, "Service")) {
      Map<String, String> wanted = service.at("spec", "selector");

      assertThat(podLabels(example).entrySet())
          .filteredOn(pod -> pod.getValue().entrySet().containsAll(wanted.entrySet()))
          .extracting(Map.Entry::getKey)
          .containsExactly("Deployment " + service.name());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void givesEachServiceItsOwnRole(String example) {
    var values = services(Chart.example(example));

    assertThat(ofKind(example, "ServiceAccount"))
        .hasSize(Service.values().length)
        .allSatisfy(
            account ->
                assertThat(
                        account.<String>at("metadata", "annotations", "eks.amazonaws.com/role-arn"))
                    .isEqualTo(values.get(account.name()).get("roleArn")));
    assertThat(ofKind(example, "Deployment"))
        .allSatisfy(
            deployment ->
                assertThat(deployment.<String>at("spec", "template", "spec", "serviceAccountName"))
                    .isEqualTo(deployment.name()));
  }

  @Test
  void letsTheVariablesOfAServiceWin() {
    var values = Chart.example("small");
    services(values).get("view-stats").put("environment", Map.of("CLOUDAPP_INSTALL_ID", ""));

    assertThat(environment(values, "view-stats")).containsEntry("CLOUDAPP_INSTALL_ID", "");
    assertThat(environment(values, "configure-instance"))
        .containsEntry("CLOUDAPP_INSTALL_ID", "cloudapp-small")
        .containsEntry("AWS_REGION", "eu-west-1");
  }

  private static Map<String, Object> environment(Map<String, Object> values, String service) {
    var variables = new LinkedHashMap<String, Object>();
    Chart.objects(values).stream()
        .filter(object -> object.toString().equals("Deployment " + service))
        .flatMap(Manifest::containers)
        .flatMap(container -> ((List<?>) container.get("env")).stream())
        .map(Chart::asMap)
        .forEach(
            variable ->
                assertThat(variables.put((String) variable.get("name"), variable.get("value")))
                    .isNull());
    return variables;
  }

  private static Manifest deployment(String example, String name) {
    return ofKind(example, "Deployment").stream()
        .filter(deployment -> deployment.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Map<String, String>> podLabels(String example) {
    var labels = new LinkedHashMap<String, Map<String, String>>();
    for (var object : Chart.objects(Chart.example(example))) {
      if (object.kind().equals("Pod")) {
        labels.put(object.toString(), object.at("metadata", "labels"));
      }
      if (object.kind().equals("Deployment")) {
        labels.put(object.toString(), object.at("spec", "template", "metadata", "labels"));
      }
    }
    return labels;
  }

  private static List<Manifest> ofKind(String example, String kind) {
    return Chart.objects(Chart.example(example)).stream()
        .filter(object -> object.kind().equals(kind))
        .toList();
  }

  private static Stream<String> paths(Manifest ingress) {
    return ingress.<List<Object>>at("spec", "rules").stream()
        .map(rule -> new Manifest(Chart.asMap(rule)))
        .flatMap(rule -> rule.<List<Object>>at("http", "paths").stream())
        .map(path -> (String) Chart.asMap(path).get("path"));
  }

  private static String annotation(Manifest ingress, String name) {
    return ingress.at("metadata", "annotations", "alb.ingress.kubernetes.io/" + name);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> services(Map<String, Object> values) {
    return (Map<String, Map<String, Object>>) values.get("services");
  }

  @SuppressWarnings("unchecked")
  private static List<String> strings(Object list) {
    return (List<String>) list;
  }
}
