package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.cognito.Sessions.Challenge;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** Registering an authenticator app and choosing whether sign-in asks for it. */
final class SecondFactorOperations {

  private static final int SECRET_BYTES = 32;

  private final Pools pools;
  private final Clock clock;
  private final Sessions sessions;
  private final Tokens tokens;
  private final SecureRandom random;

  SecondFactorOperations(
      Pools pools, Clock clock, Sessions sessions, Tokens tokens, SecureRandom random) {
    this.pools = pools;
    this.clock = clock;
    this.sessions = sessions;
    this.tokens = tokens;
    this.random = random;
  }

  /** Who registers: someone signed in, or someone in the middle of signing in. */
  private record Registrant(PoolState pool, User user, Optional<String> session) {}

  private enum CodeCheck {
    RIGHT,
    WRONG,
    USED,
    LOCKED
  }

  ObjectNode associateSoftwareToken(Input input) {
    var registrant = registrant(input);
    if (!registrant.pool().pool().softwareTokens()) {
      throw Refusal.softwareTokenUnavailable();
    }
    var bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    var secret = Totp.encode(bytes);
    var answer = Input.answer().put("SecretCode", secret);
    registrant.session().ifPresent(session -> answer.put("Session", next(session, false)));
    registrant
        .pool()
        .change(
            registrant.user().username(), user -> user.with(user.softwareToken().awaiting(secret)));
    return answer;
  }

  ObjectNode verifySoftwareToken(Input input) {
    var registrant = registrant(input);
    var code = input.text("UserCode");
    var checked =
        registrant
            .pool()
            .<CodeCheck>changeFinding(
                registrant.user().username(),
                user -> checkPending(user, code, registrant.session().isPresent()));
    return switch (checked.result()) {
      case RIGHT -> {
        var answer = Input.answer().put("Status", "SUCCESS");
        registrant.session().ifPresent(session -> answer.put("Session", next(session, true)));
        yield answer;
      }
      case WRONG -> throw Refusal.softwareTokenNotRegistered();
      case USED -> throw Refusal.usedCode();
      case LOCKED -> throw Refusal.passwordAttemptsExceeded();
    };
  }

  ObjectNode setUserMfaPreference(Input input) {
    var bearer = tokens.bearer(input.text("AccessToken"));
    return prefer(bearer.pool(), bearer.user(), input);
  }

  ObjectNode adminSetUserMfaPreference(Input input) {
    var pool = pools.pool(input.text("UserPoolId"));
    return prefer(pool, pool.user(input.text("Username")), input);
  }

  private ObjectNode prefer(PoolState pool, User user, Input input) {
    var preference = input.object("SoftwareTokenMfaSettings").map(Input::new);
    if (preference.isEmpty()) {
      return Input.answer();
    }
    var enabled = preference.get().flag("Enabled");
    var preferred = preference.get().flag("PreferredMfa");
    if (preferred && !enabled) {
      throw Refusal.invalidParameter("The preferred MFA must be enabled.");
    }
    pool.change(
        user.username(),
        current -> {
          if (enabled && !current.softwareToken().verified()) {
            throw Refusal.invalidParameter("User has not verified software token mfa");
          }
          return current.with(current.softwareToken().asking(enabled, preferred));
        });
    return Input.answer();
  }

  private PoolState.Changed<CodeCheck> checkPending(User user, String code, boolean signingIn) {
    var now = clock.instant();
    if (user.attempts().lockedAt(now)) {
      return new PoolState.Changed<>(user, CodeCheck.LOCKED);
    }
    var token = user.softwareToken();
    if (token.pending().isEmpty()) {
      return new PoolState.Changed<>(user, CodeCheck.WRONG);
    }
    return switch (token.checkPending(code, now)) {
      case SoftwareToken.Right(long step) -> {
        var registered = token.registered(step);
        yield new PoolState.Changed<>(
            user.with(signingIn ? registered.asking(true, true) : registered), CodeCheck.RIGHT);
      }
      case SoftwareToken.Wrong _ ->
          new PoolState.Changed<>(user.with(user.attempts().failed(now)), CodeCheck.WRONG);
      case SoftwareToken.Used _ -> new PoolState.Changed<>(user, CodeCheck.USED);
    };
  }

  private Registrant registrant(Input input) {
    var accessToken = input.optionalText("AccessToken");
    if (accessToken.isPresent()) {
      var bearer = tokens.bearer(accessToken.get());
      return new Registrant(bearer.pool(), bearer.user(), Optional.empty());
    }
    var session =
        input
            .optionalText("Session")
            .orElseThrow(
                () -> Refusal.invalidParameter("Either AccessToken or Session is required."));
    var challenge = setUp(session);
    var pool = pools.pool(challenge.poolId());
    return new Registrant(pool, pool.user(challenge.username()), Optional.of(session));
  }

  private Challenge setUp(String session) {
    var challenge = sessions.read(session);
    if (!challenge.name().equals(SignInSteps.SETUP)) {
      throw Refusal.invalidSession();
    }
    return challenge;
  }

  private String next(String session, boolean registered) {
    var challenge = setUp(session);
    sessions.use(session);
    return sessions.open(registered ? challenge.asRegistered() : challenge);
  }
}
