package io.cloudapp.logic.database;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Where Aurora is, and how to be let in.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}
 * @param password for {@link Authentication#PASSWORD} only
 */
@ConfigurationProperties("cloudapp.database")
public record DatabaseSettings(
    String url,
    String username,
    @Bindable(defaultValue = "") String password,
    @Bindable(defaultValue = "PASSWORD") Authentication authentication,
    @Bindable(defaultValue = "4") int maximumConnections) {

  /** How the database knows who connects. */
  public enum Authentication {
    /** By a password that does not change, as a database without IAM has it. */
    PASSWORD,
    /** By a token of 15 minutes for each connection, over TLS with a checked certificate. */
    IAM
  }

  /** Without the password, so that no log can hold it. */
  @Override
  public String toString() {
    return "DatabaseSettings[" + url + ", " + authentication + "]";
  }
}
