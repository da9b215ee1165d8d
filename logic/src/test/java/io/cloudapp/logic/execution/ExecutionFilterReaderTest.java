package io.cloudapp.logic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.execution.ExecutionFilter;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.execution.ExecutionFilterReader.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExecutionFilterReaderTest {

  private static final Caller ADMIN = new Caller("a", "root", Role.ADMIN, "s");
  private static final Caller USER = new Caller("u", "ada", Role.USER, "s");

  @Test
  void readsEveryParameter() {
    var filter =
        valid(
            ADMIN,
            Map.of(
                "state", "FAILED",
                "kind", "stop",
                "user", "ada",
                "configuration", "nginx",
                "instance", "01jd0000000000000000000001",
                "from", "2026-11-20T10:00:00Z",
                "to", "2026-11-22T10:00:00Z"));

    assertThat(filter)
        .isEqualTo(
            new ExecutionFilter(
                Optional.of(ExecutionState.FAILED),
                Optional.of(ExecutionKind.STOP),
                Optional.of("ada"),
                Optional.of("nginx"),
                Optional.of("01jd0000000000000000000001"),
                Optional.of(Instant.parse("2026-11-20T10:00:00Z")),
                Optional.of(Instant.parse("2026-11-22T10:00:00Z"))));
  }

  @Test
  void leavesNothingOutWithoutParametersAndWithEmptyOnes() {
    assertThat(valid(USER, Map.of())).isEqualTo(ExecutionFilter.none());
    assertThat(valid(USER, Map.of("state", "", "kind", "", "user", "", "from", "")))
        .isEqualTo(ExecutionFilter.none());
  }

  @Test
  void takesADateForAllOfItsDay() {
    var filter = valid(ADMIN, Map.of("from", "2026-11-22", "to", "2026-11-22"));

    assertThat(filter.from()).contains(Instant.parse("2026-11-22T00:00:00Z"));
    assertThat(filter.to()).contains(Instant.parse("2026-11-23T00:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state | failed",
        "state | GONE",
        "state | FAILED,RUNNING",
        "state | FAILED' or '1'='1",
        "kind | PROVISION",
        "kind | <script>alert(1)</script>",
        "configuration | Nginx",
        "configuration | ../nginx",
        "configuration | %nginx%",
        "configuration | nginx; drop table executions",
        "configuration | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "instance | i 1",
        "instance | ../../etc/passwd",
        "instance | =cmd()",
        "instance | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "user | a b",
        "from | yesterday",
        "from | 2026-13-01",
        "from | 2026-02-30",
        "from | 1999-12-31",
        "from | 2026-11-22T10:00",
        "from | 2026-11-22T10:00:00+01",
        "from | +1000000000-12-31T23:59:59Z",
        "to | -999999999",
        "to | 9999-12-31T23:59:59Z",
        "to | 1763805600",
      })
  void refusesWhatIsNoSuchThingAtItsField(String field, String value) {
    assertThat(refused(ADMIN, Map.of(field, value))).containsExactly(field);
  }

  @Test
  void refusesNulAndEndlessTexts() {
    for (var field : new String[] {"state", "kind", "user", "configuration", "instance", "from"}) {
      assertThat(refused(ADMIN, Map.of(field, "a\0b"))).containsExactly(field);
      assertThat(refused(ADMIN, Map.of(field, "x".repeat(100_000)))).containsExactly(field);
    }
  }

  @Test
  void refusesARangeThatEndsBeforeItBegins() {
    assertThat(refused(ADMIN, Map.of("from", "2026-11-22", "to", "2026-11-21")))
        .containsExactly("to");
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    assertThat(refused(ADMIN, Map.of("state", "x", "kind", "x", "from", "x")))
        .containsExactlyInAnyOrder("state", "kind", "from");
  }

  @Test
  void letsOnlyAdminsAskForOthers() {
    assertThat(refused(USER, Map.of("user", "grace"))).containsExactly("user");
    assertThat(refused(USER, Map.of("user", "ada"))).containsExactly("user");
  }

  private static ExecutionFilter valid(Caller caller, Map<String, String> parameters) {
    return switch (read(caller, parameters)) {
      case Reading.Valid(var filter) -> filter;
      case Reading.Invalid(var problem) -> throw new AssertionError(problem);
    };
  }

  private static List<String> refused(Caller caller, Map<String, String> parameters) {
    return switch (read(caller, parameters)) {
      case Reading.Valid(var filter) -> throw new AssertionError("Accepted: " + filter);
      case Reading.Invalid(var problem) -> {
        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.errors()).allSatisfy(error -> assertThat(error.message()).endsWith("."));
        yield problem.errors().stream().map(FieldError::field).toList();
      }
    };
  }

  private static Reading read(Caller caller, Map<String, String> parameters) {
    return ExecutionFilterReader.read(caller, name -> Optional.ofNullable(parameters.get(name)));
  }
}
