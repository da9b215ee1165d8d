package io.cloudapp.local.cognito;

import static io.cloudapp.local.cognito.SignInOperations.required;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.cognito.Sessions.Challenge;
import io.cloudapp.local.cognito.TriggerCalls.SignIn;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answers to the challenges of a sign-in. */
final class ChallengeOperations {

  private final Pools pools;
  private final Clock clock;
  private final RequestRate rate;
  private final Sessions sessions;
  private final SignInSteps steps;
  private final Passwords passwords;

  ChallengeOperations(
      Pools pools,
      Clock clock,
      RequestRate rate,
      Sessions sessions,
      SignInSteps steps,
      Passwords passwords) {
    this.pools = pools;
    this.clock = clock;
    this.rate = rate;
    this.sessions = sessions;
    this.steps = steps;
    this.passwords = passwords;
  }

  /** An answer together with the challenge it is for. */
  private record Answer(
      SignIn signIn,
      User user,
      Challenge challenge,
      String session,
      Map<String, String> responses) {}

  private enum CodeCheck {
    RIGHT,
    WRONG,
    USED,
    LOCKED
  }

  ObjectNode adminRespondToAuthChallenge(Input input) {
    return respond(pools.pool(input.text("UserPoolId")), input);
  }

  ObjectNode respondToAuthChallenge(Input input) {
    return respond(pools.poolOfClient(input.text("ClientId")), input);
  }

  private ObjectNode respond(PoolState pool, Input input) {
    rate.count(pool.id());
    var client = pool.client(input.text("ClientId"));
    var name = input.text("ChallengeName");
    var session = input.optionalText("Session").orElseThrow(() -> Refusal.missing("Session"));
    var responses = input.map("ChallengeResponses");
    var username = required(responses, "USERNAME");
    var challenge = sessions.read(session);
    var user = pool.find(username).orElseThrow(Refusal::invalidSession);
    SecretHash.check(client, responses, List.of(username, user.username()));
    if (!challenge.poolId().equals(pool.id())
        || !challenge.clientId().equals(client.id())
        || !challenge.username().equals(user.username())
        || !challenge.name().equals(name)) {
      throw Refusal.invalidSession();
    }
    if (!user.enabled()) {
      throw Refusal.userDisabled();
    }
    var signIn = new SignIn(pool, client, input.map("ClientMetadata"));
    var answer = new Answer(signIn, user, challenge, session, responses);
    return switch (name) {
      case SignInSteps.NEW_PASSWORD -> newPassword(answer);
      case SignInSteps.SOFTWARE_TOKEN -> code(answer);
      case SignInSteps.SETUP -> setup(answer);
      default -> throw Refusal.invalidParameter("Challenge " + name + " is not supported.");
    };
  }

  private ObjectNode newPassword(Answer answer) {
    var pool = answer.signIn().pool();
    var password = required(answer.responses(), "NEW_PASSWORD");
    pool.pool().passwordPolicy().check(password);
    var attributes = new LinkedHashMap<String, String>();
    answer
        .responses()
        .forEach(
            (name, value) -> {
              if (name.startsWith("userAttributes.")) {
                attributes.put(name.substring("userAttributes.".length()), value);
              }
            });
    Attributes.check(pool.pool(), attributes);
    var hash = passwords.hash(password);
    sessions.use(answer.session());
    var changed =
        pool.change(
            answer.user().username(),
            user ->
                user.withPassword(hash, Optional.empty(), clock.instant())
                    .withAttributes(attributes, clock.instant()));
    return steps.secondFactorOrTokens(answer.signIn(), changed, answer.challenge().source());
  }

  private ObjectNode code(Answer answer) {
    var code = required(answer.responses(), "SOFTWARE_TOKEN_MFA_CODE");
    var checked =
        answer
            .signIn()
            .pool()
            .<CodeCheck>changeFinding(answer.user().username(), user -> checkCode(user, code));
    return switch (checked.result()) {
      case RIGHT -> {
        sessions.use(answer.session());
        yield steps.tokens(answer.signIn(), checked.user(), answer.challenge().source());
      }
      case WRONG -> throw Refusal.wrongCode();
      case USED -> throw Refusal.usedCode();
      case LOCKED -> throw Refusal.passwordAttemptsExceeded();
    };
  }

  private PoolState.Changed<CodeCheck> checkCode(User user, String code) {
    var now = clock.instant();
    if (user.attempts().lockedAt(now)) {
      return new PoolState.Changed<>(user, CodeCheck.LOCKED);
    }
    if (!user.softwareToken().verified()) {
      return new PoolState.Changed<>(user, CodeCheck.WRONG);
    }
    return switch (user.softwareToken().check(code, now)) {
      case SoftwareToken.Right(long step) ->
          new PoolState.Changed<>(user.with(user.softwareToken().used(step)), CodeCheck.RIGHT);
      case SoftwareToken.Wrong _ ->
          new PoolState.Changed<>(user.with(user.attempts().failed(now)), CodeCheck.WRONG);
      case SoftwareToken.Used _ -> new PoolState.Changed<>(user, CodeCheck.USED);
    };
  }

  private ObjectNode setup(Answer answer) {
    if (!answer.challenge().registered()) {
      throw Refusal.invalidSession();
    }
    sessions.use(answer.session());
    return steps.tokens(answer.signIn(), answer.user(), answer.challenge().source());
  }
}
