package io.cloudapp.logic.login;

import com.nimbusds.jose.jwk.JWKSet;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.login.SignIn;
import io.cloudapp.core.login.SignIn.Client;
import io.cloudapp.core.login.TokenLifetimes;
import io.cloudapp.logic.login.Admissions.Denied;
import io.cloudapp.logic.login.Admissions.Granted;
import io.cloudapp.logic.login.RefreshTokens.Grant;
import io.cloudapp.logic.login.SignInOutcome.Authenticated;
import io.cloudapp.logic.login.SignInOutcome.Challenge;
import io.cloudapp.logic.login.SignInOutcome.Challenged;
import io.cloudapp.logic.login.SignInOutcome.Declined;
import io.cloudapp.logic.login.SignInOutcome.Refused;
import io.cloudapp.logic.login.TokenIssuer.Session;
import io.cloudapp.logic.usage.SignInDays;
import io.cloudapp.logic.user.AdminNotifier;
import io.cloudapp.logic.user.UserStore;
import io.cloudapp.logic.user.Users;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** A directory in Aurora, for an installation without a Cognito user pool. */
public final class DatabaseDirectory implements Directory {

  private final DirectoryUserStore users;
  private final RefreshTokens refreshTokens;
  private final Admissions admissions;
  private final PasswordHashes passwords;
  private final OneTimeCodes codes;
  private final SecretStore secrets;
  private final TokenSigner signer;
  private final TokenIssuer tokens;
  private final String secretPrefix;
  private final Clock clock;

  /** Checked in place of the hash of a person who does not exist, so that both take as long. */
  private final String decoyHash;

  /**
   * How a directory is set up.
   *
   * @param issuer the claim {@code iss} of its tokens, a URL
   * @param installId begins the names of its secrets
   * @param hashMemoryKibibytes how much a password guess costs; tests make it cheap
   */
  public record Settings(
      AppClients clients, String issuer, String installId, int hashMemoryKibibytes) {}

  public DatabaseDirectory(
      Jdbi jdbi,
      SecretStore secrets,
      AdminNotifier notifier,
      Settings settings,
      SecureRandom random,
      Clock clock) {
    this.users = new DirectoryUserStore(jdbi);
    this.refreshTokens = new RefreshTokens(jdbi, random);
    this.admissions =
        new Admissions(
            new Users(UserStore.over(jdbi), notifier, clock), new SignInDays(jdbi, clock));
    this.passwords = new PasswordHashes(random, settings.hashMemoryKibibytes());
    this.codes = new OneTimeCodes(random);
    this.secrets = secrets;
    this.secretPrefix = "cloudapp/" + settings.installId() + "/directory/";
    this.signer = new TokenSigner(secrets, secretPrefix + "signing-key");
    this.tokens = new TokenIssuer(signer, settings.clients(), settings.issuer(), clock);
    this.clock = clock;
    this.decoyHash = passwords.hash(UUID.randomUUID().toString());
  }

  /** Adds a person; {@code temporary} passwords have to be changed at the first sign-in. */
  public boolean register(
      String username, Optional<String> email, boolean admin, String password, boolean temporary) {
    var user =
        new DirectoryUser(
            UUID.randomUUID().toString(),
            key(username),
            email,
            admin,
            true,
            passwords.hash(password),
            temporary,
            Optional.empty(),
            Optional.empty(),
            0);
    return users.add(user, clock.instant());
  }

  /** What API Gateway's authorizer checks the tokens with. */
  public JWKSet signingKeys() {
    return signer.publicKeys();
  }

  @Override
  public SignInOutcome signIn(SignIn signIn) {
    var attempt = users.beginAttempt(key(signIn.username()), clock.instant());
    var hash = attempt.map(DirectoryUser::passwordHash).orElse(decoyHash);
    if (!passwords.matches(signIn.password(), hash)
        || attempt.filter(DirectoryUser::enabled).isEmpty()) {
      return new Refused();
    }
    var user = attempt.get();
    var outcome = answerChallenges(signIn, user);
    switch (outcome) {
      case Refused _ -> {}
      case Authenticated _ -> users.clearAttempts(user.userId());
      // A right password alone must not give back the guesses that were spent on codes.
      case Challenged _, Declined _ -> users.forgiveAttempt(user.userId());
    }
    return outcome;
  }

  private SignInOutcome answerChallenges(SignIn signIn, DirectoryUser user) {
    if (user.mustChangePassword()) {
      if (signIn.newPassword().isEmpty()) {
        return new Challenged(Challenge.NEW_PASSWORD_REQUIRED);
      }
      var broken = signIn.newPassword().flatMap(PasswordPolicy::broken);
      if (broken.isPresent()) {
        return new Declined(Problem.ofField("newPassword", broken.get()));
      }
    }
    if (user.secondFactor().isPresent()) {
      if (signIn.totp().isEmpty()) {
        return new Challenged(Challenge.SOFTWARE_TOKEN_MFA);
      }
      if (!useCode(user, user.secondFactor().get(), signIn.totp().get())) {
        return new Refused();
      }
    }
    if (user.mustChangePassword()) {
      users.changePassword(user.userId(), passwords.hash(signIn.newPassword().orElseThrow()));
    }
    return admit(user, signIn.client());
  }

  private SignInOutcome admit(DirectoryUser user, Client client) {
    return switch (admissions.admit(user.person(), client, user.secondFactor()::isPresent)) {
      case Denied(Denial denial) -> new Declined(denial.problem());
      case Granted(var role) -> {
        admissions.recordSignIn(user.userId());
        var id = UUID.randomUUID().toString();
        var session = new Session(user, id, client, role, clock.instant());
        yield new Authenticated(tokens.issue(session, newRefreshToken(session)));
      }
    };
  }

  private Optional<String> newRefreshToken(Session session) {
    if (session.client() == Client.ADMIN) {
      return Optional.empty();
    }
    var token =
        refreshTokens.issue(
            new Grant(session.user().userId(), session.sessionId(), session.signedInAt()),
            TokenLifetimes.REFRESH);
    return Optional.of(token);
  }

  @Override
  public Optional<Tokens> refresh(String refreshToken) {
    return refreshTokens
        .find(refreshToken, clock.instant(), TokenLifetimes.REFRESH)
        .flatMap(
            grant ->
                users
                    .find(grant.userId())
                    .filter(DirectoryUser::enabled)
                    .flatMap(user -> refresh(user, grant, refreshToken)));
  }

  private Optional<Tokens> refresh(DirectoryUser user, Grant grant, String refreshToken) {
    return switch (admissions.admit(user.person(), Client.WEB, () -> false)) {
      case Granted(var role) ->
          Optional.of(
              tokens.issue(
                  new Session(user, grant.sessionId(), Client.WEB, role, grant.signedInAt()),
                  Optional.of(refreshToken)));
      case Denied _ -> Optional.empty();
    };
  }

  @Override
  public void revoke(String refreshToken) {
    refreshTokens.revoke(refreshToken);
  }

  @Override
  public boolean hasSecondFactor(String username) {
    return users.findByUsername(key(username)).flatMap(DirectoryUser::secondFactor).isPresent();
  }

  @Override
  public SecondFactorSecret startSecondFactor(String accessToken) {
    var user = owner(accessToken);
    var secret = codes.newSecret();
    var name = secretPrefix + "second-factor/" + user.userId() + "/" + UUID.randomUUID();
    secrets.createOrRead(name, secret);
    users.startSecondFactor(user.userId(), name);
    user.pendingSecondFactor().ifPresent(secrets::delete);
    return SecondFactorSecret.of(secret, user.username());
  }

  @Override
  public boolean confirmSecondFactor(String accessToken, String code) {
    var user = owner(accessToken);
    if (user.pendingSecondFactor().isEmpty()) {
      return false;
    }
    var name = user.pendingSecondFactor().get();
    // The steps used so far belong to another secret.
    var step = codes.match(secret(name), code, clock.instant(), 0);
    if (step.isEmpty() || !users.confirmSecondFactor(user.userId(), name, step.getAsLong())) {
      return false;
    }
    user.secondFactor().ifPresent(secrets::delete);
    return true;
  }

  @Override
  public void removeSecondFactor(String accessToken) {
    var user = owner(accessToken);
    users.removeSecondFactor(user.userId());
    user.secondFactor().ifPresent(secrets::delete);
    user.pendingSecondFactor().ifPresent(secrets::delete);
  }

  private boolean useCode(DirectoryUser user, String secretName, String code) {
    var step = codes.match(secret(secretName), code, clock.instant(), user.lastCodeStep());
    return step.isPresent() && users.useCode(user.userId(), step.getAsLong());
  }

  private String secret(String name) {
    return secrets
        .read(name)
        .orElseThrow(() -> new IllegalStateException("The secret " + name + " is missing"));
  }

  private DirectoryUser owner(String accessToken) {
    return tokens
        .userOf(accessToken)
        .flatMap(users::find)
        .orElseThrow(() -> new IllegalStateException("API Gateway let a foreign token through"));
  }

  private static String key(String username) {
    return username.toLowerCase(Locale.ROOT);
  }
}
