package io.cloudapp.logic.login;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Accounts of the directory in Aurora; it has no mail, so temporary passwords are handed over. */
public final class DatabaseAccounts implements Accounts {

  private static final int PAGE_SIZE = 200;
  private static final int PASSWORD_LENGTH = 20;

  /** Without the letters and digits that are mistaken for one another. */
  private static final List<String> PASSWORD_CHARACTERS =
      List.of("ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "23456789");

  private final DirectoryUserStore users;
  private final PasswordHashes passwords;
  private final SecretStore secrets;
  private final SecureRandom random;
  private final Clock clock;

  /**
   * @param hashMemoryKibibytes how much a password guess costs; tests make it cheap
   */
  public DatabaseAccounts(
      Jdbi jdbi, SecretStore secrets, int hashMemoryKibibytes, SecureRandom random, Clock clock) {
    this.users = new DirectoryUserStore(jdbi);
    this.passwords = new PasswordHashes(random, hashMemoryKibibytes);
    this.secrets = secrets;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public Creation create(String username, String email) {
    var password = temporaryPassword();
    var user =
        new DirectoryUser(
            UUID.randomUUID().toString(),
            username.toLowerCase(Locale.ROOT),
            Optional.of(email),
            false,
            true,
            passwords.hash(password),
            true,
            Optional.empty(),
            Optional.empty(),
            0);
    return users.add(user, clock.instant())
        ? new Created(users.account(user.userId()).orElseThrow(), Optional.of(password))
        : new NameTaken();
  }

  @Override
  public Optional<Account> find(String id) {
    return users.account(id);
  }

  @Override
  public Optional<Account> findByUsername(String username) {
    return users
        .findByUsername(username.toLowerCase(Locale.ROOT))
        .flatMap(user -> users.account(user.userId()));
  }

  @Override
  public Slice list(Optional<String> after) {
    var found = users.accounts(after.orElse(""), PAGE_SIZE);
    return new Slice(
        found,
        found.size() < PAGE_SIZE ? Optional.empty() : Optional.of(found.getLast().username()));
  }

  @Override
  public void setEnabled(String id, boolean enabled) {
    users.setEnabled(id, enabled);
    if (!enabled) {
      users.revokeAllOf(id);
    }
  }

  @Override
  public void setAdmin(String id, boolean admin) {
    users.setAdmin(id, admin);
  }

  @Override
  public void resetSecondFactor(String id) {
    users.clearSecondFactor(id).forEach(secrets::delete);
  }

  @Override
  public void signOutEverywhere(String id) {
    users.revokeAllOf(id);
  }

  @Override
  public void remove(String id) {
    users.revokeAllOf(id);
    users.clearSecondFactor(id).forEach(secrets::delete);
    users.remove(id);
  }

  /** One of each kind first, so that no rule for passwords is broken. */
  private String temporaryPassword() {
    var password = new StringBuilder();
    PASSWORD_CHARACTERS.forEach(kind -> password.append(oneOf(kind)));
    var all = String.join("", PASSWORD_CHARACTERS);
    while (password.length() < PASSWORD_LENGTH) {
      password.append(oneOf(all));
    }
    return password.toString();
  }

  private char oneOf(String characters) {
    return characters.charAt(random.nextInt(characters.length()));
  }
}
