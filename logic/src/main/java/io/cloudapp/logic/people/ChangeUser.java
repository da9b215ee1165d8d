package io.cloudapp.logic.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditOutcome;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Changes what a user may do: quota, sign-in, the admin role, and a lost second factor. */
@Singleton
public final class ChangeUser {

  private final Jdbi jdbi;
  private final AccountStore store;
  private final Guard guard;
  private final SettleAccount settle;
  private final People people;
  private final AuditLog audit;
  private final Clock clock;

  ChangeUser(
      Jdbi jdbi,
      AccountStore store,
      Guard guard,
      SettleAccount settle,
      People people,
      AuditLog audit,
      Clock clock) {
    this.jdbi = jdbi;
    this.store = store;
    this.guard = guard;
    this.settle = settle;
    this.people = people;
    this.audit = audit;
    this.clock = clock;
  }

  /** What is wanted; what is empty stays as it is. */
  private record Wanted(
      int version, Optional<Integer> quota, Optional<Boolean> enabled, Optional<Boolean> admin) {}

  /** What the transaction decided. */
  private sealed interface Decision {
    /**
     * @param attempted what the directory has to be told of
     */
    record Done(List<AuditEvent> attempted) implements Decision {}

    record No(Problem problem) implements Decision {}

    record Unknown() implements Decision {}
  }

  /**
   * Changes an account, unless somebody else did since the caller looked.
   *
   * @param body {@code {"version", "quota", "enabled", "admin"}}; what is left out stays as it is
   */
  public PersonOutcome change(Caller caller, String id, ObjectNode body) {
    var errors = errors(body);
    if (!errors.isEmpty()) {
      return new PersonOutcome.Refused(Problem.ofFields(errors));
    }
    var wanted =
        new Wanted(
            body.path("version").intValue(),
            given(body, "quota").map(JsonNode::intValue),
            given(body, "enabled").map(JsonNode::booleanValue),
            given(body, "admin").map(JsonNode::booleanValue));
    return finish(id, jdbi.inTransaction(handle -> decide(handle, caller, id, wanted)));
  }

  /** Takes a lost second factor away and ends every sign-in made with it. */
  public PersonOutcome resetSecondFactor(Caller caller, String id) {
    return finish(id, jdbi.inTransaction(handle -> decideReset(handle, caller, id)));
  }

  private PersonOutcome finish(String id, Decision decision) {
    return switch (decision) {
      case Decision.Unknown _ -> People.unknown();
      case Decision.No(Problem problem) -> new PersonOutcome.Refused(problem);
      case Decision.Done(List<AuditEvent> attempted) -> {
        // After the commit: the API follows it already, reconcile repeats what fails here.
        settle.settle(id, attempted);
        yield new PersonOutcome.Changed(people.details(id).orElseThrow());
      }
    };
  }

  private Decision decide(Handle handle, Caller caller, String id, Wanted wanted) {
    var admins = guard.admins(handle, caller);
    if (admins.isEmpty()) {
      return new Decision.No(Guard.noAdminAnyMore());
    }
    var found = store.lock(handle, id).filter(account -> account.deletedAt().isEmpty());
    if (found.isEmpty()) {
      return new Decision.Unknown();
    }
    var account = found.get();
    if (account.isDeleting() || account.version() != wanted.version()) {
      return new Decision.No(
          Problem.of(
              ProblemType.CONFLICT,
              account.isDeleting()
                  ? "This account is being deleted. It cannot be changed any more."
                  : "Somebody changed this user meanwhile. Look at the values of now and decide"
                      + " again."));
    }
    return apply(handle, caller, admins.get(), account, wanted);
  }

  private Decision apply(
      Handle handle, Caller caller, Set<String> admins, AccountRow account, Wanted wanted) {
    var disables = wanted.enabled().filter(enabled -> !enabled && account.isEnabled()).isPresent();
    var unmakes =
        wanted.admin().filter(admin -> !admin && account.role() == Role.ADMIN).isPresent();
    if (disables || unmakes) {
      var refusal =
          Guard.loss(admins, caller, account, disables ? "switch off" : "take the admin role from");
      if (refusal.isPresent()) {
        var action = disables ? AuditAction.USER_DISABLED : AuditAction.ADMIN_UNMADE;
        audit.record(
            handle, AuditEvent.refused(caller, action, account.target(), refusal.get().detail()));
        return new Decision.No(refusal.get());
      }
    }
    var attempted = new ArrayList<AuditEvent>();
    wanted
        .quota()
        .filter(quota -> quota != account.quota())
        .ifPresent(quota -> changeQuota(handle, caller, account, quota));
    wanted
        .enabled()
        .filter(enabled -> enabled != account.isEnabled())
        .ifPresent(
            enabled -> {
              store.setEnabled(handle, account.id(), enabled, clock.instant());
              attempted.add(
                  attempt(
                      handle,
                      caller,
                      enabled ? AuditAction.USER_ENABLED : AuditAction.USER_DISABLED,
                      account));
            });
    wanted
        .admin()
        .filter(admin -> admin != (account.role() == Role.ADMIN))
        .ifPresent(
            admin -> {
              store.changeRole(
                  handle, account.id(), admin ? Role.ADMIN : Role.USER, clock.instant());
              attempted.add(
                  attempt(
                      handle,
                      caller,
                      admin ? AuditAction.ADMIN_MADE : AuditAction.ADMIN_UNMADE,
                      account));
            });
    return new Decision.Done(List.copyOf(attempted));
  }

  private Decision decideReset(Handle handle, Caller caller, String id) {
    if (guard.admins(handle, caller).isEmpty()) {
      return new Decision.No(Guard.noAdminAnyMore());
    }
    var found = store.lock(handle, id).filter(account -> account.deletionRequestedAt().isEmpty());
    if (found.isEmpty()) {
      return new Decision.Unknown();
    }
    var account = found.get();
    if (account.id().equals(caller.userId())) {
      return new Decision.No(
          Problem.of(
              ProblemType.OWN_ACCOUNT,
              "You cannot reset your own second factor here. Replace it in your profile."));
    }
    store.resetSecondFactor(handle, id, clock.instant());
    return new Decision.Done(
        List.of(attempt(handle, caller, AuditAction.SECOND_FACTOR_RESET, account)));
  }

  private void changeQuota(Handle handle, Caller caller, AccountRow account, int quota) {
    store.changeQuota(handle, account.id(), quota);
    audit.record(
        handle,
        AuditEvent.done(
            caller,
            AuditAction.QUOTA_CHANGED,
            account.target(),
            "From %d to %d.".formatted(account.quota(), quota)));
  }

  private AuditEvent attempt(Handle handle, Caller caller, AuditAction action, AccountRow account) {
    var event = AuditEvent.of(caller, action, AuditOutcome.ATTEMPTED, account.target(), "");
    audit.record(handle, event);
    return event;
  }

  private static List<FieldError> errors(ObjectNode body) {
    var errors = new ArrayList<FieldError>();
    if (!body.path("version").isInt()) {
      errors.add(new FieldError("version", "Send the version of the user that you looked at."));
    }
    given(body, "quota")
        .filter(quota -> !NewPerson.isQuota(quota))
        .ifPresent(_ -> errors.add(new FieldError("quota", NewPerson.QUOTA_RULES)));
    for (var field : List.of("enabled", "admin")) {
      given(body, field)
          .filter(value -> !value.isBoolean())
          .ifPresent(_ -> errors.add(new FieldError(field, NewPerson.ADMIN_RULES)));
    }
    return errors;
  }

  private static Optional<JsonNode> given(ObjectNode body, String field) {
    return Optional.ofNullable(body.get(field)).filter(value -> !value.isNull());
  }
}
