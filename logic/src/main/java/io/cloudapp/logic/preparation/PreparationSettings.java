package io.cloudapp.logic.preparation;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * What only the preparation of an installation needs to know; empty where it does not run.
 *
 * @param databaseUrl a JDBC URL of the cluster itself, also where RDS Proxy stands in front of it
 * @param ownerSecret name or ARN of the secret of the database's owner, which RDS makes and rotates
 * @param databaseUserSecret of the secret that RDS Proxy signs in with; empty without a proxy
 * @param sessionKeysSecret of the secret with the keys that seal the web app's sessions
 */
@ConfigurationProperties("cloudapp.preparation")
public record PreparationSettings(
    @Bindable(defaultValue = "") String databaseUrl,
    @Bindable(defaultValue = "") String ownerSecret,
    @Bindable(defaultValue = "") String databaseUserSecret,
    @Bindable(defaultValue = "") String sessionKeysSecret) {

  void requireAll() {
    require(databaseUrl, "CLOUDAPP_PREPARATION_DATABASE_URL", "the JDBC URL of the cluster");
    require(ownerSecret, "CLOUDAPP_PREPARATION_OWNER_SECRET", "the secret of the cluster's owner");
    require(
        sessionKeysSecret,
        "CLOUDAPP_PREPARATION_SESSION_KEYS_SECRET",
        "the secret of the web app's session keys");
  }

  private static void require(String value, String variable, String what) {
    if (value.isBlank()) {
      throw new IllegalStateException(
          "%s is not set; give it %s, as pulumi up does.".formatted(variable, what));
    }
  }
}
