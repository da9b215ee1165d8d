package io.cloudapp.logic.instance;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditOutcome;
import io.cloudapp.core.login.LoginDetails;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.aws.Unavailable;
import io.cloudapp.logic.keypair.LoginKeys;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the login details to the owner, at most once.
 *
 * <p>The claim in the database comes before the secret is read: a crash between the two may cost
 * the owner the key, but never shows it twice.
 */
@Singleton
public final class RevealLogin {

  private static final Logger LOG = LoggerFactory.getLogger(RevealLogin.class);
  private static final int SSH = 22;

  private final Jdbi jdbi;
  private final InstanceStore instances;
  private final LoginKeys keys;
  private final AuditLog audit;

  RevealLogin(Jdbi jdbi, InstanceStore instances, LoginKeys keys, AuditLog audit) {
    this.jdbi = jdbi;
    this.instances = instances;
    this.keys = keys;
    this.audit = audit;
  }

  /**
   * @param caller who asks; for anyone but the owner the instance is as unknown as any other
   */
  public Outcome<LoginDetails> reveal(String instanceId, Caller caller) {
    var found = instances.find(instanceId).filter(row -> row.ownerId().equals(caller.userId()));
    if (found.isEmpty()) {
      return Outcome.refused(
          ProblemType.NOT_FOUND, "There is no such instance, or it is not yours.");
    }
    var row = found.get();
    return switch (row.state()) {
      case PENDING -> notReady();
      case STOPPING, STOPPED, TERMINATED, FAILED ->
          Outcome.refused(ProblemType.INSTANCE_ENDED, "The instance has ended.");
      case RUNNING -> row.isPublished() ? ofRunning(row, caller) : notReady();
    };
  }

  private Outcome<LoginDetails> ofRunning(InstanceRow row, Caller caller) {
    return switch (row.loginState()) {
      case OWN_KEY -> {
        audit.record(event(caller, row, "With the owner's own key; there is no private key"));
        yield Outcome.done(details(row, Optional.empty()));
      }
      case AVAILABLE -> claim(row, caller) ? claimed(row, caller) : revealed();
      case REVEALED -> revealed();
      case NONE, PREPARED -> notReady();
    };
  }

  /** From here on the key counts as shown. */
  private boolean claim(InstanceRow row, Caller caller) {
    return jdbi.inTransaction(
        transaction -> {
          if (!instances.claimReveal(transaction, row.id(), row.ownerId())) {
            return false;
          }
          audit.record(transaction, event(caller, row, "With the private key"));
          return true;
        });
  }

  private void giveBack(InstanceRow row, Caller caller) {
    jdbi.useTransaction(
        transaction -> {
          if (instances.giveBackReveal(transaction, row.id())) {
            audit.record(
                transaction,
                event(caller, row, "")
                    .with(AuditOutcome.FAILED, "The key could not be read; nothing was shown"));
          }
        });
  }

  private static AuditEvent event(Caller caller, InstanceRow row, String detail) {
    return AuditEvent.done(caller, AuditAction.LOGIN_REVEALED, "instance/" + row.id(), detail);
  }

  private Outcome<LoginDetails> claimed(InstanceRow row, Caller caller) {
    Optional<String> privateKey;
    try {
      privateKey = keys.readPrivateKey(row.id());
    } catch (Unavailable unavailable) {
      giveBack(row, caller);
      LOG.warn("The private key of {} could not be read; nothing was shown", row.id(), unavailable);
      return Outcome.refused(
          ProblemType.TRY_LATER, "The login details cannot be read right now. Try again.");
    }
    if (privateKey.isEmpty()) {
      return revealed();
    }
    deleteSecret(row.id());
    return Outcome.done(details(row, privateKey));
  }

  /**
   * What cannot be deleted now stays noted in the row, and reconcile deletes it. Nothing that fails
   * here may keep the answer back: it is the only copy of the key.
   */
  private void deleteSecret(String instanceId) {
    try {
      keys.deletePrivateKey(instanceId);
      instances.forgetSecret(instanceId);
    } catch (RuntimeException failure) {
      LOG.warn("The revealed key of {} is not deleted yet", instanceId, failure);
    }
  }

  private static LoginDetails details(InstanceRow row, Optional<String> privateKey) {
    var host = row.host().orElseThrow();
    var identity = privateKey.isPresent() ? "-i cloudapp-" + row.id() + ".pem " : "";
    var command = "ssh " + identity + row.loginUser() + "@" + host;
    return new LoginDetails(host, SSH, row.loginUser(), command, privateKey);
  }

  private static Outcome<LoginDetails> notReady() {
    return Outcome.refused(
        ProblemType.INSTANCE_NOT_READY, "The instance is not ready yet. Wait until it runs.");
  }

  private static Outcome<LoginDetails> revealed() {
    return Outcome.refused(
        ProblemType.LOGIN_REVEALED,
        "The login details were already shown and are deleted. Create another instance if the key"
            + " is lost.");
  }
}
