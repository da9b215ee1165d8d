package io.cloudapp.logic.people;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.UserImport;
import io.cloudapp.core.user.UserImport.Line;
import io.cloudapp.core.user.UserImport.Outcome;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.people.UserFile.Entry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** Creates the users of a CSV file, all lines of which are checked before the first is taken. */
@Singleton
public final class ImportUsers {

  /** API Gateway waits for 30 s; the slowest creation has to fit in after this. */
  private static final Duration TIME = Duration.ofSeconds(15);

  private final Jdbi jdbi;
  private final CreateUser createUser;
  private final AccountStore store;
  private final AuditLog audit;
  private final Clock clock;

  ImportUsers(Jdbi jdbi, CreateUser createUser, AccountStore store, AuditLog audit, Clock clock) {
    this.jdbi = jdbi;
    this.createUser = createUser;
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  /** What became of an import. */
  public sealed interface Result {}

  /** The file as a whole cannot be read. */
  public record Refused(Problem problem) implements Result {}

  public record Done(UserImport report) implements Result {}

  /**
   * Imports a file, or says what would become of it.
   *
   * @param csv RFC 4180, with a header that names {@code username}, {@code email} and, if wanted,
   *     {@code quota} and {@code admin}
   */
  public Result run(Caller caller, String csv, boolean dryRun) {
    return switch (UserFile.read(csv)) {
      case UserFile.Unreadable(String reason) -> new Refused(Problem.ofField("csv", reason));
      case UserFile.Readable(List<Entry> entries) -> {
        var accepted =
            entries.stream().allMatch(entry -> entry.reading() instanceof NewPerson.Reading.Good);
        yield new Done(
            dryRun || !accepted
                ? new UserImport(dryRun, accepted, check(entries))
                : create(caller, entries));
      }
    };
  }

  private List<Line> check(List<Entry> entries) {
    var taken = taken(entries);
    return entries.stream()
        .map(
            entry ->
                switch (entry.reading()) {
                  case NewPerson.Reading.Bad(var errors) ->
                      line(entry, Outcome.INVALID, messages(errors));
                  case NewPerson.Reading.Good(var person) ->
                      taken.contains(person.username())
                          ? exists(entry)
                          : line(entry, Outcome.CREATABLE, List.of());
                })
        .toList();
  }

  private UserImport create(Caller caller, List<Entry> entries) {
    var deadline = clock.instant().plus(TIME);
    // Those of an earlier try must not use up the time of this one.
    var taken = taken(entries);
    var lines = new ArrayList<Line>();
    for (var entry : entries) {
      if (taken.contains(name(entry))) {
        lines.add(exists(entry));
      } else if (clock.instant().isBefore(deadline)) {
        lines.add(create(caller, entry));
      } else {
        lines.add(
            line(entry, Outcome.NOT_REACHED, List.of("Time was up. Import the same file again.")));
      }
    }
    var report = new UserImport(false, true, lines);
    audit.record(
        AuditEvent.done(
            caller,
            AuditAction.USERS_IMPORTED,
            "users",
            "%d of %d lines created.".formatted(report.count(Outcome.CREATED), lines.size())));
    return report;
  }

  private Line create(Caller caller, Entry entry) {
    var person = ((NewPerson.Reading.Good) entry.reading()).person();
    return switch (createUser.create(caller, person)) {
      case PersonOutcome.Created(var created) ->
          new Line(
              entry.number(),
              person.username(),
              Outcome.CREATED,
              List.of(),
              created.temporaryPassword());
      case PersonOutcome.Refused(Problem problem) ->
          problem.errors().stream().anyMatch(error -> error.field().equals("username"))
              ? exists(entry)
              : line(entry, Outcome.FAILED, List.of(problem.detail()));
      case PersonOutcome.Found _, PersonOutcome.Changed _ ->
          throw new IllegalStateException("A creation ended as something else");
    };
  }

  private Set<String> taken(List<Entry> entries) {
    return jdbi.withHandle(
        handle -> store.taken(handle, entries.stream().map(ImportUsers::name).toList()));
  }

  /** As it would be created. */
  private static String name(Entry entry) {
    return entry.reading() instanceof NewPerson.Reading.Good(var person)
        ? person.username()
        : entry.username();
  }

  private static Line exists(Entry entry) {
    return line(
        entry, Outcome.EXISTS, List.of("There is a user of this name, who stays as they are."));
  }

  private static Line line(Entry entry, Outcome outcome, List<String> messages) {
    return new Line(entry.number(), entry.username(), outcome, messages, Optional.empty());
  }

  private static List<String> messages(List<FieldError> errors) {
    return errors.stream().map(FieldError::message).toList();
  }
}
