package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.cognito.TriggerCalls.SignIn;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The beginning of a sign-in: credentials or a refresh token, then tokens or a challenge. */
final class SignInOperations {

  private final Pools pools;
  private final Clock clock;
  private final RequestRate rate;
  private final TriggerCalls triggers;
  private final Tokens tokens;
  private final SignInSteps steps;
  private final Passwords passwords;

  SignInOperations(
      Pools pools,
      Clock clock,
      RequestRate rate,
      TriggerCalls triggers,
      Tokens tokens,
      SignInSteps steps,
      Passwords passwords) {
    this.pools = pools;
    this.clock = clock;
    this.rate = rate;
    this.triggers = triggers;
    this.tokens = tokens;
    this.steps = steps;
    this.passwords = passwords;
  }

  private enum PasswordCheck {
    RIGHT,
    WRONG,
    LOCKED
  }

  ObjectNode adminInitiateAuth(Input input) {
    var pool = pools.pool(input.text("UserPoolId"));
    var flow = input.text("AuthFlow");
    return initiate(
        pool, input, flow.equals("ADMIN_NO_SRP_AUTH") ? "ADMIN_USER_PASSWORD_AUTH" : flow, true);
  }

  ObjectNode initiateAuth(Input input) {
    var pool = pools.poolOfClient(input.text("ClientId"));
    return initiate(pool, input, input.text("AuthFlow"), false);
  }

  private ObjectNode initiate(PoolState pool, Input input, String flow, boolean admin) {
    rate.count(pool.id());
    var client = pool.client(input.text("ClientId"));
    var signIn = new SignIn(pool, client, input.map("ClientMetadata"));
    var parameters = input.map("AuthParameters");
    return switch (flow) {
      case "ADMIN_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH" -> {
        if (flow.startsWith("ADMIN") != admin) {
          throw Refusal.invalidParameter("Initiate Auth method not supported.");
        }
        if (!client.allows(flow)) {
          throw Refusal.invalidParameter(
              admin
                  ? "Auth flow not enabled for this client"
                  : flow + " flow not enabled for this client");
        }
        yield byPassword(signIn, parameters);
      }
      case "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN" -> {
        if (!client.allows("REFRESH_TOKEN_AUTH")) {
          throw Refusal.invalidParameter("Auth flow not enabled for this client");
        }
        yield byRefreshToken(signIn, parameters);
      }
      default -> throw Refusal.invalidParameter("Initiate Auth method not supported.");
    };
  }

  private ObjectNode byPassword(SignIn signIn, Map<String, String> parameters) {
    var pool = signIn.pool();
    var username = required(parameters, "USERNAME");
    var password = required(parameters, "PASSWORD");
    SecretHash.check(signIn.client(), parameters, List.of(username));
    var found = pool.find(username);
    if (found.isEmpty()) {
      throw unknownUser(signIn, username, password);
    }
    if (found.get().attempts().lockedAt(clock.instant())) {
      throw Refusal.passwordAttemptsExceeded();
    }
    triggers.preAuthentication(signIn, found, username);
    var user = withRightPassword(pool, found.get(), password);
    if (!user.enabled()) {
      throw Refusal.userDisabled();
    }
    if (user.temporaryUntil().isEmpty()) {
      return steps.secondFactorOrTokens(signIn, user, "TokenGeneration_Authentication");
    }
    if (!clock.instant().isBefore(user.temporaryUntil().get())) {
      throw Refusal.notAuthorized(
          "Temporary password has expired and must be reset by an administrator.");
    }
    return steps.demandNewPassword(signIn, user);
  }

  private RuntimeException unknownUser(SignIn signIn, String username, String password) {
    if (!signIn.client().hidesUserExistence()) {
      return Refusal.userNotFound();
    }
    triggers.preAuthentication(signIn, Optional.empty(), username);
    // As long as for a known user, so that the time does not tell either.
    passwords.hash(password);
    return Refusal.wrongCredentials();
  }

  private User withRightPassword(PoolState pool, User user, String password) {
    var checked =
        pool.<PasswordCheck>changeFinding(
            user.username(),
            current -> {
              var now = clock.instant();
              if (current.attempts().lockedAt(now)) {
                return new PoolState.Changed<>(current, PasswordCheck.LOCKED);
              }
              return Passwords.matches(password, current.passwordHash())
                  ? new PoolState.Changed<>(current, PasswordCheck.RIGHT)
                  : new PoolState.Changed<>(
                      current.with(current.attempts().failed(now)), PasswordCheck.WRONG);
            });
    return switch (checked.result()) {
      case RIGHT -> checked.user();
      case WRONG -> throw Refusal.wrongCredentials();
      case LOCKED -> throw Refusal.passwordAttemptsExceeded();
    };
  }

  private ObjectNode byRefreshToken(SignIn signIn, Map<String, String> parameters) {
    var pool = signIn.pool();
    var grant =
        pool.grant(required(parameters, "REFRESH_TOKEN"))
            .filter(known -> known.clientId().equals(signIn.client().id()))
            .orElseThrow(() -> Refusal.notAuthorized("Invalid Refresh Token"));
    if (grant.revoked()) {
      throw Refusal.notAuthorized("Refresh Token has been revoked");
    }
    if (!clock.instant().isBefore(grant.expires())) {
      throw Refusal.notAuthorized("Refresh Token has expired");
    }
    var user = pool.user(grant.username());
    SecretHash.check(signIn.client(), parameters, List.of(user.username(), user.sub()));
    if (!user.enabled()) {
      throw Refusal.userDisabled();
    }
    var answer = Input.answer();
    answer.putObject("ChallengeParameters");
    answer.set("AuthenticationResult", tokens.refresh(signIn, user, grant));
    return answer;
  }

  static String required(Map<String, String> parameters, String name) {
    return Optional.ofNullable(parameters.get(name))
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> Refusal.missing(name));
  }
}
