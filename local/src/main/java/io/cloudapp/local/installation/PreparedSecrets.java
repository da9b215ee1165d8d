package io.cloudapp.local.installation;

import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The secrets that are there before the installation is prepared, as the stack and RDS make them.
 */
public final class PreparedSecrets {

  /** On AWS RDS makes it and changes its value from time to time. */
  public static final String DATABASE_OWNER = "rds/cluster-local/owner";

  /** Without a value: the preparation gives it one. */
  public static final String SESSION_KEYS = "cloudapp-web/" + Installation.ID + "/session-keys";

  private PreparedSecrets() {}

  static void findOrCreate(SecretsManagerClient secrets) {
    if (isMissing(secrets, DATABASE_OWNER)) {
      // The embedded PostgreSQL listens on loopback and asks nobody for a password.
      secrets.createSecret(
          request ->
              request
                  .name(DATABASE_OWNER)
                  .secretString("{\"username\":\"postgres\",\"password\":\"\"}"));
    }
    if (isMissing(secrets, SESSION_KEYS)) {
      secrets.createSecret(request -> request.name(SESSION_KEYS));
    }
  }

  private static boolean isMissing(SecretsManagerClient secrets, String name) {
    try {
      secrets.describeSecret(request -> request.secretId(name));
      return false;
    } catch (ResourceNotFoundException missing) {
      return true;
    }
  }
}
