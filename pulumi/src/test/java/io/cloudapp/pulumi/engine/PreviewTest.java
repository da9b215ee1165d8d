package io.cloudapp.pulumi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.pulumi.plan.PlannedResource;
import io.cloudapp.pulumi.plan.Plans;
import io.cloudapp.pulumi.settings.Preset;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pulumirpc.Resource.RegisterResourceRequest;

/** The program as {@code pulumi preview} runs it, where nothing is known that is not there yet. */
class PreviewTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void asksForEveryResourceOfThePlan(Preset preset) throws Exception {
    var run = Engine.preview(preset.slug(), preset.configuration(), folder);

    assertThat(run.exitCode()).as(run.errors() + run.printed()).isZero();
    assertThat(run.errors()).isEmpty();
    assertThat(run.resources())
        .extracting(RegisterResourceRequest::getName)
        .containsExactlyInAnyOrderElementsOf(
            Plans.resources(preset).stream().map(PlannedResource::name).toList());
    assertThat(run.outputs().get("webAddress").getStringValue()).startsWith("https://");
    assertThat(run.outputs()).containsKeys("nextSteps", "apiAddress", "dashboardAddress");
  }

  @Test
  void saysInOneSentenceWhatToSetBeforeItAsksForAnything() throws Exception {
    var values = new HashMap<>(Preset.SMALL.configuration());
    values.put("cloudapp:domain", "no domain");

    var run = Engine.preview("small", values, folder);

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.resources()).isEmpty();
    assertThat(run.errors()).hasSize(1);
    assertThat(run.errors().getFirst())
        .contains("cloudapp:domain is \"no domain\", which cannot be used. Set the name")
        .doesNotContain("\tat ");
  }

  @Test
  void findsAMisspeltKey() throws Exception {
    var values = new HashMap<>(Preset.SMALL.configuration());
    values.putAll(Map.of("cloudapp:domian", "cloudapp.example.com"));

    var run = Engine.preview("small", values, folder);

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.errors()).singleElement().asString().contains("cloudapp:domian is no setting");
  }
}
