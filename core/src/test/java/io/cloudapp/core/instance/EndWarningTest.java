package io.cloudapp.core.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndWarningTest {

  @ParameterizedTest
  @CsvSource({
    // A day: an hour and ten minutes before.
    "2026-11-21T12:00:00Z, 2026-11-22T10:59:59Z, ",
    "2026-11-21T12:00:00Z, 2026-11-22T11:00:00Z, FIRST",
    "2026-11-21T12:00:00Z, 2026-11-22T11:49:59Z, FIRST",
    "2026-11-21T12:00:00Z, 2026-11-22T11:50:00Z, LAST",
    "2026-11-21T12:00:00Z, 2026-11-22T11:59:59Z, LAST",
    "2026-11-21T12:00:00Z, 2026-11-22T12:00:00Z, ",
    // An hour: a quarter and an eighth of it before.
    "2026-11-22T11:00:00Z, 2026-11-22T11:44:59Z, ",
    "2026-11-22T11:00:00Z, 2026-11-22T11:45:00Z, FIRST",
    "2026-11-22T11:00:00Z, 2026-11-22T11:52:30Z, LAST"
  })
  void comesAnHourAndTenMinutesBeforeTheEndOrSoonerInAShortLife(
      Instant begun, Instant now, EndWarning warning) {
    var ends = Instant.parse("2026-11-22T12:00:00Z");

    assertThat(EndWarning.of(begun, ends, now)).isEqualTo(Optional.ofNullable(warning));
  }
}
