package io.cloudapp.logic.people;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.user.CreatedUser;
import io.cloudapp.core.user.UserDetails;

/** What became of a request about a user. */
public sealed interface PersonOutcome {

  record Found(UserDetails user) implements PersonOutcome {}

  record Created(CreatedUser user) implements PersonOutcome {}

  /** It was changed, and the directory is told or will be. */
  record Changed(UserDetails user) implements PersonOutcome {}

  record Refused(Problem problem) implements PersonOutcome {}
}
