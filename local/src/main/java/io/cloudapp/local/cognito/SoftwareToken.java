package io.cloudapp.local.cognito;

import java.time.Instant;
import java.util.Optional;

/**
 * A user's authenticator app.
 *
 * @param secret base32, once a code of it has been verified
 * @param pending base32, handed out and not verified yet; it replaces the secret when it is
 * @param enabled whether sign-in asks for a code
 * @param lastStep the step of the last accepted code: no code is accepted twice
 */
record SoftwareToken(
    Optional<String> secret,
    Optional<String> pending,
    boolean enabled,
    boolean preferred,
    long lastStep) {

  static final SoftwareToken NONE =
      new SoftwareToken(Optional.empty(), Optional.empty(), false, false, -1);

  /** What a code turned out to be. */
  sealed interface Check {}

  record Right(long step) implements Check {}

  record Wrong() implements Check {}

  record Used() implements Check {}

  boolean verified() {
    return secret.isPresent();
  }

  SoftwareToken awaiting(String pending) {
    return new SoftwareToken(secret, Optional.of(pending), enabled, preferred, lastStep);
  }

  /** After a right code of the pending secret. */
  SoftwareToken registered(long step) {
    return new SoftwareToken(pending, Optional.empty(), enabled, preferred, step);
  }

  SoftwareToken asking(boolean enabled, boolean preferred) {
    return new SoftwareToken(secret, pending, enabled, enabled && preferred, lastStep);
  }

  SoftwareToken used(long step) {
    return new SoftwareToken(secret, pending, enabled, preferred, step);
  }

  Check check(String code, Instant now) {
    return check(secret.orElseThrow(), code, now);
  }

  Check checkPending(String code, Instant now) {
    return check(pending.orElseThrow(), code, now);
  }

  private Check check(String key, String code, Instant now) {
    var step = Totp.step(key, code, now);
    if (step.isEmpty()) {
      return new Wrong();
    }
    return key.equals(secret.orElse("")) && step.getAsLong() <= lastStep
        ? new Used()
        : new Right(step.getAsLong());
  }

  @Override
  public String toString() {
    return "SoftwareToken[verified=" + verified() + ", enabled=" + enabled + "]";
  }
}
