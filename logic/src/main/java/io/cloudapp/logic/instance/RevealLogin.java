package io.cloudapp.logic.instance;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.login.LoginDetails;
import io.cloudapp.logic.aws.Unavailable;
import io.cloudapp.logic.keypair.LoginKeys;
import jakarta.inject.Singleton;
import java.util.Optional;
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

  private final InstanceStore instances;
  private final LoginKeys keys;

  RevealLogin(InstanceStore instances, LoginKeys keys) {
    this.instances = instances;
    this.keys = keys;
  }

  /**
   * @param userId who asks; for anyone but the owner the instance is as unknown as any other
   */
  public Outcome<LoginDetails> reveal(String instanceId, String userId) {
    var found = instances.find(instanceId).filter(row -> row.ownerId().equals(userId));
    if (found.isEmpty()) {
      return Outcome.refused(
          ProblemType.NOT_FOUND, "There is no such instance, or it is not yours.");
    }
    var row = found.get();
    return switch (row.state()) {
      case PENDING -> notReady();
      case STOPPING, STOPPED, TERMINATED, FAILED ->
          Outcome.refused(ProblemType.INSTANCE_ENDED, "The instance has ended.");
      case RUNNING -> row.isPublished() ? ofRunning(row) : notReady();
    };
  }

  private Outcome<LoginDetails> ofRunning(InstanceRow row) {
    return switch (row.loginState()) {
      case OWN_KEY -> Outcome.done(details(row, Optional.empty()));
      case AVAILABLE -> instances.claimReveal(row.id(), row.ownerId()) ? claimed(row) : revealed();
      case REVEALED -> revealed();
      case NONE, PREPARED -> notReady();
    };
  }

  private Outcome<LoginDetails> claimed(InstanceRow row) {
    Optional<String> privateKey;
    try {
      privateKey = keys.readPrivateKey(row.id());
    } catch (Unavailable unavailable) {
      instances.giveBackReveal(row.id());
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
