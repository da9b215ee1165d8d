package io.cloudapp.pulumi.chart;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Service;
import io.cloudapp.pulumi.settings.Preset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stack and the chart fit together: the chart takes what {@code pulumi up} gives to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlannedValuesTest {

  private final Map<Preset, PlannedValues> plans = new EnumMap<>(Preset.class);

  @BeforeAll
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void plan() {
    for (var preset : Preset.values()) {
      plans.put(preset, PlannedValues.of(preset));
    }
  }

  @ParameterizedTest
  @EnumSource
  void areTakenByTheChart(Preset preset) {
    assertThat(objects(preset))
        .filteredOn(object -> object.kind().equals("Deployment"))
        .extracting(Manifest::name)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Service.values()).map(Service::serviceName).toList());
    assertThat(objects(preset)).allSatisfy(KubernetesSchemaTest::check);
  }

  @ParameterizedTest
  @EnumSource
  void areForTheVersionOfTheCluster(Preset preset) {
    assertThat(Chart.KUBERNETES).startsWith(plans.get(preset).clusterVersion() + ".");
  }

  /** What the chart's defaults say of addresses is what the stack says of them. */
  @ParameterizedTest
  @EnumSource
  void routeAsTheDefaultsDo(Preset preset) {
    assertThat(paths(values(preset))).isEqualTo(paths(Chart.defaults()));
  }

  @ParameterizedTest
  @EnumSource
  void giveThePodsTheirEnvironment(Preset preset) {
    var environment = Chart.asMap(values(preset).get("environment"));

    assertThat(objects(preset))
        .filteredOn(object -> object.kind().equals("Deployment"))
        .allSatisfy(
            deployment ->
                assertThat(deployment.containers())
                    .flatExtracting(container -> (List<?>) container.get("env"))
                    .extracting(variable -> Chart.asMap(variable).get("name"))
                    .doesNotHaveDuplicates()
                    .contains(environment.keySet().toArray()));
  }

  /**
   * Without a backend group the controller makes no load balancer for an Ingress that wants one.
   */
  @ParameterizedTest
  @EnumSource
  void askNoMoreOfTheControllerThanItMayDo(Preset preset) {
    var controller = plans.get(preset).release("aws-load-balancer-controller");

    assertThat(objects(preset))
        .filteredOn(object -> object.kind().equals("Ingress"))
        .isNotEmpty()
        .allSatisfy(
            ingress ->
                assertThat(
                        ingress.<String>at(
                            "metadata",
                            "annotations",
                            "alb.ingress.kubernetes.io/manage-backend-security-group-rules"))
                    .isEqualTo(String.valueOf(controller.get("enableBackendSecurityGroup"))));
  }

  private List<Manifest> objects(Preset preset) {
    return Chart.objects(values(preset));
  }

  private Map<String, Object> values(Preset preset) {
    return plans.get(preset).release("k8s-services/chart");
  }

  private static Map<String, Object> paths(Map<String, Object> values) {
    return Chart.asMap(values.get("services")).entrySet().stream()
        .collect(toMap(Map.Entry::getKey, service -> Chart.asMap(service.getValue()).get("paths")));
  }
}
