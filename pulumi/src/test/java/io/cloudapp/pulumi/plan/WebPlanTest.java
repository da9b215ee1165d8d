package io.cloudapp.pulumi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.pulumi.settings.Preset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The task of the web app: shut, without a secret in its definition, and with time to end. */
class WebPlanTest {

  private final List<PlannedResource> plan = Plans.of(Preset.SMALL).resources();
  private final PlannedResource task = Plans.named(plan, "-web-task");
  private final JsonNode container = Stacks.json(task.inputs().get("containerDefinitions")).path(0);

  /** CKV_AWS_336. */
  @Test
  void writesNowhereButIntoItsVolume() {
    assertThat(container.path("readonlyRootFilesystem").booleanValue()).isTrue();
    assertThat(container.path("user").textValue()).isEqualTo("10001:10001");
    assertThat(container.path("linuxParameters").path("capabilities").path("drop").path(0).asText())
        .isEqualTo("ALL");
    assertThat(container.path("mountPoints").path(0).path("containerPath").textValue())
        .isEqualTo("/tmp");
    assertThat(Plans.json(task.inputs().get("volumes")))
        .contains(container.path("mountPoints").path(0).path("sourceVolume").textValue());
  }

  /** The images are built for one platform. */
  @Test
  void runsOnThePlatformOfTheImages() {
    assertThat(Plans.json(task.inputs().get("runtimePlatform"))).contains("\"X86_64\"");
  }

  /** So that a rotation signs nobody out. */
  @Test
  void readsTheActiveSessionKeyAndTheOthersFromTheirSecret() {
    assertThat(container.path("secrets"))
        .extracting(secret -> secret.path("name").textValue())
        .containsExactlyInAnyOrder(
            "CLOUDAPP_WEB_ACTIVE_KEY",
            "CLOUDAPP_WEB_KEYS_A",
            "CLOUDAPP_WEB_KEYS_B",
            "CLOUDAPP_WEB_KEYS_C");
    assertThat(container.path("secrets"))
        .extracting(secret -> secret.path("valueFrom").textValue())
        .allMatch(place -> place.matches("\\$\\{cloudapp-small-session-keys-secret\\.arn}:\\w+::"));
  }

  @Test
  void letsRequestsUnderWayEnd() {
    assertThat(container.path("stopTimeout").asInt()).isBetween(30, 120);
    assertThat(container.path("logConfiguration").path("options").path("mode").textValue())
        .isEqualTo("non-blocking");
  }

  @Test
  void startsWhenTheInstallationIsPrepared() {
    assertThat(Plans.named(plan, "-web-service").dependsOn())
        .contains("cloudapp-small-preparation-invocation");
    assertThat(Plans.named(plan, "-services-release").dependsOn())
        .contains("cloudapp-small-preparation-invocation");
  }
}
