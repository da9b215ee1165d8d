package io.cloudapp.logic.profile;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.login.Directory;
import io.cloudapp.logic.profile.ProfileOutcome.Done;
import io.cloudapp.logic.profile.ProfileOutcome.Refused;
import io.cloudapp.logic.profile.ProfileOutcome.SecondFactorStarted;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sets up, replaces and removes people's second factors.
 *
 * <p>Where there is one, each sign-in proves it. So a change of it takes a sign-in of the last
 * minutes, which whoever stole a session cannot make.
 */
@Singleton
public final class SecondFactors {

  static final Duration FRESH = Duration.ofMinutes(5);

  private final Directory directory;
  private final AuditLog audit;
  private final Clock clock;

  SecondFactors(Directory directory, AuditLog audit, Clock clock) {
    this.directory = directory;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Who asks, and how sure that is.
   *
   * @param accessToken of whichever app client
   * @param at when the credentials were given
   */
  public record SignedIn(Caller caller, String accessToken, Optional<Instant> at) {}

  /** Begins a second factor, which counts once a code of it is confirmed. */
  public ProfileOutcome start(SignedIn person) {
    return mayChange(person)
        ? new SecondFactorStarted(directory.startSecondFactor(person.accessToken()))
        : signInRefused();
  }

  public ProfileOutcome confirm(SignedIn person, String code) {
    if (!mayChange(person)) {
      return signInRefused();
    }
    if (!directory.confirmSecondFactor(person.accessToken(), code)) {
      return new Refused(
          Problem.ofField(
              "code", "This is not the code of the moment. Wait for the next one and try again."));
    }
    record(person, AuditAction.SECOND_FACTOR_SET_UP);
    return new Done();
  }

  public ProfileOutcome remove(SignedIn person) {
    if (!mayChange(person)) {
      return signInRefused();
    }
    directory.removeSecondFactor(person.accessToken());
    record(person, AuditAction.SECOND_FACTOR_RESET);
    return new Done();
  }

  private void record(SignedIn person, AuditAction action) {
    var target = "user/" + person.caller().username();
    audit.record(AuditEvent.done(person.caller(), action, target, ""));
  }

  private boolean mayChange(SignedIn person) {
    return isFresh(person) || !directory.hasSecondFactor(person.caller().username());
  }

  private boolean isFresh(SignedIn person) {
    var earliest = clock.instant().minus(FRESH);
    return person.at().filter(at -> at.isAfter(earliest)).isPresent();
  }

  private static ProfileOutcome signInRefused() {
    return new Refused(
        Problem.of(
            ProblemType.SECOND_FACTOR_NEEDED,
            "You have a second factor already. Sign in with it once more to change it."));
  }
}
