package io.cloudapp.logic.profile;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.login.Directory;
import io.cloudapp.logic.profile.ProfileOutcome.Done;
import io.cloudapp.logic.profile.ProfileOutcome.Refused;
import io.cloudapp.logic.profile.ProfileOutcome.SecondFactorStarted;
import jakarta.inject.Singleton;

/** Sets up people's second factors. */
@Singleton
public final class SecondFactors {

  private final Directory directory;

  SecondFactors(Directory directory) {
    this.directory = directory;
  }

  /**
   * Begins a second factor; replacing one takes a sign-in that proved it, so that a stolen session
   * cannot.
   */
  public ProfileOutcome start(Caller caller, String accessToken) {
    return mayChange(caller)
        ? new SecondFactorStarted(directory.startSecondFactor(accessToken))
        : replacementRefused();
  }

  public ProfileOutcome confirm(Caller caller, String accessToken, String code) {
    if (!mayChange(caller)) {
      return replacementRefused();
    }
    return directory.confirmSecondFactor(accessToken, code)
        ? new Done()
        : new Refused(
            Problem.ofField(
                "code",
                "This is not the code of the moment. Wait for the next one and try again."));
  }

  private boolean mayChange(Caller caller) {
    return caller.isAdmin() || !directory.hasSecondFactor(caller.username());
  }

  private static ProfileOutcome replacementRefused() {
    return new Refused(
        Problem.of(
            ProblemType.SECOND_FACTOR_NEEDED,
            "You have a second factor already. Admins replace it after the admin sign-in; everyone"
                + " else asks an admin."));
  }
}
