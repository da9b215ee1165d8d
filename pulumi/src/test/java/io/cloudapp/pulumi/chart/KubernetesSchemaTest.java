package io.cloudapp.pulumi.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An API server drops a field that it does not know, and what it should have said is not said. */
class KubernetesSchemaTest {

  private static final Map<String, Check> CHECKS =
      Map.of(
          "apps/v1 Deployment", V1Deployment::validateJsonElement,
          "autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler::validateJsonElement,
          "networking.k8s.io/v1 Ingress", V1Ingress::validateJsonElement,
          "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy::validateJsonElement,
          "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
          "v1 Pod", V1Pod::validateJsonElement,
          "v1 Service", V1Service::validateJsonElement,
          "v1 ServiceAccount", V1ServiceAccount::validateJsonElement);

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern LABEL =
      Pattern.compile("([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?");

  /** Refuses what the schema of a kind does not have. */
  private interface Check {
    void accept(JsonElement object) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void knowsEachFieldOfEachObject(String example) {
    assertThat(Chart.objects(Chart.example(example)))
        .hasSizeGreaterThan(CHECKS.size())
        .allSatisfy(KubernetesSchemaTest::check);
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void rendersEachKind(String example) {
    assertThat(Chart.objects(Chart.example(example)))
        .extracting(KubernetesSchemaTest::key)
        .containsAll(CHECKS.keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void namesObjectsAsKubernetesAllows(String example) {
    assertThat(Chart.objects(Chart.example(example)))
        .allSatisfy(
            object -> {
              assertThat(object.name()).matches(NAME);
              assertThat(object.<String>at("metadata", "namespace")).isEqualTo("cloudapp");
              assertThat(object.<Map<String, Object>>at("metadata", "labels").values())
                  .allSatisfy(label -> assertThat((String) label).matches(LABEL));
              assertThat(annotations(object).values()).allMatch(String.class::isInstance);
            });
  }

  @Test
  void noticesAMisspeltFieldDeepInAnObject() {
    var broken =
        Chart.render(Chart.example("small")).replace("failureThreshold:", "failureTreshold:");

    assertThat(Chart.yaml(broken))
        .map(object -> new Manifest(Chart.asMap(object)))
        .filteredOn(object -> object.kind().equals("Deployment"))
        .isNotEmpty()
        .allSatisfy(
            object ->
                assertThatThrownBy(() -> check(object)).hasMessageContaining("failureTreshold"));
  }

  static void check(Manifest object) throws IOException {
    assertThat(CHECKS).containsKey(key(object));
    CHECKS.get(key(object)).accept(new Gson().toJsonTree(object.content()));
  }

  private static String key(Manifest object) {
    return object.at("apiVersion") + " " + object.kind();
  }

  private static Map<String, Object> annotations(Manifest object) {
    Map<String, Object> annotations = object.at("metadata", "annotations");
    return annotations == null ? Map.of() : annotations;
  }
}
