package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What administrators do with users. */
final class UserOperations {

  private final Pools pools;
  private final CognitoSettings settings;
  private final Passwords passwords;
  private final SecureRandom random;

  UserOperations(Pools pools, CognitoSettings settings, Passwords passwords, SecureRandom random) {
    this.pools = pools;
    this.settings = settings;
    this.passwords = passwords;
    this.random = random;
  }

  ObjectNode adminCreateUser(Input input) {
    var pool = pools.pool(input.text("UserPoolId"));
    var username = input.text("Username");
    var action = input.optionalText("MessageAction").orElse("");
    var policy = pool.pool().passwordPolicy();
    var given = input.optionalText("TemporaryPassword");
    given.ifPresent(policy::check);
    var temporary = given.orElseGet(() -> policy.generate(random));
    var user =
        action.equals("RESEND")
            ? invitedAgain(pool, username, temporary)
            : created(pool, username, input.attributes("UserAttributes"), temporary);
    if (!action.equals("SUPPRESS")) {
      user.attribute("email").ifPresent(to -> invite(pool, user, to, temporary));
    }
    var answer = Input.answer();
    answer.set("User", ShownUser.of(user, "Attributes"));
    return answer;
  }

  ObjectNode adminSetUserPassword(Input input) {
    var pool = pools.pool(input.text("UserPoolId"));
    var user = pool.user(input.text("Username"));
    var password = input.text("Password");
    var policy = pool.pool().passwordPolicy();
    policy.check(password);
    var hash = passwords.hash(password);
    var now = settings.clock().instant();
    var until =
        input.flag("Permanent")
            ? Optional.<Instant>empty()
            : Optional.of(now.plus(policy.temporaryPasswordValidity()));
    pool.change(user.username(), current -> current.withPassword(hash, until, now));
    return Input.answer();
  }

  ObjectNode adminGetUser(Input input) {
    var user = pools.pool(input.text("UserPoolId")).user(input.text("Username"));
    return ShownUser.withSecondFactor(ShownUser.of(user, "UserAttributes"), user);
  }

  ObjectNode adminUpdateUserAttributes(Input input) {
    var attributes = input.attributes("UserAttributes");
    Attributes.check(pools.pool(input.text("UserPoolId")).pool(), attributes);
    return change(input, user -> user.withAttributes(attributes, settings.clock().instant()));
  }

  ObjectNode adminDisableUser(Input input) {
    var answer = change(input, user -> user.enabled(false, settings.clock().instant()));
    signOutEverywhere(input);
    return answer;
  }

  ObjectNode adminEnableUser(Input input) {
    return change(input, user -> user.enabled(true, settings.clock().instant()));
  }

  ObjectNode adminDeleteUser(Input input) {
    var pool = pools.pool(input.text("UserPoolId"));
    pool.remove(pool.user(input.text("Username")));
    return Input.answer();
  }

  ObjectNode adminUserGlobalSignOut(Input input) {
    signOutEverywhere(input);
    return Input.answer();
  }

  ObjectNode listUsers(Input input) {
    var pool = pools.pool(input.text("UserPoolId"));
    var filter = input.optionalText("Filter").map(UserFilter::parse);
    Set<String> onlyAttributes = new LinkedHashSet<>(input.texts("AttributesToGet"));
    var users =
        pool.users().stream()
            .filter(user -> filter.map(wanted -> wanted.test(user)).orElse(true))
            .toList();
    return Page.of(input, "Users", "Limit", "PaginationToken")
        .of(users, User::username, user -> ShownUser.of(user, "Attributes", onlyAttributes));
  }

  private User created(
      PoolState pool, String name, Map<String, String> attributes, String temporary) {
    Attributes.check(pool.pool(), attributes);
    var now = settings.clock().instant();
    var sub = pool.newSub(name);
    var all = new TreeMap<>(attributes);
    if (pool.pool().emailIsUsername()) {
      if (!name.contains("@")) {
        throw Refusal.invalidParameter("Username should be an email.");
      }
      all.put("email", name);
    }
    var user =
        new User(
            pool.pool().emailIsUsername() ? sub : name,
            sub,
            all,
            passwords.hash(temporary),
            Optional.of(now.plus(pool.pool().passwordPolicy().temporaryPasswordValidity())),
            true,
            Set.of(),
            SoftwareToken.NONE,
            Attempts.NONE,
            now,
            now);
    pool.add(user);
    return user;
  }

  private User invitedAgain(PoolState pool, String username, String temporary) {
    var user = pool.user(username);
    if (user.temporaryUntil().isEmpty()) {
      throw Refusal.of(
          "UnsupportedUserStateException",
          "Resend not possible. " + user.username() + " status is not FORCE_CHANGE_PASSWORD");
    }
    var now = settings.clock().instant();
    var until = now.plus(pool.pool().passwordPolicy().temporaryPasswordValidity());
    var hash = passwords.hash(temporary);
    return pool.change(
        user.username(), current -> current.withPassword(hash, Optional.of(until), now));
  }

  private void invite(PoolState pool, User user, String to, String temporary) {
    var template =
        new Input(pool.pool().settings())
            .object("AdminCreateUserConfig")
            .flatMap(configuration -> new Input(configuration).object("InviteMessageTemplate"))
            .map(Input::new)
            .orElseGet(() -> new Input(Input.answer()));
    var body =
        template
            .optionalText("EmailMessage")
            .orElse("Your username is {username} and temporary password is {####}.")
            .replace("{username}", pool.pool().emailIsUsername() ? to : user.username())
            .replace("{####}", temporary);
    settings
        .mail()
        .send(
            new Mail.Letter(
                to, template.optionalText("EmailSubject").orElse("Your temporary password"), body));
  }

  private ObjectNode change(Input input, UnaryOperator<User> change) {
    var pool = pools.pool(input.text("UserPoolId"));
    pool.change(pool.user(input.text("Username")).username(), change);
    return Input.answer();
  }

  private void signOutEverywhere(Input input) {
    var pool = pools.pool(input.text("UserPoolId"));
    pool.revokeAllOf(pool.user(input.text("Username")));
  }
}
