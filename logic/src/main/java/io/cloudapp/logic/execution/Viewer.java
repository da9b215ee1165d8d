package io.cloudapp.logic.execution;

import io.cloudapp.core.user.Caller;

/** Whose executions may be seen: everyone's, or one user's own. */
record Viewer(String userId, boolean everyone) {

  static Viewer of(Caller caller) {
    return new Viewer(caller.userId(), caller.isAdmin());
  }

  static Viewer system() {
    return new Viewer("", true);
  }
}
