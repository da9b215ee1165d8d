package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a pool was configured with.
 *
 * @param settings the members of CreateUserPool as given, which DescribeUserPool gives back
 */
record UserPool(String id, String name, ObjectNode settings, Instant created, Instant modified) {

  private static final Set<String> STANDARD_ATTRIBUTES =
      Set.of(
          "address",
          "birthdate",
          "email",
          "email_verified",
          "family_name",
          "gender",
          "given_name",
          "locale",
          "middle_name",
          "name",
          "nickname",
          "phone_number",
          "phone_number_verified",
          "picture",
          "preferred_username",
          "profile",
          "updated_at",
          "website",
          "zoneinfo");

  UserPool {
    settings = settings.deepCopy();
    PasswordPolicy.of(settings.path("Policies").path("PasswordPolicy"));
  }

  PasswordPolicy passwordPolicy() {
    return PasswordPolicy.of(settings.path("Policies").path("PasswordPolicy"));
  }

  SecondFactorPolicy secondFactorPolicy() {
    return switch (settings.path("MfaConfiguration").asText("OFF")) {
      case "OFF" -> SecondFactorPolicy.OFF;
      case "OPTIONAL" -> SecondFactorPolicy.OPTIONAL;
      case "ON" -> SecondFactorPolicy.ON;
      default -> throw Refusal.invalidParameter("Invalid MFA configuration given.");
    };
  }

  boolean softwareTokens() {
    return settings.path("SoftwareTokenMfaConfiguration").path("Enabled").asBoolean(false);
  }

  boolean caseSensitive() {
    return settings.path("UsernameConfiguration").path("CaseSensitive").asBoolean(true);
  }

  boolean emailIsUsername() {
    return contains(settings.path("UsernameAttributes"), "email");
  }

  boolean emailIsAlias() {
    return contains(settings.path("AliasAttributes"), "email");
  }

  /** The function of a trigger, for example {@code PreAuthentication}. */
  Optional<String> trigger(String name) {
    var functions = settings.path("LambdaConfig");
    return Optional.ofNullable(functions.path(name + "Config").path("LambdaArn").textValue())
        .or(() -> Optional.ofNullable(functions.path(name).textValue()));
  }

  boolean customizesAccessTokens() {
    var version =
        settings.path("LambdaConfig").path("PreTokenGenerationConfig").path("LambdaVersion");
    return version.asText("V1_0").equals("V2_0") || version.asText().equals("V3_0");
  }

  boolean knowsAttribute(String attribute) {
    if (STANDARD_ATTRIBUTES.contains(attribute)) {
      return true;
    }
    for (JsonNode custom : settings.path("Schema")) {
      var name = custom.path("Name").asText();
      if (attribute.equals("custom:" + name) || attribute.equals("dev:custom:" + name)) {
        return true;
      }
    }
    return false;
  }

  UserPool with(ObjectNode settings, Instant now) {
    return new UserPool(id, name, settings, created, now);
  }

  private static boolean contains(JsonNode array, String value) {
    for (JsonNode element : array) {
      if (element.asText().equals(value)) {
        return true;
      }
    }
    return false;
  }

  /** Whether sign-in asks for a second factor: never, of those who have one, or of everyone. */
  enum SecondFactorPolicy {
    OFF,
    OPTIONAL,
    ON
  }
}
