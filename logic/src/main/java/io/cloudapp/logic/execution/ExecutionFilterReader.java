package io.cloudapp.logic.execution;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.execution.ExecutionFilter;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.core.user.Caller;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads which executions somebody wants to see, from the parameters of the address. */
public final class ExecutionFilterReader {

  private static final Pattern USERNAME =
      Pattern.compile("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,128}");
  private static final Pattern CONFIGURATION = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /** What PostgreSQL and people can tell apart; CloudApp is younger, and so will its users be. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private final Caller caller;
  private final Function<String, Optional<String>> parameters;
  private final List<FieldError> errors = new ArrayList<>();

  private ExecutionFilterReader(Caller caller, Function<String, Optional<String>> parameters) {
    this.caller = caller;
    this.parameters = parameters;
  }

  /** What was read. */
  public sealed interface Reading {
    /** A filter that can be used. */
    record Valid(ExecutionFilter filter) implements Reading {}

    /** A message for each parameter that cannot. */
    record Invalid(Problem problem) implements Reading {}
  }

  /**
   * @param parameters {@code state}, {@code kind}, {@code user}, {@code configuration}, {@code
   *     instance}, and {@code from} and {@code to} as dates or times in ISO 8601; an empty one
   *     counts as missing
   */
  public static Reading read(Caller caller, Function<String, Optional<String>> parameters) {
    return new ExecutionFilterReader(caller, parameters).readAll();
  }

  private Reading readAll() {
    var filter =
        new ExecutionFilter(
            state(),
            kind(),
            user(),
            text("configuration", CONFIGURATION, "Give the name of a configuration."),
            text("instance", ID, "Give the id of an instance."),
            moment("from", 0),
            moment("to", 1));
    if (filter.from().isPresent()
        && filter.to().isPresent()
        && !filter.from().get().isBefore(filter.to().get())) {
      errors.add(new FieldError("to", "Give a time after the one in 'from'."));
    }
    return errors.isEmpty()
        ? new Reading.Valid(filter)
        : new Reading.Invalid(Problem.ofFields(errors));
  }

  private Optional<ExecutionState> state() {
    return sent("state")
        .flatMap(
            sent ->
                found(
                    "state",
                    Arrays.stream(ExecutionState.values())
                        .filter(state -> state.name().equals(sent))
                        .findFirst(),
                    "Use ACCEPTED, RUNNING, SUCCEEDED or FAILED."));
  }

  private Optional<ExecutionKind> kind() {
    return sent("kind")
        .flatMap(
            sent ->
                found(
                    "kind",
                    Arrays.stream(ExecutionKind.values())
                        .filter(kind -> kind.wireName().equals(sent))
                        .findFirst(),
                    "Use provision or stop."));
  }

  private Optional<String> user() {
    if (sent("user").isPresent() && !caller.isAdmin()) {
      errors.add(new FieldError("user", "Only admins see the executions of others."));
      return Optional.empty();
    }
    return text("user", USERNAME, "Give a user name.");
  }

  private Optional<String> text(String field, Pattern pattern, String message) {
    return sent(field)
        .flatMap(
            sent ->
                found(
                    field,
                    Optional.of(sent).filter(value -> pattern.matcher(value).matches()),
                    message));
  }

  /** A date stands for all of its day, so the end of a range is the day after it. */
  private Optional<Instant> moment(String field, int daysAfterDate) {
    return sent(field)
        .flatMap(
            sent ->
                found(
                    field,
                    instant(sent, daysAfterDate)
                        .filter(at -> !at.isBefore(EARLIEST) && at.isBefore(LATEST)),
                    "Give a date such as 2026-11-22, or a time such as 2026-11-22T09:30:00Z."));
  }

  private static Optional<Instant> instant(String text, int daysAfterDate) {
    try {
      return Optional.of(
          text.length() == 10
              ? LocalDate.parse(text)
                  .plusDays(daysAfterDate)
                  .atStartOfDay()
                  .toInstant(ZoneOffset.UTC)
              : Instant.parse(text));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private <T> Optional<T> found(String field, Optional<T> value, String message) {
    if (value.isEmpty()) {
      errors.add(new FieldError(field, message));
    }
    return value;
  }

  private Optional<String> sent(String field) {
    return parameters.apply(field).filter(value -> !value.isEmpty());
  }
}
