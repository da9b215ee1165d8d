package io.cloudapp.logic.profile;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Profile;
import io.cloudapp.logic.login.Directory;
import io.cloudapp.logic.profile.ProfileOutcome.Refused;
import io.cloudapp.logic.profile.ProfileOutcome.Shown;
import io.cloudapp.logic.user.User;
import io.cloudapp.logic.user.UserStore;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What people see and change about themselves. */
@Singleton
public final class Profiles {

  private final Jdbi jdbi;
  private final UserStore users;
  private final UserKeyStore keys;
  private final PreferenceStore preferences;
  private final Directory directory;

  Profiles(
      Jdbi jdbi,
      UserStore users,
      UserKeyStore keys,
      PreferenceStore preferences,
      Directory directory) {
    this.jdbi = jdbi;
    this.users = users;
    this.keys = keys;
    this.preferences = preferences;
    this.directory = directory;
  }

  public ProfileOutcome read(Caller caller) {
    return users
        .find(caller.userId())
        .<ProfileOutcome>map(user -> new Shown(profile(caller, user)))
        .orElseGet(Profiles::unknown);
  }

  /**
   * @param change any of {@code timeZone}, {@code language} and {@code notifications}
   */
  public ProfileOutcome changePreferences(Caller caller, JsonNode change) {
    var refusal = jdbi.inTransaction(transaction -> change(transaction, caller.userId(), change));
    return refusal.isPresent() ? refusal.get() : read(caller);
  }

  /** The refusal; empty when it is done. */
  private Optional<ProfileOutcome> change(Handle transaction, String userId, JsonNode change) {
    var present = preferences.findForUpdate(transaction, userId);
    if (present.isEmpty()) {
      return Optional.of(unknown());
    }
    return switch (present.get().changedBy(change)) {
      case Preferences.Bad(var errors) -> Optional.of(new Refused(Problem.ofFields(errors)));
      case Preferences.Good(var changed) -> {
        preferences.change(transaction, userId, changed);
        yield Optional.empty();
      }
    };
  }

  private Profile profile(Caller caller, User user) {
    var secondFactor = directory.hasSecondFactor(caller.username());
    var living = users.countLiving(user.id());
    return jdbi.withHandle(
        handle -> {
          var preference = preferences.find(handle, user.id()).orElseThrow();
          return new Profile(
              user.id(),
              user.username(),
              user.email(),
              user.role(),
              user.quota(),
              living,
              keys.list(handle, user.id()),
              secondFactor,
              preference.timeZone(),
              preference.language(),
              preference.notifications());
        });
  }

  private static ProfileOutcome unknown() {
    return new Refused(
        Problem.of(ProblemType.NOT_FOUND, "You are not known here yet. Sign out and in again."));
  }
}
