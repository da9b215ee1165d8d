package io.cloudapp.logic.people;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditOutcome;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.aws.Unavailable;
import io.cloudapp.logic.execution.Submission;
import io.cloudapp.logic.execution.SubmitRequest;
import io.cloudapp.logic.login.Accounts;
import io.cloudapp.logic.people.OwnedInstances.Living;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Deletes a user: shut out at once, their instances stopped by force, then gone.
 *
 * <p>Each step can be repeated and finds out by itself what is left to do, so whoever comes next,
 * reconcile or the next look at the user, goes on where a crash ended it.
 */
@Singleton
public final class DeleteUser {

  private static final Logger LOG = LoggerFactory.getLogger(DeleteUser.class);
  private static final int SHOWN_NAME = 60;

  private final Jdbi jdbi;
  private final AccountStore store;
  private final OwnedInstances instances;
  private final Guard guard;
  private final SettleAccount settle;
  private final SubmitRequest requests;
  private final Accounts accounts;
  private final People people;
  private final AuditLog audit;
  private final Clock clock;

  DeleteUser(
      Jdbi jdbi,
      AccountStore store,
      OwnedInstances instances,
      Guard guard,
      SettleAccount settle,
      SubmitRequest requests,
      Accounts accounts,
      People people,
      AuditLog audit,
      Clock clock) {
    this.jdbi = jdbi;
    this.store = store;
    this.instances = instances;
    this.guard = guard;
    this.settle = settle;
    this.requests = requests;
    this.accounts = accounts;
    this.people = people;
    this.audit = audit;
    this.clock = clock;
  }

  /** Begins the deletion and takes it as far as it goes now; asking again takes it further. */
  public PersonOutcome delete(Caller caller, String id) {
    var refusal = jdbi.inTransaction(handle -> begin(handle, caller, id));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    proceedIfPossible(id);
    return new PersonOutcome.Changed(people.details(id).orElseThrow());
  }

  /** The user as of now; a deletion that is under way is taken further first. */
  public PersonOutcome read(String id) {
    proceedIfPossible(id);
    return people.read(id);
  }

  /** Nobody has to wait for it: what does not work now is reconcile's. */
  private void proceedIfPossible(String id) {
    try {
      proceed(id);
    } catch (Unavailable | SdkException noAnswer) {
      LOG.warn("The deletion of {} does not go on now", id, noAnswer);
    }
  }

  private Optional<PersonOutcome> begin(Handle handle, Caller caller, String id) {
    var admins = guard.admins(handle, caller);
    if (admins.isEmpty()) {
      return Optional.of(new PersonOutcome.Refused(Guard.noAdminAnyMore()));
    }
    var found = store.lock(handle, id);
    if (found.isEmpty()) {
      return Optional.of(People.unknown());
    }
    var account = found.get();
    if (account.deletionRequestedAt().isPresent()) {
      return Optional.empty();
    }
    Optional<Problem> refusal = Guard.loss(admins.get(), caller, account, "delete");
    if (refusal.isPresent()) {
      audit.record(
          handle,
          AuditEvent.refused(
              caller, AuditAction.USER_DELETED, account.target(), refusal.get().detail()));
      return Optional.of(new PersonOutcome.Refused(refusal.get()));
    }
    store.requestDeletion(handle, id, caller.userId(), clock.instant());
    audit.record(
        handle,
        AuditEvent.of(
            caller,
            AuditAction.USER_DELETED,
            AuditOutcome.ATTEMPTED,
            account.target(),
            "%d instances are stopped first.".formatted(instances.living(handle, id).size())));
    return Optional.empty();
  }

  /** Does what is left to do of a deletion. */
  void proceed(String id) {
    var found = jdbi.withHandle(handle -> store.find(handle, id)).filter(AccountRow::isDeleting);
    if (found.isEmpty()) {
      return;
    }
    var account = found.get();
    var admin = requestedBy(account);
    // A directory that does not answer holds up nothing but the removal: the API refuses them.
    settle.settle(id, List.of());
    var living = jdbi.withHandle(handle -> instances.living(handle, id));
    living.stream()
        .filter(instance -> !instance.beingStopped())
        .forEach(instance -> stop(admin, account, instance));
    if (living.isEmpty()) {
      accounts.remove(id);
      jdbi.useTransaction(handle -> finish(handle, account, admin));
    }
  }

  private void finish(Handle handle, AccountRow account, Caller admin) {
    if (store.finishDeletion(handle, account.id(), clock.instant())) {
      audit.record(
          handle,
          AuditEvent.done(
              admin,
              AuditAction.USER_DELETED,
              account.target(),
              "No instance of theirs lives; the directory does not have them any more."));
    }
  }

  private void stop(Caller admin, AccountRow account, Living instance) {
    var body =
        Json.mapper()
            .createObjectNode()
            .put("kind", "stop")
            .put("instanceId", instance.id())
            .put("force", true)
            .put(
                "reason",
                "The account %s was deleted by %s."
                    .formatted(cut(account.username()), cut(admin.username())));
    // A stop that failed is followed by another one, under a key of its own.
    var key = "delete-%s-%d".formatted(instance.id(), instance.endedStops());
    if (requests.submit(admin, Optional.of(key), body)
        instanceof Submission.Refused(Problem problem)) {
      // It ended or is being stopped by force meanwhile; the next look finds out.
      LOG.info("{} is not stopped for the deletion: {}", instance.id(), problem.type());
    }
  }

  private Caller requestedBy(AccountRow account) {
    var adminId = account.deletionRequestedBy().orElseThrow();
    var admin = jdbi.withHandle(handle -> store.find(handle, adminId)).orElseThrow();
    return new Caller(admin.id(), admin.username(), Role.ADMIN, "deletion");
  }

  private static String cut(String name) {
    return name.length() <= SHOWN_NAME ? name : name.substring(0, SHOWN_NAME) + "…";
  }
}
