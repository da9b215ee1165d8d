package io.cloudapp.logic.user;

import jakarta.inject.Singleton;
import java.time.Clock;

/** Gets to know the people who sign in. */
@Singleton
public final class Users {

  private final UserStore store;
  private final AdminNotifier notifier;
  private final Clock clock;

  public Users(UserStore store, AdminNotifier notifier, Clock clock) {
    this.store = store;
    this.notifier = notifier;
    this.clock = clock;
  }

  /** The person; somebody seen for the first time is added, and the admins are told. */
  public User meet(NewUser seen) {
    var known = store.find(seen.id());
    if (known.isPresent()) {
      return known.get();
    }
    if (store.add(seen, clock.instant())) {
      notifier.tell(
          "New user " + seen.username(),
          "%s signed in to CloudApp for the first time.".formatted(seen.username()));
    }
    return store.find(seen.id()).orElseThrow();
  }

  public void recordSignIn(String id) {
    store.recordSignIn(id, clock.instant());
  }
}
