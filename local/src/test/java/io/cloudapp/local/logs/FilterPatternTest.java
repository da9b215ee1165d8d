package io.cloudapp.local.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterPatternTest {

  private static final String RECORD =
      "{\"type\":\"TaskFailed\",\"id\":\"7\",\"count\":3,"
          + "\"details\":{\"name\":\"Launch instance\",\"tags\":[\"a\",\"b\"]}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      textBlock =
          """
          { $.type = "TaskFailed" }                                ~ true
          { $.type = TaskFailed }                                  ~ true
          { $.type = "Task*" }                                     ~ true
          { $.type = "Task" }                                      ~ false
          { $.type != "TaskFailed" }                               ~ false
          { $.type = "X" || $.id = "7" }                           ~ true
          { $.type = "X" || $.id = "7" && $.count = 4 }            ~ false
          { ($.type = "X" || $.id = "7") && $.count = 3 }          ~ true
          { $.count > 2 && $.count <= 3 }                          ~ true
          { $.count < 3 }                                          ~ false
          { $.details.name = "Launch instance" }                   ~ true
          { $.details.tags[1] = "b" }                              ~ true
          { $.missing = "b" }                                      ~ false
          { $.missing != "b" }                                     ~ false
          TaskFailed                                               ~ true
          TaskFailed Launch                                        ~ true
          TaskFailed Missing                                       ~ false
          "Launch instance"                                        ~ true
          "instance Launch"                                        ~ false
          TaskFailed -Launch                                       ~ false
          ?Missing ?Launch                                         ~ true
          """)
  void matchesAsCloudWatchLogsDoes(String pattern, boolean matches) {
    assertThat(FilterPattern.parse(pattern).test(RECORD)).isEqualTo(matches);
  }

  @Test
  void matchesNoPlainTextWithAJsonSelector() {
    assertThat(FilterPattern.parse("{ $.a = 1 }").test("{ not json")).isFalse();
    assertThat(FilterPattern.parse("").test("anything")).isTrue();
  }

  @Test
  void refusesASelectorItCannotRead() {
    for (var pattern : List.of("{ $.a = }", "{ $.a }", "{ a = 1 }", "{ ($.a = 1 }", "{ $.a = 1")) {
      assertThatThrownBy(() -> FilterPattern.parse(pattern))
          .as(pattern)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
