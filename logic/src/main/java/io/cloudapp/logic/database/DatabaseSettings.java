package io.cloudapp.logic.database;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Where Aurora is.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}
 */
@ConfigurationProperties("cloudapp.database")
public record DatabaseSettings(
    String url,
    String username,
    @Bindable(defaultValue = "") String password,
    @Bindable(defaultValue = "4") int maximumConnections) {

  /** Without the password, so that no log can hold it. */
  @Override
  public String toString() {
    return "DatabaseSettings[" + url + "]";
  }
}
