package io.cloudapp.logic.login;

import io.cloudapp.logic.RemoteCalls;
import io.cloudapp.logic.TestClock;
import io.cloudapp.logic.World;
import io.cloudapp.logic.aws.Unavailable;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A directory's accounts in memory. */
@Singleton
@Replaces(CognitoAccounts.class)
@Requires(env = World.ENVIRONMENT)
public final class FakeAccounts implements Accounts {

  private final RemoteCalls calls;
  private final TestClock clock;
  private final Map<String, Account> accounts = new TreeMap<>();
  private final Set<String> admins = new HashSet<>();
  private final Set<String> withSecondFactor = new HashSet<>();
  private final Set<String> signedOut = new HashSet<>();
  private boolean down;
  private Duration takes = Duration.ZERO;
  private int created;

  FakeAccounts(RemoteCalls calls, TestClock clock) {
    this.calls = calls;
    this.clock = clock;
  }

  public void reset() {
    accounts.clear();
    admins.clear();
    withSecondFactor.clear();
    signedOut.clear();
    down = false;
    takes = Duration.ZERO;
  }

  public void goDown(boolean isDown) {
    down = isDown;
  }

  /** How long a new account takes. */
  public void takes(Duration duration) {
    takes = duration;
  }

  /** Somebody the directory has, whoever made them. */
  public void has(String id, String username) {
    accounts.put(
        id, new Account(id, username, Optional.empty(), true, clock.instant().minusSeconds(3600)));
  }

  public void hasSecondFactor(String id) {
    withSecondFactor.add(id);
  }

  public boolean isThere(String id) {
    return accounts.containsKey(id);
  }

  public boolean isAdmin(String id) {
    return admins.contains(id);
  }

  public boolean isEnabled(String id) {
    return accounts.get(id).enabled();
  }

  public boolean asksForSecondFactor(String id) {
    return withSecondFactor.contains(id);
  }

  public boolean isSignedOut(String id) {
    return signedOut.contains(id);
  }

  @Override
  public Creation create(String username, String email) {
    return call(
        "AdminCreateUser",
        () -> {
          clock.advance(takes);
          if (findNamed(username).isPresent()) {
            return new NameTaken();
          }
          var id = "created-%04d".formatted(++created);
          var account = new Account(id, username, Optional.of(email), true, clock.instant());
          accounts.put(id, account);
          return new Created(account, Optional.empty());
        });
  }

  @Override
  public Optional<Account> find(String id) {
    return call("AdminGetUser", () -> Optional.ofNullable(accounts.get(id)));
  }

  @Override
  public Optional<Account> findByUsername(String username) {
    return call("AdminGetUser", () -> findNamed(username));
  }

  private Optional<Account> findNamed(String username) {
    return accounts.values().stream().filter(a -> a.username().equals(username)).findFirst();
  }

  @Override
  public Slice list(Optional<String> after) {
    return call("ListUsers", () -> new Slice(List.copyOf(accounts.values()), Optional.empty()));
  }

  @Override
  public void setEnabled(String id, boolean enabled) {
    change(
        enabled ? "AdminEnableUser" : "AdminDisableUser",
        () -> {
          accounts.computeIfPresent(
              id, (_, a) -> new Account(id, a.username(), a.email(), enabled, a.createdAt()));
          if (!enabled) {
            signedOut.add(id);
          }
        });
  }

  @Override
  public void setAdmin(String id, boolean admin) {
    change(
        admin ? "AdminAddUserToGroup" : "AdminRemoveUserFromGroup",
        () -> {
          if (admin) {
            admins.add(id);
          } else {
            admins.remove(id);
          }
        });
  }

  @Override
  public void resetSecondFactor(String id) {
    change("AdminSetUserMFAPreference", () -> withSecondFactor.remove(id));
  }

  @Override
  public void signOutEverywhere(String id) {
    change("AdminUserGlobalSignOut", () -> signedOut.add(id));
  }

  @Override
  public void remove(String id) {
    change("AdminDeleteUser", () -> accounts.remove(id));
  }

  private void change(String name, Runnable change) {
    call(
        name,
        () -> {
          change.run();
          return null;
        });
  }

  private <T> T call(String name, Supplier<T> call) {
    return calls.call(
        name,
        () -> {
          if (down) {
            throw new Unavailable("Cognito", new IllegalStateException("down"));
          }
          return call.get();
        });
  }
}
