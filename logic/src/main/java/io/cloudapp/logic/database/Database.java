package io.cloudapp.logic.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cloudapp.logic.database.DatabaseSettings.Authentication;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** The connection to Aurora. */
@Factory
public final class Database {

  @Singleton
  @Bean(preDestroy = "close")
  HikariDataSource dataSource(DatabaseSettings settings, IamTokens tokens) {
    var connections =
        switch (settings.authentication()) {
          case PASSWORD ->
              Connections.byPassword(settings.url(), settings.username(), settings.password());
          case IAM -> Connections.byIam(settings.url(), settings.username(), tokens);
        };
    return new HikariDataSource(pool(connections, settings.maximumConnections()));
  }

  static HikariConfig pool(DataSource connections, int maximum) {
    var pool = new HikariConfig();
    pool.setPoolName("aurora");
    pool.setDataSource(connections);
    pool.setMaximumPoolSize(maximum);
    pool.setMinimumIdle(0);
    pool.setConnectionTimeout(5_000);
    pool.setInitializationFailTimeout(-1);
    return pool;
  }

  @Singleton
  Jdbi jdbi(DataSource dataSource) {
    return Jdbi.create(dataSource);
  }

  /** Brings the schema to the newest version; safe to run from several places at once. */
  public static Schema migrate(DataSource dataSource) {
    var flyway = Flyway.configure().dataSource(dataSource).load();
    var migrations = flyway.migrate().migrationsExecuted;
    return new Schema(flyway.info().current().getVersion().getVersion(), migrations);
  }

  /**
   * The schema after a migration.
   *
   * @param version of the newest migration
   * @param migrations how many were missing
   */
  public record Schema(String version, int migrations) {}

  /**
   * Connections of the database's owner, who changes the schema; nobody else needs them.
   *
   * @param url of the cluster itself, not of RDS Proxy
   */
  public static DataSource ofOwner(
      String url, String username, String password, Authentication authentication) {
    return Connections.ofOwner(url, username, password, authentication);
  }
}
