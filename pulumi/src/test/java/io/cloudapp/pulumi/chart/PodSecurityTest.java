package io.cloudapp.pulumi.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The controls of the restricted Pod Security Standard by their names there
 * (kubernetes.io/docs/concepts/security/pod-security-standards), and what CloudApp asks beyond
 * them. Each holds for the pods of the services and those of helm test.
 */
class PodSecurityTest {

  /** What pods may mount under the restricted standard. */
  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");

  /** HostProcess, Sysctls, /proc Mount Type, SELinux, AppArmor. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void changesNothingOfTheKernelsDefaults(String example) {
    assertThat(contexts(example))
        .allSatisfy(
            context ->
                assertThat(context)
                    .doesNotContainKeys(
                        "windowsOptions",
                        "sysctls",
                        "procMount",
                        "seLinuxOptions",
                        "appArmorProfile"));
  }

  /** Host Namespaces. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void sharesNoNamespaceWithTheHost(String example) {
    assertThat(pods(example))
        .isNotEmpty()
        .allSatisfy(pod -> assertThat(pod).doesNotContainKeys("hostNetwork", "hostPID", "hostIPC"));
  }

  /** Privileged Containers. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void hasNoPrivilegedContainer(String example) {
    assertThat(containers(example))
        .allSatisfy(
            container -> assertThat(security(container)).containsEntry("privileged", false));
  }

  /** Capabilities. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void dropsAllCapabilities(String example) {
    assertThat(containers(example))
        .allSatisfy(
            container ->
                assertThat(security(container))
                    .containsEntry("capabilities", Map.of("drop", List.of("ALL"))));
  }

  /** HostPath Volumes, Volume Types. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void mountsOnlyWhatIsNoPartOfTheHost(String example) {
    assertThat(pods(example))
        .allSatisfy(
            pod ->
                assertThat((List<?>) pod.get("volumes"))
                    .allSatisfy(
                        volume ->
                            assertThat(Chart.asMap(volume).keySet())
                                .filteredOn(key -> !key.equals("name"))
                                .isNotEmpty()
                                .isSubsetOf(VOLUMES)));
  }

  /** Host Ports. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void takesNoPortOfTheHost(String example) {
    assertThat(containers(example))
        .allSatisfy(
            container ->
                assertThat((List<?>) container.getOrDefault("ports", List.of()))
                    .allSatisfy(
                        port -> assertThat(Chart.asMap(port)).doesNotContainKey("hostPort")));
  }

  /** Host Probes / Lifecycle Hooks. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void probesThePodAndNoOtherHost(String example) {
    assertThat(containers(example))
        .flatExtracting(PodSecurityTest::requests)
        .allSatisfy(request -> assertThat(Chart.asMap(request)).doesNotContainKey("host"));
  }

  /** Seccomp. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void filtersSystemCalls(String example) {
    assertThat(contexts(example))
        .allSatisfy(
            context ->
                assertThat(context)
                    .containsEntry("seccompProfile", Map.of("type", "RuntimeDefault")));
  }

  /** Privilege Escalation. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void letsNoProcessGainPrivileges(String example) {
    assertThat(containers(example))
        .allSatisfy(
            container ->
                assertThat(security(container)).containsEntry("allowPrivilegeEscalation", false));
  }

  /** Running as Non-root, Running as Non-root user. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void runsAsTheUserOfTheImages(String example) {
    assertThat(contexts(example))
        .allSatisfy(
            context ->
                assertThat(context)
                    .containsEntry("runAsNonRoot", true)
                    .containsEntry("runAsUser", 10001)
                    .containsEntry("runAsGroup", 10001));
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void writesOnlyToATemporaryFolderOfLimitedSize(String example) {
    assertThat(containers(example))
        .allSatisfy(
            container -> {
              assertThat(security(container)).containsEntry("readOnlyRootFilesystem", true);
              assertThat((List<?>) container.get("volumeMounts"))
                  .extracting(mount -> Chart.asMap(mount).get("mountPath"))
                  .containsExactly("/tmp");
            });
    assertThat(pods(example))
        .flatExtracting(pod -> (List<?>) pod.get("volumes"))
        .allSatisfy(
            volume ->
                assertThat(Chart.asMap(Chart.asMap(volume).get("emptyDir")))
                    .containsKey("sizeLimit"));
  }

  /** IRSA's webhook mounts a token of its own; the one for Kubernetes is needed by nobody. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void mountsNoTokenForKubernetes(String example) {
    assertThat(pods(example))
        .allSatisfy(pod -> assertThat(pod).containsEntry("automountServiceAccountToken", false));
    assertThat(Chart.objects(Chart.example(example)))
        .filteredOn(object -> object.kind().equals("ServiceAccount"))
        .isNotEmpty()
        .allSatisfy(
            account -> assertThat(account.<Boolean>at("automountServiceAccountToken")).isFalse());
  }

  /** Fargate takes pods of the class Guaranteed only. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "production"})
  void asksForWhatItIsLimitedTo(String example) {
    assertThat(containers(example))
        .allSatisfy(
            container -> {
              var resources = Chart.asMap(container.get("resources"));
              assertThat(Chart.asMap(resources.get("limits"))).containsOnlyKeys("cpu", "memory");
              assertThat(resources.get("requests")).isEqualTo(resources.get("limits"));
            });
  }

  private static List<Map<String, Object>> pods(String example) {
    return Chart.objects(Chart.example(example)).stream().flatMap(Manifest::pod).toList();
  }

  private static List<Map<String, Object>> containers(String example) {
    var containers =
        Chart.objects(Chart.example(example)).stream().flatMap(Manifest::containers).toList();
    assertThat(containers).hasSize(6);
    return containers;
  }

  /** The security contexts of all pods and of all containers. */
  private static List<Map<String, Object>> contexts(String example) {
    var all =
        Stream.concat(pods(example).stream(), containers(example).stream())
            .map(PodSecurityTest::security)
            .toList();
    assertThat(all).hasSize(12);
    return all;
  }

  private static Map<String, Object> security(Map<String, Object> part) {
    assertThat(part).containsKey("securityContext");
    return Chart.asMap(part.get("securityContext"));
  }

  private static List<Object> requests(Map<String, Object> container) {
    var parts = new Manifest(container);
    return Stream.of(
            parts.<Object>at("startupProbe", "httpGet"),
            parts.<Object>at("livenessProbe", "httpGet"),
            parts.<Object>at("readinessProbe", "httpGet"),
            parts.<Object>at("lifecycle", "preStop", "httpGet"),
            parts.<Object>at("lifecycle", "postStart", "httpGet"))
        .filter(Objects::nonNull)
        .toList();
  }
}
