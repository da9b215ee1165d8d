package io.cloudapp.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.logic.reconcile.ReconcileReport;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the pages have words for what the logic tier tells them by name. */
class WordsTest {

  @ParameterizedTest
  @ValueSource(strings = {"health.properties", "health_de.properties"})
  void hasWordsForWhateverTheReconcilerDoes(String bundle) throws IOException {
    var words = read(bundle);

    for (var kind : ReconcileReport.Kind.values()) {
      assertThat(words.getProperty("health.did." + slug(kind))).as("%s", kind).isNotBlank();
    }
    assertThat(words).containsKeys("health.run.done", "health.run.untrusted", "health.run.failed");
  }

  private static String slug(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Properties read(String bundle) throws IOException {
    try (var stream = WordsTest.class.getResourceAsStream("/messages/" + bundle)) {
      var words = new Properties();
      words.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      return words;
    }
  }
}
