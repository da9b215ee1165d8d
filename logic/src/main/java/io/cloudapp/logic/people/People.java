package io.cloudapp.logic.people;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.user.UserDetails;
import io.cloudapp.core.user.UserFilter;
import io.cloudapp.core.user.UserPage;
import io.cloudapp.core.user.UserState;
import io.cloudapp.core.user.UserSummary;
import io.cloudapp.logic.login.Directory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Shows the users to admins. */
@Singleton
public final class People {

  private static final Logger LOG = LoggerFactory.getLogger(People.class);

  private final Jdbi jdbi;
  private final PeopleStore store;
  private final AccountStore accounts;
  private final OwnedInstances instances;
  private final Directory directory;
  private final Clock clock;

  People(
      Jdbi jdbi,
      PeopleStore store,
      AccountStore accounts,
      OwnedInstances instances,
      Directory directory,
      Clock clock) {
    this.jdbi = jdbi;
    this.store = store;
    this.accounts = accounts;
    this.instances = instances;
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * One page, in the order of the user names.
   *
   * @param search part of a user name or e-mail address; empty for everyone
   * @param after the last page's {@code next}
   * @param limit 1–200
   */
  public UserPage list(String search, UserFilter filter, Optional<String> after, int limit) {
    var now = clock.instant();
    return jdbi.withHandle(
        handle -> {
          // One more than asked for tells whether another page follows.
          var wanted = new PeopleStore.Wanted(search, filter, after, limit + 1);
          var found = store.list(handle, wanted, now);
          var items = found.subList(0, Math.min(limit, found.size()));
          return new UserPage(
              items,
              found.size() > limit ? Optional.of(items.getLast().id()) : Optional.empty(),
              store.counts(handle, now));
        });
  }

  public PersonOutcome read(String id) {
    return details(id).<PersonOutcome>map(PersonOutcome.Found::new).orElseGet(People::unknown);
  }

  Optional<UserDetails> details(String id) {
    var seen = jdbi.withHandle(handle -> see(handle, id));
    return seen.map(
        user ->
            new UserDetails(
                user.user(),
                secondFactor(user.user()),
                user.settled(),
                user.deletion(),
                user.instances()));
  }

  UserSummary summary(String id) {
    return jdbi.withHandle(handle -> store.find(handle, id)).orElseThrow();
  }

  static PersonOutcome unknown() {
    return new PersonOutcome.Refused(
        Problem.of(ProblemType.NOT_FOUND, "There is no such user. Go back to the list."));
  }

  private Optional<UserDetails> see(Handle handle, String id) {
    var account = accounts.find(handle, id);
    return store
        .find(handle, id)
        .map(
            user ->
                new UserDetails(
                    user,
                    Optional.empty(),
                    account.filter(AccountRow::directoryDue).isEmpty(),
                    account.flatMap(row -> deletion(handle, row)),
                    instances.of(handle, id, account.flatMap(AccountRow::deletionRequestedAt))));
  }

  private Optional<UserDetails.Deletion> deletion(Handle handle, AccountRow account) {
    return account
        .deletionRequestedAt()
        .map(
            at ->
                new UserDetails.Deletion(
                    account
                        .deletionRequestedBy()
                        .flatMap(admin -> accounts.find(handle, admin))
                        .map(AccountRow::username)
                        .orElse(""),
                    at,
                    account.deletedAt()));
  }

  /** The page is of use without it. */
  private Optional<Boolean> secondFactor(UserSummary user) {
    if (user.state() == UserState.DELETED) {
      return Optional.of(false);
    }
    try {
      return Optional.of(directory.hasSecondFactor(user.username()));
    } catch (SdkException noAnswer) {
      LOG.warn("The directory does not say whether {} has a second factor", user.id(), noAnswer);
      return Optional.empty();
    }
  }
}
