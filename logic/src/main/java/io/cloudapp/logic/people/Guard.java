package io.cloudapp.logic.people;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.user.Caller;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Keeps admins from shutting out themselves, and thereby everyone. */
@Singleton
final class Guard {

  private final AccountStore store;

  Guard(AccountStore store) {
    this.store = store;
  }

  /**
   * The admins who can sign in, held until the commit; empty when the caller is none of them any
   * more, which a token that is still good does not know.
   */
  Optional<Set<String>> admins(Handle handle, Caller caller) {
    return Optional.of(store.lockAdmins(handle))
        .filter(admins -> caller.isAdmin() && admins.contains(caller.userId()));
  }

  static Problem noAdminAnyMore() {
    return Problem.of(
        ProblemType.FORBIDDEN, "You are no admin any more. Ask another admin to do this.");
  }

  /**
   * Why the account may not lose its sign-in or its role; empty when it may.
   *
   * @param what completes "You cannot … your own account"
   */
  static Optional<Problem> loss(
      Set<String> admins, Caller caller, AccountRow account, String what) {
    var othersLeft = admins.stream().anyMatch(admin -> !admin.equals(account.id()));
    if (admins.contains(account.id()) && !othersLeft) {
      return Optional.of(
          Problem.of(
              ProblemType.LAST_ADMIN,
              "%s is the only admin who can sign in. Make somebody else an admin first."
                  .formatted(account.username())));
    }
    return account.id().equals(caller.userId())
        ? Optional.of(
            Problem.of(
                ProblemType.OWN_ACCOUNT,
                "You cannot %s your own account. Ask another admin.".formatted(what)))
        : Optional.empty();
  }
}
