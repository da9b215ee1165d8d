package io.cloudapp.logic.preparation;

import io.cloudapp.logic.database.DatabaseSettings;
import io.cloudapp.logic.preparation.Preparation.Change;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;

/** The user that CloudApp connects as, who owns nothing and may do what its code does. */
@Singleton
final class DatabaseUser {

  private static final String PRIVILEGES = "/preparation/database-user.sql";

  private final SecretValues secrets;
  private final String name;

  DatabaseUser(SecretValues secrets, DatabaseSettings settings) {
    this.secrets = secrets;
    this.name = settings.username();
  }

  /**
   * Makes the user if there is none, lets it in, and sets what it may do.
   *
   * @param owner a connection of the schema's owner, after the migrations
   * @param secret what RDS Proxy signs in with; empty where the user comes with IAM's tokens
   */
  Change prepare(Handle owner, Optional<String> secret, boolean rotate) {
    requireName();
    var created = !exists(owner, name);
    if (created) {
      owner.execute("create role %s login".formatted(name));
    }
    var rotated = secret.isPresent() && letProxyIn(owner, secret.get(), rotate);
    if (secret.isEmpty() && exists(owner, "rds_iam")) {
      owner.execute("grant rds_iam to " + name);
    }
    // One transaction, so that whoever works meanwhile is never without privileges.
    owner.useTransaction(transaction -> transaction.createScript(privileges()).execute());
    return created ? Change.CREATED : rotated ? Change.ROTATED : Change.KEPT;
  }

  /** The proxy knows passwords only, and the database takes none of those who have rds_iam. */
  private boolean letProxyIn(Handle owner, String secret, boolean rotate) {
    var present = secrets.read(secret).map(fields -> fields.get("password"));
    var password = present.filter(_ -> !rotate).orElseGet(secrets::random);
    if (!present.equals(Optional.of(password))) {
      secrets.put(secret, Map.of("username", name, "password", password));
    }
    if (exists(owner, "rds_iam")) {
      owner.execute("revoke rds_iam from " + name);
    }
    try {
      // Sends the hash, so that no log of statements can hold the password.
      owner
          .getConnection()
          .unwrap(PGConnection.class)
          .alterUserPassword(name, password.toCharArray(), "scram-sha-256");
    } catch (SQLException failure) {
      throw new IllegalStateException("The password of " + name + " was not set", failure);
    }
    return rotate && present.isPresent();
  }

  private static boolean exists(Handle owner, String role) {
    return owner
        .createQuery("select exists (select from pg_roles where rolname = :role)")
        .bind("role", role)
        .mapTo(Boolean.class)
        .one();
  }

  private String privileges() {
    try (var script = DatabaseUser.class.getResourceAsStream(PRIVILEGES)) {
      var text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      return text.replace("${user}", name);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(PRIVILEGES + " cannot be read", unreadable);
    }
  }

  // It becomes part of statements that take no parameters.
  private void requireName() {
    if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalStateException(
          "CLOUDAPP_DATABASE_USERNAME is %s; it must be lower-case letters, digits and underscores."
              .formatted(name));
    }
  }
}
