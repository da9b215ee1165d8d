package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a pool demands of a password.
 *
 * @param temporaryPasswordValidity after it a temporary password opens nothing
 */
record PasswordPolicy(
    int minimumLength,
    boolean uppercase,
    boolean lowercase,
    boolean numbers,
    boolean symbols,
    Duration temporaryPasswordValidity) {

  private static final String SYMBOLS = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- ";
  private static final int MAXIMUM_LENGTH = 256;

  /** From a pool's {@code Policies.PasswordPolicy}; without one, the defaults of the API. */
  static PasswordPolicy of(JsonNode policy) {
    var given = policy.isObject();
    return new PasswordPolicy(
        policy.path("MinimumLength").asInt(8),
        policy.path("RequireUppercase").asBoolean(!given),
        policy.path("RequireLowercase").asBoolean(!given),
        policy.path("RequireNumbers").asBoolean(!given),
        policy.path("RequireSymbols").asBoolean(!given),
        Duration.ofDays(Math.max(1, policy.path("TemporaryPasswordValidityDays").asInt(7))));
  }

  PasswordPolicy {
    if (minimumLength < 6 || minimumLength > 99) {
      throw Refusal.invalidParameter("The minimum length of a password is between 6 and 99.");
    }
  }

  /** Refuses a password that does not conform. */
  void check(String password) {
    shortcoming(password)
        .ifPresent(
            shortcoming -> {
              throw Refusal.invalidPassword(shortcoming);
            });
  }

  private Optional<String> shortcoming(String password) {
    if (password.length() < minimumLength) {
      return Optional.of("Password not long enough");
    }
    if (password.length() > MAXIMUM_LENGTH) {
      return Optional.of("Password too long");
    }
    if (uppercase && password.chars().noneMatch(Character::isUpperCase)) {
      return Optional.of("Password must have uppercase characters");
    }
    if (lowercase && password.chars().noneMatch(Character::isLowerCase)) {
      return Optional.of("Password must have lowercase characters");
    }
    if (numbers && password.chars().noneMatch(Character::isDigit)) {
      return Optional.of("Password must have numeric characters");
    }
    if (symbols && password.chars().noneMatch(character -> SYMBOLS.indexOf(character) >= 0)) {
      return Optional.of("Password must have symbol characters");
    }
    return Optional.empty();
  }

  /** A random password that conforms. */
  String generate(SecureRandom random) {
    var kinds =
        List.of("ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "23456789", "!@#%&*.");
    var characters = new ArrayList<Character>();
    for (int position = 0; position < Math.max(12, minimumLength); position++) {
      var kind = kinds.get(position % kinds.size());
      characters.add(kind.charAt(random.nextInt(kind.length())));
    }
    Collections.shuffle(characters, random);
    return characters.stream().map(String::valueOf).collect(Collectors.joining());
  }
}
