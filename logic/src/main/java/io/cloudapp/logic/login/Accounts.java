package io.cloudapp.logic.login;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The accounts of the directory, as admins change them.
 *
 * <p>People are named by their id, because a name may pass to somebody else. Every change can be
 * repeated, and one to an account that is gone does nothing.
 *
 * <p>All of it throws {@link io.cloudapp.logic.aws.Unavailable} when the directory did not answer;
 * whether it acted is not known then.
 */
public interface Accounts {

  /** Adds an account with a temporary password, which its owner changes at the first sign-in. */
  Creation create(String username, String email);

  Optional<Account> find(String id);

  Optional<Account> findByUsername(String username);

  /**
   * A page of all accounts in an order of the directory's own.
   *
   * @param after {@link Slice#next} of the page before; empty for the first
   */
  Slice list(Optional<String> after);

  /** Lets the person sign in, or keeps them out and ends what they are signed in with. */
  void setEnabled(String id, boolean enabled);

  void setAdmin(String id, boolean admin);

  /** From here on the password alone signs in, until a new second factor is set up. */
  void resetSecondFactor(String id);

  /** Ends every sign-in: none of them can be prolonged. */
  void signOutEverywhere(String id);

  void remove(String id);

  /** An account of the directory. */
  record Account(
      String id, String username, Optional<String> email, boolean enabled, Instant createdAt) {}

  record Slice(List<Account> accounts, Optional<String> next) {
    public Slice {
      accounts = List.copyOf(accounts);
    }
  }

  /** What became of a new account. */
  sealed interface Creation {}

  /**
   * @param temporaryPassword only of a directory that cannot mail it
   */
  record Created(Account account, Optional<String> temporaryPassword) implements Creation {
    /** Without the password, so that no log can hold it. */
    @Override
    public String toString() {
      return "Created[" + account.username() + "]";
    }
  }

  /** Somebody has the name already. */
  record NameTaken() implements Creation {}

  /**
   * The directory does not take it.
   *
   * @param reason a sentence for the admin
   */
  record NotTaken(String reason) implements Creation {}
}
