package io.cloudapp.logic.people;

import io.cloudapp.logic.login.Accounts;
import io.cloudapp.logic.login.Accounts.Account;
import io.cloudapp.logic.user.NewUser;
import io.cloudapp.logic.user.UserStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Gets to know the accounts that somebody made in the directory itself. */
@Singleton
public final class LearnUsers {

  /** Enough for some ten thousand accounts; whoever comes later is met at the first sign-in. */
  private static final Duration TIME = Duration.ofSeconds(20);

  private final Jdbi jdbi;
  private final UserStore users;
  private final AccountStore store;
  private final Accounts accounts;
  private final Clock clock;

  LearnUsers(Jdbi jdbi, UserStore users, AccountStore store, Accounts accounts, Clock clock) {
    this.jdbi = jdbi;
    this.users = users;
    this.store = store;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Adds whoever is not known here; answers how many that were. */
  public int run() {
    var deadline = clock.instant().plus(TIME);
    var added = 0;
    var next = Optional.<String>empty();
    do {
      var slice = accounts.list(next);
      added += learn(slice.accounts());
      next = slice.next();
    } while (next.isPresent() && clock.instant().isBefore(deadline));
    return added;
  }

  private int learn(List<Account> seen) {
    var known =
        new HashSet<>(
            jdbi.withHandle(
                handle -> store.known(handle, seen.stream().map(Account::id).toList())));
    var added = 0;
    for (var account : seen) {
      // The group is not in the list; the role follows at the first sign-in.
      var user = new NewUser(account.id(), account.username(), account.email(), false);
      if (!known.contains(account.id()) && users.add(user, account.createdAt())) {
        added++;
        if (!account.enabled()) {
          jdbi.useHandle(handle -> store.noteDisabled(handle, account.id(), clock.instant()));
        }
      }
    }
    return added;
  }
}
