package io.cloudapp.logic.people;

import io.cloudapp.logic.people.CreationStore.Unfinished;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Ends what a crash or a directory that did not answer has left half done. */
@Singleton
public final class UnfinishedUsers {

  private static final int LIMIT = 100;

  /** Until then the request that began it is at it. */
  private static final Duration GRACE = Duration.ofSeconds(40);

  private final Jdbi jdbi;
  private final AccountStore accounts;
  private final CreationStore creations;
  private final CreateUser createUser;
  private final DeleteUser deleteUser;
  private final SettleAccount settle;
  private final Clock clock;

  UnfinishedUsers(
      Jdbi jdbi,
      AccountStore accounts,
      CreationStore creations,
      CreateUser createUser,
      DeleteUser deleteUser,
      SettleAccount settle,
      Clock clock) {
    this.jdbi = jdbi;
    this.accounts = accounts;
    this.creations = creations;
    this.createUser = createUser;
    this.deleteUser = deleteUser;
    this.settle = settle;
    this.clock = clock;
  }

  /** Something left to do. */
  public sealed interface Work {
    /** What the log calls it. */
    String id();
  }

  /** An account of whose creation nobody knows the outcome; the id is its user name. */
  public record Creation(Unfinished unfinished) implements Work {
    @Override
    public String id() {
      return unfinished.person().username();
    }
  }

  /** A user of whom the directory does not have everything, or who is being deleted. */
  public record Account(String id) implements Work {}

  public List<Work> list() {
    var before = clock.instant().minus(GRACE);
    return jdbi.withHandle(
        handle -> {
          var work = new ArrayList<Work>();
          creations.before(handle, before, LIMIT).stream().map(Creation::new).forEach(work::add);
          accounts.unsettled(handle, before, LIMIT).stream().map(Account::new).forEach(work::add);
          return work;
        });
  }

  /** Does one of them; true when nothing is left of it. */
  public boolean finish(Work work) {
    return switch (work) {
      case Creation(Unfinished unfinished) -> {
        createUser.finish(unfinished);
        yield true;
      }
      case Account(String id) -> {
        var account = jdbi.withHandle(handle -> accounts.find(handle, id)).orElseThrow();
        if (!account.isDeleting()) {
          yield settle.settleAgain(account);
        }
        deleteUser.proceed(id);
        yield jdbi.withHandle(handle -> accounts.find(handle, id))
            .filter(AccountRow::isDeleting)
            .isEmpty();
      }
    };
  }
}
