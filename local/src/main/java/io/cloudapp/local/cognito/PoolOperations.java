package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;

/** Making, changing and showing user pools. */
final class PoolOperations {

  private static final String ID_LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 9;
  private static final List<String> SECOND_FACTOR =
      List.of("MfaConfiguration", "SoftwareTokenMfaConfiguration");

  private final Pools pools;
  private final CognitoSettings settings;
  private final SecureRandom random;
  private final Supplier<RSAKey> keys;

  PoolOperations(
      Pools pools, CognitoSettings settings, SecureRandom random, Supplier<RSAKey> keys) {
    this.pools = pools;
    this.settings = settings;
    this.random = random;
    this.keys = keys;
  }

  ObjectNode createUserPool(Input input) {
    var name = input.text("PoolName");
    var now = settings.clock().instant();
    var given = without(without(input.members(), "PoolName"), "SoftwareTokenMfaConfiguration");
    var pool = new UserPool(newId(name), name, given, now, now);
    checkSecondFactor(pool);
    pools.add(new PoolState(pool, keys.get()));
    return wrapped(pool, 0);
  }

  ObjectNode describeUserPool(Input input) {
    var state = pools.pool(input.text("UserPoolId"));
    return wrapped(state.pool(), state.users().size());
  }

  /** What an update leaves out goes back to its default, as in Cognito. */
  ObjectNode updateUserPool(Input input) {
    var state = pools.pool(input.text("UserPoolId"));
    var changed = without(input.members(), "UserPoolId");
    var current = state.pool().settings();
    for (String fixed :
        List.of("UsernameConfiguration", "UsernameAttributes", "AliasAttributes", "Schema")) {
      if (current.has(fixed)) {
        changed.set(fixed, current.get(fixed));
      }
    }
    for (String separate : SECOND_FACTOR) {
      if (!changed.has(separate) && current.has(separate)) {
        changed.set(separate, current.get(separate));
      }
    }
    var pool = state.pool().with(changed, settings.clock().instant());
    checkSecondFactor(pool);
    state.replace(pool);
    return Input.answer();
  }

  ObjectNode deleteUserPool(Input input) {
    pools.remove(pools.pool(input.text("UserPoolId")));
    return Input.answer();
  }

  ObjectNode listUserPools(Input input) {
    return Page.of(input, "UserPools", "MaxResults", "NextToken")
        .of(
            pools.all(),
            PoolState::id,
            state ->
                Input.answer()
                    .put("Id", state.id())
                    .put("Name", state.pool().name())
                    .put("CreationDate", Input.seconds(state.pool().created()))
                    .put("LastModifiedDate", Input.seconds(state.pool().modified())));
  }

  ObjectNode setUserPoolMfaConfig(Input input) {
    var state = pools.pool(input.text("UserPoolId"));
    var changed = state.pool().settings().deepCopy();
    for (String member : SECOND_FACTOR) {
      if (input.members().has(member)) {
        changed.set(member, input.members().get(member));
      }
    }
    var pool = state.pool().with(changed, settings.clock().instant());
    if (pool.secondFactorPolicy() != UserPool.SecondFactorPolicy.OFF && !pool.softwareTokens()) {
      throw Refusal.invalidParameter(
          "Invalid MFA configuration given, can't turn on MFA without any MFA type enabled.");
    }
    state.replace(pool);
    return secondFactor(pool);
  }

  ObjectNode getUserPoolMfaConfig(Input input) {
    return secondFactor(pools.pool(input.text("UserPoolId")).pool());
  }

  // Only SetUserPoolMfaConfig configures software tokens, so before it only SMS would be left.
  private static void checkSecondFactor(UserPool pool) {
    if (pool.secondFactorPolicy() != UserPool.SecondFactorPolicy.OFF && !pool.softwareTokens()) {
      throw Refusal.invalidParameter(
          "SMS configuration and Auto verification for phone_number are required when MFA is"
              + " required/optional");
    }
  }

  private static ObjectNode secondFactor(UserPool pool) {
    var shown = Input.answer();
    if (pool.softwareTokens()) {
      shown.putObject("SoftwareTokenMfaConfiguration").put("Enabled", true);
    }
    return shown.put("MfaConfiguration", pool.secondFactorPolicy().name());
  }

  private ObjectNode wrapped(UserPool pool, int users) {
    var shown = pool.settings().deepCopy();
    shown.remove("SoftwareTokenMfaConfiguration");
    shown.remove("UserPoolTags");
    shown.put("Id", pool.id());
    shown.put("Name", pool.name());
    shown.put(
        "Arn",
        "arn:aws:cognito-idp:%s:%s:userpool/%s"
            .formatted(settings.region(), settings.account(), pool.id()));
    shown.put("MfaConfiguration", pool.secondFactorPolicy().name());
    shown.put("EstimatedNumberOfUsers", users);
    shown.put("CreationDate", Input.seconds(pool.created()));
    shown.put("LastModifiedDate", Input.seconds(pool.modified()));
    if (pool.settings().has("UserPoolTags")) {
      shown.set("UserPoolTags", pool.settings().get("UserPoolTags"));
    }
    shown.set("SchemaAttributes", customAttributes(pool));
    shown.remove("Schema");
    var policy = pool.passwordPolicy();
    shown
        .withObject("/Policies")
        .putObject("PasswordPolicy")
        .put("MinimumLength", policy.minimumLength())
        .put("RequireUppercase", policy.uppercase())
        .put("RequireLowercase", policy.lowercase())
        .put("RequireNumbers", policy.numbers())
        .put("RequireSymbols", policy.symbols())
        .put("TemporaryPasswordValidityDays", policy.temporaryPasswordValidity().toDays());
    var answer = Input.answer();
    answer.set("UserPool", shown);
    return answer;
  }

  private static ArrayNode customAttributes(UserPool pool) {
    var schema = Input.answer().putArray("SchemaAttributes");
    pool.settings()
        .path("Schema")
        .forEach(
            attribute -> {
              var shown = attribute.deepCopy();
              var name = attribute.path("Name").asText();
              if (shown instanceof ObjectNode object && !pool.knowsAttribute(name)) {
                object.put("Name", "custom:" + name);
              }
              schema.add(shown);
            });
    return schema;
  }

  // Settings that name a pool, such as the samples', hold for the next LocalCloud too.
  private String newId(String name) {
    var first = settings.region() + "_" + StableText.of(name, ID_LETTERS, ID_LENGTH);
    if (pools.find(first).isEmpty()) {
      return first;
    }
    var id = new StringBuilder(settings.region()).append('_');
    for (int letter = 0; letter < ID_LENGTH; letter++) {
      id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
    }
    return id.toString();
  }

  private static ObjectNode without(ObjectNode members, String member) {
    var rest = members.deepCopy();
    rest.remove(member);
    return rest;
  }
}
