package io.cloudapp.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.local.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code samples/env.json} works as it is, without editing. */
final class SampleEnvironmentTest {

  /** SAM gives a function no variable that the template does not name. */
  @Test
  void setsExactlyTheVariablesOfTheTemplate() throws IOException {
    assertThat(SampleEnvironment.read().keySet())
        .isEqualTo(SamTemplate.read().environment(Map.of()).keySet());
  }

  @Test
  void goesWhereLocalCloudAnswersUnlessToldOtherwise() throws IOException {
    var launcher = Files.readString(Path.of("../cloudapp"));

    assertThat(launcher)
        .contains("the AWS endpoint (4566)", "PostgreSQL (" + Options.DATABASE_PORT + ",");
    assertThat(SampleEnvironment.read())
        .containsEntry("CLOUDAPP_AWS_ENDPOINT", "http://host.docker.internal:4566")
        .containsEntry(
            "CLOUDAPP_DATABASE_URL",
            "jdbc:postgresql://host.docker.internal:" + Options.DATABASE_PORT + "/postgres");
  }

  /** What is called the same in both places is the same thing. */
  @Test
  void namesWhatTheTemplateNamesByDefault() throws IOException {
    var template = SamTemplate.read().environment(Map.of());

    assertThat(SampleEnvironment.read())
        .allSatisfy(
            (name, value) -> {
              if (name.endsWith("_ARN") || name.contains("_ARNS_") || name.contains("_COGNITO_")) {
                assertThat(value).isEqualTo(template.get(name));
              }
              if (name.contains("_QUEUES_") || name.equals("CLOUDAPP_ISSUER")) {
                assertThat(lastPart(value)).isEqualTo(lastPart(template.get(name)));
              }
            });
    assertThat(SampleEnvironment.read().get("CLOUDAPP_USAGE_BUCKET"))
        .isEqualTo(template.get("CLOUDAPP_USAGE_BUCKET"));
  }

  private static String lastPart(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }
}
