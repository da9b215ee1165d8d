package io.cloudapp.logic.reconcile;

import io.cloudapp.logic.people.LearnUsers;
import io.cloudapp.logic.people.UnfinishedUsers;
import io.cloudapp.logic.reconcile.ReconcileReport.Kind;
import jakarta.inject.Singleton;

/** Brings the users here and the accounts of the directory together. */
@Singleton
final class UserRules {

  /** Runs between two looks at all accounts of the directory. */
  private static final int LEARN_EVERY = 10;

  private final UnfinishedUsers unfinished;
  private final LearnUsers learn;

  UserRules(UnfinishedUsers unfinished, LearnUsers learn) {
    this.unfinished = unfinished;
    this.learn = learn;
  }

  void apply(long run, ReconcileReport.Log log) {
    for (var work : unfinished.list()) {
      log.attempt(
          work.id(),
          () -> log.add(unfinished.finish(work) ? Kind.USER_FINISHED : Kind.DEFERRED, work.id()));
    }
    if (run % LEARN_EVERY == 1) {
      log.attempt(
          "users",
          () -> {
            if (learn.run() > 0) {
              log.add(Kind.USERS_LEARNT, "users");
            }
          });
    }
  }
}
