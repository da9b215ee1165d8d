package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An app client of a pool.
 *
 * @param settings the members of CreateUserPoolClient as given
 */
record AppClient(
    String id,
    String poolId,
    Optional<String> secret,
    ObjectNode settings,
    Instant created,
    Instant modified) {

  private static final Set<String> FLOWS =
      Set.of(
          "ALLOW_ADMIN_USER_PASSWORD_AUTH",
          "ALLOW_CUSTOM_AUTH",
          "ALLOW_REFRESH_TOKEN_AUTH",
          "ALLOW_USER_AUTH",
          "ALLOW_USER_PASSWORD_AUTH",
          "ALLOW_USER_SRP_AUTH",
          "ADMIN_NO_SRP_AUTH",
          "CUSTOM_AUTH_FLOW_ONLY",
          "USER_PASSWORD_AUTH");
  private static final List<String> DEFAULT_FLOWS =
      List.of("ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH");

  AppClient {
    settings = settings.deepCopy();
  }

  /** Refuses settings that Cognito refuses. */
  void check() {
    for (String flow : flows()) {
      if (!FLOWS.contains(flow)) {
        throw Refusal.invalidParameter("Invalid ExplicitAuthFlows: " + flow);
      }
    }
    within("access", accessTokenValidity(), Duration.ofMinutes(5), Duration.ofDays(1));
    within("id", idTokenValidity(), Duration.ofMinutes(5), Duration.ofDays(1));
    within("refresh", refreshTokenValidity(), Duration.ofHours(1), Duration.ofDays(3650));
    if (refreshTokenValidity().compareTo(accessTokenValidity()) < 0
        || refreshTokenValidity().compareTo(idTokenValidity()) < 0) {
      throw Refusal.invalidParameter(
          "Refresh token validity must not be shorter than access and ID token validity.");
    }
  }

  List<String> flows() {
    var given = new Input(settings).texts("ExplicitAuthFlows");
    return given.isEmpty() ? DEFAULT_FLOWS : given;
  }

  /**
   * @param flow as in InitiateAuth, for example {@code USER_PASSWORD_AUTH}
   */
  boolean allows(String flow) {
    var flows = flows();
    return switch (flow) {
      case "ADMIN_USER_PASSWORD_AUTH" ->
          flows.contains("ALLOW_ADMIN_USER_PASSWORD_AUTH") || flows.contains("ADMIN_NO_SRP_AUTH");
      // The flows without ALLOW_ are of the time when refreshing could not be forbidden.
      case "REFRESH_TOKEN_AUTH" ->
          flows.contains("ALLOW_REFRESH_TOKEN_AUTH")
              || flows.stream().noneMatch(allowed -> allowed.startsWith("ALLOW_"));
      default -> flows.contains("ALLOW_" + flow) || flows.contains(flow);
    };
  }

  boolean hidesUserExistence() {
    return settings.path("PreventUserExistenceErrors").asText("LEGACY").equals("ENABLED");
  }

  boolean revocable() {
    return settings.path("EnableTokenRevocation").asBoolean(true);
  }

  Duration accessTokenValidity() {
    return validity("AccessToken", 1, ChronoUnit.HOURS);
  }

  Duration idTokenValidity() {
    return validity("IdToken", 1, ChronoUnit.HOURS);
  }

  Duration refreshTokenValidity() {
    return validity("RefreshToken", 30, ChronoUnit.DAYS);
  }

  private Duration validity(String token, long otherwise, ChronoUnit unit) {
    var value = settings.path(token + "Validity").asLong(0);
    if (value == 0) {
      return Duration.of(otherwise, unit);
    }
    var given = settings.path("TokenValidityUnits").path(token).asText(unit.name());
    return switch (given.toUpperCase(Locale.ROOT)) {
      case "SECONDS" -> Duration.ofSeconds(value);
      case "MINUTES" -> Duration.ofMinutes(value);
      case "HOURS" -> Duration.ofHours(value);
      case "DAYS" -> Duration.ofDays(value);
      default -> throw Refusal.invalidParameter("Invalid token validity unit: " + given);
    };
  }

  private static void within(String token, Duration validity, Duration least, Duration most) {
    if (validity.compareTo(least) < 0 || validity.compareTo(most) > 0) {
      throw Refusal.invalidParameter("Invalid range for %s token validity.".formatted(token));
    }
  }

  @Override
  public String toString() {
    return "AppClient[id=" + id + "]";
  }
}
