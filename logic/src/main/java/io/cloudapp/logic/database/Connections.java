package io.cloudapp.logic.database;

import io.cloudapp.logic.database.DatabaseSettings.Authentication;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections, each with the password of that moment. */
final class Connections extends PGSimpleDataSource {

  private static final long serialVersionUID = 1;

  private final transient Supplier<String> password;

  private Connections(String url, String username, Supplier<String> password) {
    this.password = password;
    setUrl(url);
    setUser(username);
    // Within what a request may take.
    setConnectTimeout(5);
    setSocketTimeout(15);
  }

  /** A password that is asked for anew each time. */
  static Connections by(String url, String username, Supplier<String> password) {
    return new Connections(url, username, password);
  }

  /** A fixed password, and limits that the connection itself asks for. */
  static Connections byPassword(String url, String username, String password) {
    var connections = by(url, username, () -> password);
    // A statement that hangs must not outlive the Lambda or the request that waits for it.
    connections.setOptions("-c statement_timeout=10000 -c TimeZone=UTC");
    return connections;
  }

  /**
   * A new token for each connection, which is sent over TLS to nobody but the database.
   *
   * <p>The limits are the database user's ({@code preparation/database-user.sql}): RDS Proxy
   * refuses connections with options.
   */
  static Connections byIam(String url, String username, IamTokens tokens) {
    var address = new PGSimpleDataSource();
    address.setUrl(url);
    var host = address.getServerNames()[0];
    var port = address.getPortNumbers()[0] == 0 ? 5432 : address.getPortNumbers()[0];
    var connections = by(url, username, () -> tokens.token(host, port, username));
    connections.verifyServer();
    // Spares the settings after the start, which would bind the connection to one of the proxy's.
    connections.setAssumeMinServerVersion("16");
    return connections;
  }

  /** Patient, because migrations take their time and a database that sleeps has to wake up. */
  static Connections ofOwner(
      String url, String username, String password, Authentication authentication) {
    var connections = by(url, username, () -> password);
    connections.setConnectTimeout(60);
    connections.setSocketTimeout(280);
    return authentication == Authentication.IAM ? connections.verifyServer() : connections;
  }

  /** Insists on TLS with a certificate of AWS for the name that was called. */
  private Connections verifyServer() {
    setSslMode("verify-full");
    setSslfactory(AwsCertificates.class.getName());
    return this;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(getUser(), password.get());
  }
}
