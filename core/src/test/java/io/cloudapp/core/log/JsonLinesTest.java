package io.cloudapp.core.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

  @Test
  void keepsAStackTraceInTheLineOfItsMessage() throws IOException {
    var line = line("It said \"no\"\nand again no", new IllegalStateException("broken\ntwice"));

    assertThat(line.path("level").asText()).isEqualTo("WARN");
    assertThat(line.path("message").asText()).isEqualTo("It said \"no\"\nand again no");
    assertThat(line.path("error").asText())
        .startsWith("java.lang.IllegalStateException: broken\ntwice")
        .contains("at io.cloudapp.core.log.JsonLinesTest");
  }

  @Test
  void saysNothingOfAnErrorWhereThereIsNone() throws IOException {
    assertThat(line("fine", null).has("error")).isFalse();
  }

  @Test
  void staysBelowTheLengthThatContainersCutAt() throws IOException {
    var text = "x".repeat(100_000);

    assertThat(new JsonLines().encode(event(text, new IllegalStateException(text))))
        .hasSizeLessThan(16 * 1024);
  }

  private static JsonNode line(String message, Throwable thrown) throws IOException {
    var line = new String(new JsonLines().encode(event(message, thrown)), UTF_8);
    assertThat(line).endsWith("\n").hasLineCount(1);
    return Json.mapper().readTree(line);
  }

  private static LoggingEvent event(String message, Throwable thrown) {
    var logger = new LoggerContext().getLogger("io.cloudapp.test");
    return new LoggingEvent(
        JsonLinesTest.class.getName(), logger, Level.WARN, message, thrown, null);
  }
}
