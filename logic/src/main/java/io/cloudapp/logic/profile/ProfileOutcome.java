package io.cloudapp.logic.profile;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.user.Profile;
import io.cloudapp.core.user.UserKey;
import io.cloudapp.logic.login.SecondFactorSecret;

/** What became of a request about a profile. */
public sealed interface ProfileOutcome {

  record Shown(Profile profile) implements ProfileOutcome {}

  record KeyAdded(UserKey key) implements ProfileOutcome {}

  /** A second factor that counts once a code of it is confirmed. */
  record SecondFactorStarted(SecondFactorSecret secret) implements ProfileOutcome {}

  /** There is nothing more to say. */
  record Done() implements ProfileOutcome {}

  record Refused(Problem problem) implements ProfileOutcome {}
}
