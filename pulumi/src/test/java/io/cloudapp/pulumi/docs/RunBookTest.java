package io.cloudapp.pulumi.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.pulumi.alarms.Alarm;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever an alarm wakes up finds its section in docs/run-book.md, with all that is needed. */
class RunBookTest {

  private static final Page BOOK = Page.of("docs/run-book.md");

  @Test
  void hasASectionForEachAlarmAndNoOther() {
    assertThat(BOOK.sections().keySet())
        .containsExactlyElementsOf(Arrays.stream(Alarm.values()).map(Alarm::section).toList());
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatAnAlarmMeansWhomItHurtsHowToLookAndWhatToDo(Alarm alarm) {
    assertThat(BOOK.sections().get(alarm.section()))
        .isEqualTo(List.of("Meaning", "Impact", "Diagnosis", "Mitigation"));
  }
}
