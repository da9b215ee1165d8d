package io.cloudapp.logic.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditOutcome;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.CreatedUser;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.aws.Unavailable;
import io.cloudapp.logic.login.Accounts;
import io.cloudapp.logic.login.Accounts.Account;
import io.cloudapp.logic.login.Accounts.Created;
import io.cloudapp.logic.login.Accounts.NameTaken;
import io.cloudapp.logic.login.Accounts.NotTaken;
import io.cloudapp.logic.people.CreationStore.Unfinished;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Creates an account in the directory and its row here. */
@Singleton
public final class CreateUser {

  /** How far the directory's clock may be behind ours. */
  private static final Duration SKEW = Duration.ofSeconds(5);

  private final Jdbi jdbi;
  private final AccountStore store;
  private final CreationStore creations;
  private final Guard guard;
  private final Accounts accounts;
  private final SettleAccount settle;
  private final People people;
  private final AuditLog audit;
  private final Clock clock;

  CreateUser(
      Jdbi jdbi,
      AccountStore store,
      CreationStore creations,
      Guard guard,
      Accounts accounts,
      SettleAccount settle,
      People people,
      AuditLog audit,
      Clock clock) {
    this.jdbi = jdbi;
    this.store = store;
    this.creations = creations;
    this.guard = guard;
    this.accounts = accounts;
    this.settle = settle;
    this.people = people;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param body {@code {"username", "email", "quota"?, "admin"?}}
   */
  public PersonOutcome create(Caller caller, ObjectNode body) {
    return switch (NewPerson.read(body)) {
      case NewPerson.Reading.Bad(var errors) -> new PersonOutcome.Refused(Problem.ofFields(errors));
      case NewPerson.Reading.Good(var person) -> create(caller, person);
    };
  }

  PersonOutcome create(Caller caller, NewPerson person) {
    var attempt =
        AuditEvent.of(caller, AuditAction.USER_CREATED, AuditOutcome.ATTEMPTED, target(person), "");
    // As precise as the database keeps it.
    var requestedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var refusal = begin(caller, person, requestedAt, attempt);
    if (refusal.isPresent()) {
      return new PersonOutcome.Refused(refusal.get());
    }
    var creation = new Unfinished(person, requestedAt);
    try {
      return switch (accounts.create(person.username(), person.email())) {
        case Created(Account account, Optional<String> password) -> {
          write(creation, account, attempt);
          yield created(account, password);
        }
        case NameTaken() -> nameTaken(creation, attempt);
        case NotTaken(String reason) -> {
          giveUp(creation, attempt, reason);
          yield new PersonOutcome.Refused(Problem.ofField("email", reason));
        }
      };
    } catch (Unavailable noAnswer) {
      return new PersonOutcome.Refused(
          Problem.of(
              ProblemType.TRY_LATER,
              "The user directory did not answer. Whether the account exists, the list shows within"
                  + " two minutes; try again if it does not."));
    }
  }

  private Optional<Problem> begin(
      Caller caller, NewPerson person, Instant requestedAt, AuditEvent attempt) {
    return jdbi.inTransaction(
        handle -> {
          if (guard.admins(handle, caller).isEmpty()) {
            return Optional.of(Guard.noAdminAnyMore());
          }
          if (!creations.begin(handle, person, caller.userId(), requestedAt)) {
            return Optional.of(
                Problem.of(
                    ProblemType.CONFLICT,
                    "An account of this name is being created at the moment. Look at the list in"
                        + " two minutes."));
          }
          audit.record(handle, attempt);
          return Optional.<Problem>empty();
        });
  }

  /** The client repeats a call that got no answer, and then meets the account it made itself. */
  private PersonOutcome nameTaken(Unfinished creation, AuditEvent attempt) {
    var own =
        accounts
            .findByUsername(creation.person().username())
            .filter(account -> isOf(creation, account));
    if (own.isPresent()) {
      write(creation, own.get(), attempt);
      return created(own.get(), Optional.empty());
    }
    giveUp(creation, attempt, "The name is taken.");
    return new PersonOutcome.Refused(
        Problem.ofField("username", "Somebody has this user name already. Choose another one."));
  }

  private PersonOutcome created(Account account, Optional<String> password) {
    settle.settle(account.id(), List.of());
    return new PersonOutcome.Created(new CreatedUser(people.summary(account.id()), password));
  }

  /** Ends a creation that was begun some time ago, one way or the other. */
  void finish(Unfinished creation) {
    var attempt =
        AuditEvent.bySystem(
            AuditAction.USER_CREATED, AuditOutcome.ATTEMPTED, target(creation.person()), "");
    var account =
        accounts
            .findByUsername(creation.person().username())
            .filter(candidate -> isOf(creation, candidate));
    account.ifPresentOrElse(
        found -> {
          write(creation, found, attempt);
          settle.settle(found.id(), List.of());
        },
        () -> giveUp(creation, attempt, "The directory does not have the account."));
  }

  private static boolean isOf(Unfinished creation, Account account) {
    return !account.createdAt().isBefore(creation.requestedAt().minus(SKEW));
  }

  private void write(Unfinished creation, Account account, AuditEvent attempt) {
    var person = creation.person();
    jdbi.useTransaction(
        handle -> {
          if (creations.end(handle, person.username(), creation.requestedAt())) {
            store.add(handle, account, person, clock.instant());
            audit.record(
                handle,
                attempt.with(
                    AuditOutcome.DONE,
                    "Quota %d%s.".formatted(person.quota(), person.admin() ? ", admin" : "")));
          }
        });
  }

  private void giveUp(Unfinished creation, AuditEvent attempt, String reason) {
    jdbi.useTransaction(
        handle -> {
          if (creations.end(handle, creation.person().username(), creation.requestedAt())) {
            audit.record(handle, attempt.with(AuditOutcome.FAILED, reason));
          }
        });
  }

  private static String target(NewPerson person) {
    return "user/" + person.username();
  }
}
