package io.cloudapp.logic.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** A PostgreSQL for the tests of one JVM; every call gives a fresh database with our schema. */
public final class EmbeddedAurora {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        var server = EmbeddedPostgres.builder().start();
        Jdbi.create(server.getPostgresDatabase())
            .useHandle(handle -> handle.execute("create database schema_template"));
        Database.migrate(server.getDatabase("postgres", "schema_template"));
        return server;
      } catch (IOException failure) {
        throw new UncheckedIOException("PostgreSQL did not start", failure);
      }
    }
  }

  private EmbeddedAurora() {}

  public static DataSource freshDataSource() {
    var name = "test_" + COUNT.incrementAndGet();
    Jdbi.create(Server.INSTANCE.getPostgresDatabase())
        .useHandle(
            handle -> handle.execute("create database " + name + " template schema_template"));
    return Server.INSTANCE.getDatabase("postgres", name);
  }

  public static Jdbi fresh() {
    return Jdbi.create(freshDataSource());
  }
}
