package io.cloudapp.logic.profile;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Profile;
import io.cloudapp.logic.login.Directory;
import io.cloudapp.logic.login.SecondFactorSecret;
import io.cloudapp.logic.user.User;
import io.cloudapp.logic.user.UserStore;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What people see and change about themselves. */
@Singleton
public final class Profiles {

  private final UserStore store;
  private final Directory directory;

  Profiles(UserStore store, Directory directory) {
    this.store = store;
    this.directory = directory;
  }

  /** What became of a request about a profile. */
  public sealed interface Outcome {}

  public record Shown(Profile profile) implements Outcome {}

  /** A second factor that counts once a code of it is confirmed. */
  public record Started(SecondFactorSecret secret) implements Outcome {}

  public record Confirmed() implements Outcome {}

  public record Refused(Problem problem) implements Outcome {}

  public Outcome read(Caller caller) {
    return store
        .find(caller.userId())
        .map(user -> shown(caller, user))
        .orElseGet(Profiles::unknown);
  }

  /**
   * @param publicKey empty to go back to generated keys
   */
  public Outcome changePublicKey(Caller caller, Optional<String> publicKey) {
    var normal = publicKey.flatMap(PublicKeys::normalise);
    if (publicKey.isPresent() && normal.isEmpty()) {
      return new Refused(Problem.ofField("publicKey", PublicKeys.RULES));
    }
    store.changePublicKey(caller.userId(), normal);
    return read(caller);
  }

  /**
   * Begins a second factor; replacing one takes a sign-in that proved it, so that a stolen session
   * cannot.
   */
  public Outcome startSecondFactor(Caller caller, String accessToken) {
    return canChangeSecondFactor(caller)
        ? new Started(directory.startSecondFactor(accessToken))
        : replacementRefused();
  }

  public Outcome confirmSecondFactor(Caller caller, String accessToken, String code) {
    if (!canChangeSecondFactor(caller)) {
      return replacementRefused();
    }
    return directory.confirmSecondFactor(accessToken, code)
        ? new Confirmed()
        : new Refused(
            Problem.ofField(
                "code",
                "This is not the code of the moment. Wait for the next one and try again."));
  }

  private boolean canChangeSecondFactor(Caller caller) {
    return caller.isAdmin() || !directory.hasSecondFactor(caller.username());
  }

  private static Outcome replacementRefused() {
    return new Refused(
        Problem.of(
            ProblemType.SECOND_FACTOR_NEEDED,
            "You have a second factor already. Admins replace it after the admin sign-in; everyone"
                + " else asks an admin."));
  }

  private Outcome shown(Caller caller, User user) {
    return new Shown(
        new Profile(
            user.id(),
            user.username(),
            user.email(),
            user.role(),
            user.quota(),
            store.countLiving(user.id()),
            user.publicKey(),
            directory.hasSecondFactor(caller.username())));
  }

  private static Outcome unknown() {
    return new Refused(
        Problem.of(ProblemType.NOT_FOUND, "You are not known here yet. Sign out and in again."));
  }
}
