package io.cloudapp.logic.audit;

import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditOutcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which entries of the audit log somebody asks for; what is empty does not narrow them.
 *
 * @param actor the user name
 * @param target with its kind, for example {@code instance/01K2…}; without one it is looked for
 *     among all kinds
 * @param from the first moment, inclusive
 * @param to the last moment, exclusive
 */
public record AuditQuery(
    Optional<String> actor,
    Optional<AuditAction> action,
    Optional<AuditOutcome> outcome,
    Optional<String> target,
    Optional<Instant> from,
    Optional<Instant> to) {

  private static final int MAXIMUM_TEXT = 200;

  /** PostgreSQL's own end is later, but nobody means more. */
  private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

  private static final List<String> KINDS =
      List.of("instance", "execution", "configuration", "user", "session", "queue");

  public static AuditQuery all() {
    return new AuditQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The query, or what is wrong with it. */
  public sealed interface Reading {
    record Good(AuditQuery query) implements Reading {}

    record Bad(List<FieldError> errors) implements Reading {
      public Bad {
        errors = List.copyOf(errors);
      }
    }
  }

  /**
   * Reads {@code actor}, {@code action}, {@code outcome}, {@code target}, {@code from} and {@code
   * to}.
   *
   * @param parameters the value of a parameter as it was sent; an empty one counts as none
   */
  public static Reading read(Function<String, Optional<String>> parameters) {
    var reader = new Reader(parameters);
    var query =
        new AuditQuery(
            reader.text("actor"),
            reader.one("action", AuditAction.values(), AuditAction::slug),
            reader.one("outcome", AuditOutcome.values(), AuditOutcome::slug),
            reader.text("target"),
            reader.instant("from"),
            reader.instant("to"));
    reader.checkOrder(query);
    return reader.errors.isEmpty() ? new Reading.Good(query) : new Reading.Bad(reader.errors);
  }

  /** The filters in words, for the entry about an export. */
  String words() {
    var words = new ArrayList<String>();
    actor.ifPresent(it -> words.add("by " + it));
    action.ifPresent(it -> words.add(it.slug()));
    outcome.ifPresent(it -> words.add(it.slug()));
    target.ifPresent(it -> words.add("on " + it));
    from.ifPresent(it -> words.add("from " + it));
    to.ifPresent(it -> words.add("to " + it));
    return words.isEmpty() ? "all" : String.join(", ", words);
  }

  /** What the target may be called in the log. */
  List<String> targets() {
    return target.stream()
        .flatMap(
            name ->
                name.contains("/")
                    ? Stream.of(name)
                    : Stream.concat(Stream.of(name), KINDS.stream().map(kind -> kind + "/" + name)))
        .toList();
  }

  private static final class Reader {

    private final Function<String, Optional<String>> parameters;
    private final List<FieldError> errors = new ArrayList<>();

    Reader(Function<String, Optional<String>> parameters) {
      this.parameters = parameters;
    }

    Optional<String> given(String name) {
      return parameters.apply(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    Optional<String> text(String name) {
      var value = given(name);
      if (value
          .filter(text -> text.length() > MAXIMUM_TEXT || text.indexOf('\0') >= 0)
          .isPresent()) {
        errors.add(
            new FieldError(name, "Send at most %d ordinary characters.".formatted(MAXIMUM_TEXT)));
        return Optional.empty();
      }
      return value;
    }

    <T> Optional<T> one(String name, T[] values, Function<T, String> slug) {
      var value = given(name);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      var found =
          Arrays.stream(values).filter(it -> slug.apply(it).equals(value.get())).findFirst();
      if (found.isEmpty()) {
        errors.add(new FieldError(name, "The audit log has no such %s.".formatted(name)));
      }
      return found;
    }

    Optional<Instant> instant(String name) {
      try {
        var instant = given(name).map(Instant::parse);
        if (instant.filter(it -> it.isAfter(END) || it.isBefore(Instant.EPOCH)).isEmpty()) {
          return instant;
        }
      } catch (DateTimeException notATime) {
        // The same refusal as for a time that nobody means.
      }
      errors.add(
          new FieldError(name, "Send a time such as 2026-11-22T14:30:00Z, from 1970 to 9999."));
      return Optional.empty();
    }

    void checkOrder(AuditQuery query) {
      if (query.from().isPresent()
          && query.to().isPresent()
          && !query.from().get().isBefore(query.to().get())) {
        errors.add(new FieldError("to", "The end must be after the beginning."));
      }
    }
  }
}
