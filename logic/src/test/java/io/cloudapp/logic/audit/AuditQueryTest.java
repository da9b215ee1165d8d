package io.cloudapp.logic.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditOutcome;
import io.cloudapp.logic.audit.AuditQuery.Reading;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditQueryTest {

  @Test
  void readsEveryFilter() {
    var query =
        good(
            Map.of(
                "actor", " ada ",
                "action", "login-revealed",
                "outcome", "refused",
                "target", "instance/01K2",
                "from", "2026-11-01T00:00:00Z",
                "to", "2026-11-22T12:00:00.5Z"));

    assertThat(query.actor()).contains("ada");
    assertThat(query.action()).contains(AuditAction.LOGIN_REVEALED);
    assertThat(query.outcome()).contains(AuditOutcome.REFUSED);
    assertThat(query.targets()).containsExactly("instance/01K2");
    assertThat(query.from()).contains(Instant.parse("2026-11-01T00:00:00Z"));
    assertThat(query.to()).contains(Instant.parse("2026-11-22T12:00:00.500Z"));
  }

  @Test
  void takesWhatIsEmptyForNoFilter() {
    assertThat(good(Map.of("actor", "", "action", " ", "from", ""))).isEqualTo(AuditQuery.all());
  }

  @Test
  void looksForATargetWithoutAKindAmongAllKinds() {
    assertThat(good(Map.of("target", "nginx")).targets())
        .contains("nginx", "configuration/nginx", "instance/nginx", "user/nginx");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "action | LOGIN_REVEALED",
        "action | signed-in' or '1'='1",
        "action | ../audit",
        "action | <script>alert(1)</script>",
        "outcome | Done",
        "outcome | =1+1",
        "outcome | 7",
        "from | yesterday",
        "from | 2026-11-22",
        "from | 2026-13-01T00:00:00Z",
        "from | 1969-12-31T23:59:59Z",
        "to | +10000-01-01T00:00:00Z",
        "to | -999999999-01-01T00:00:00Z",
        "to | 2026-11-22T12:00:00"
      })
  void refusesWhatNoEntryCanHave(String field, String value) {
    assertThat(bad(Map.of(field, value))).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"actor", "target"})
  void refusesTextsThatAreTooLongOrNoText(String field) {
    assertThat(bad(Map.of(field, "x".repeat(201)))).isEqualTo(field);
    assertThat(bad(Map.of(field, "a\0b"))).isEqualTo(field);
  }

  @Test
  void refusesAnEndBeforeTheBeginning() {
    assertThat(bad(Map.of("from", "2026-11-22T00:00:00Z", "to", "2026-11-22T00:00:00Z")))
        .isEqualTo("to");
  }

  private static AuditQuery good(Map<String, String> sent) {
    var reading = AuditQuery.read(name -> Optional.ofNullable(sent.get(name)));
    assertThat(reading).isInstanceOf(Reading.Good.class);
    return ((Reading.Good) reading).query();
  }

  private static String bad(Map<String, String> sent) {
    var reading = AuditQuery.read(name -> Optional.ofNullable(sent.get(name)));
    assertThat(reading).isInstanceOf(Reading.Bad.class);
    var errors = ((Reading.Bad) reading).errors();
    assertThat(errors).singleElement().extracting(FieldError::message).asString().endsWith(".");
    return errors.getFirst().field();
  }
}
