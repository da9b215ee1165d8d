package io.cloudapp.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  @Test
  void takesValuesAfterABlankOrAnEqualsSign() {
    assertThat(Options.read("--push", "registry.example.com/cloudapp", "--tag=1.0.0"))
        .isEqualTo(
            new Options(
                Optional.of("registry.example.com/cloudapp"),
                Optional.of("1.0.0"),
                Optional.empty(),
                false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/cloudapp-small",
        "localhost:5000",
        "registry:5000/team/cloudapp"
      })
  void takesARegistryWithOrWithoutPortAndFolder(String registry) {
    assertThat(Options.read("--push", registry).push()).contains(registry);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --pusch | x                        | There is no option '--pusch'
          --push  | https://example.com/team | without https://
          --push  | example.com/team:1.0     | without a tag
          --tag   | .hidden                  | The tag '.hidden' cannot be used
          --only  | website                  | The images are webapp, configure-instance
          """)
  void refusesWhatCannotBeMeant(String option, String value, String sentence) {
    assertThatThrownBy(() -> Options.read(option, value))
        .isInstanceOf(Unbuildable.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void takesWhateverIsThereWhenItIsToPushWhatIsMissing() {
    assertThat(Options.read("--missing", "--tag", "1.0.0").missing()).isTrue();
    assertThat(Options.read("--tag", "1.0.0").missing()).isFalse();
  }

  @Test
  void asksForAMissingValue() {
    assertThatThrownBy(() -> Options.read("--tag"))
        .isInstanceOf(Unbuildable.class)
        .hasMessageStartingWith("--tag needs a value");
  }
}
