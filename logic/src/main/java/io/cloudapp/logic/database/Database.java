package io.cloudapp.logic.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
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
  HikariDataSource dataSource(DatabaseSettings settings) {
    var pool = new HikariConfig();
    pool.setPoolName("aurora");
    pool.setJdbcUrl(settings.url());
    pool.setUsername(settings.username());
    pool.setPassword(settings.password());
    pool.setMaximumPoolSize(settings.maximumConnections());
    pool.setMinimumIdle(0);
    pool.setConnectionTimeout(5_000);
    pool.setInitializationFailTimeout(-1);
    // A statement that hangs must not outlive the Lambda or the request that waits for it.
    pool.addDataSourceProperty("options", "-c statement_timeout=10000 -c TimeZone=UTC");
    pool.addDataSourceProperty("socketTimeout", "15");
    return new HikariDataSource(pool);
  }

  @Singleton
  Jdbi jdbi(DataSource dataSource) {
    return Jdbi.create(dataSource);
  }

  /** Brings the schema to the newest version; safe to run from several places at once. */
  public static void migrate(DataSource dataSource) {
    Flyway.configure().dataSource(dataSource).load().migrate();
  }
}
