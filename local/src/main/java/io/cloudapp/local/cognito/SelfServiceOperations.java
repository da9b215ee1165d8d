package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;

/** What people do with their own account, holding an access or a refresh token. */
final class SelfServiceOperations {

  private final Pools pools;
  private final Clock clock;
  private final Tokens tokens;
  private final Passwords passwords;

  SelfServiceOperations(Pools pools, Clock clock, Tokens tokens, Passwords passwords) {
    this.pools = pools;
    this.clock = clock;
    this.tokens = tokens;
    this.passwords = passwords;
  }

  private enum PasswordChange {
    DONE,
    WRONG,
    LOCKED
  }

  ObjectNode getUser(Input input) {
    var user = tokens.bearer(input.text("AccessToken")).user();
    var shown = Input.answer().put("Username", user.username());
    shown.set("UserAttributes", Attributes.shown(user));
    return ShownUser.withSecondFactor(shown, user);
  }

  ObjectNode changePassword(Input input) {
    var bearer = tokens.bearer(input.text("AccessToken"));
    var previous = input.text("PreviousPassword");
    var proposed = input.text("ProposedPassword");
    bearer.pool().pool().passwordPolicy().check(proposed);
    var hash = passwords.hash(proposed);
    var change =
        bearer
            .pool()
            .<PasswordChange>changeFinding(
                bearer.user().username(), user -> change(user, previous, hash));
    return switch (change.result()) {
      case DONE -> Input.answer();
      case WRONG -> throw Refusal.wrongCredentials();
      case LOCKED ->
          throw Refusal.of(
              "LimitExceededException", "Attempt limit exceeded, please try after some time.");
    };
  }

  ObjectNode globalSignOut(Input input) {
    var bearer = tokens.bearer(input.text("AccessToken"));
    bearer.pool().revokeAllOf(bearer.user());
    return Input.answer();
  }

  /** A token nobody knows is as good as revoked, so it is no error. */
  ObjectNode revokeToken(Input input) {
    var token = input.text("Token");
    var clientId = input.text("ClientId");
    var pool = pools.poolOfClient(clientId);
    var client = pool.client(clientId);
    var secret = input.optionalText("ClientSecret").orElse("");
    if (!MessageDigest.isEqual(bytes(client.secret().orElse("")), bytes(secret))) {
      throw Refusal.of("UnauthorizedException", "Invalid client secret");
    }
    if (!client.revocable()) {
      throw Refusal.of(
          "UnsupportedOperationException", "Revoke token operation is not enabled on this client.");
    }
    if (token.chars().filter(character -> character == '.').count() == 2) {
      throw Refusal.of("UnsupportedTokenTypeException", "Unsupported token type");
    }
    pool.grant(token)
        .ifPresent(
            grant -> {
              if (!grant.clientId().equals(clientId)) {
                throw Refusal.of("UnauthorizedException", "The token is not of this client");
              }
              pool.revoke(token);
            });
    return Input.answer();
  }

  private PoolState.Changed<PasswordChange> change(User user, String previous, String hash) {
    var now = clock.instant();
    if (user.attempts().lockedAt(now)) {
      return new PoolState.Changed<>(user, PasswordChange.LOCKED);
    }
    return Passwords.matches(previous, user.passwordHash())
        ? new PoolState.Changed<>(
            user.withPassword(hash, Optional.empty(), now), PasswordChange.DONE)
        : new PoolState.Changed<>(user.with(user.attempts().failed(now)), PasswordChange.WRONG);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
