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

  /** The person, with the role that the directory gives them; somebody unknown is added. */
  public User meet(NewUser seen) {
    if (store.find(seen.id()).isEmpty()) {
      store.add(seen, clock.instant());
    } else {
      store.follow(seen, clock.instant());
    }
    return store.find(seen.id()).orElseThrow();
  }

  /** Records a sign-in; the admins are told of the first one. */
  public void recordSignIn(String id) {
    if (store.recordSignIn(id, clock.instant())) {
      var username = store.find(id).orElseThrow().username();
      notifier.tell(
          "New user " + username,
          "%s signed in to CloudApp for the first time.".formatted(username));
    }
  }
}
