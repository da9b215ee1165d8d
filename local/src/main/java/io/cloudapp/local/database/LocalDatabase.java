package io.cloudapp.local.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;

/** The PostgreSQL that stands in for Aurora. */
public final class LocalDatabase implements AutoCloseable {

  private final EmbeddedPostgres postgres;

  private LocalDatabase(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /**
   * Starts it on a free port.
   *
   * @param folder for its data, which need not exist
   * @param durable whether the data must survive a crash of the machine
   */
  public static LocalDatabase start(Path folder, boolean durable) throws IOException {
    Files.createDirectories(folder);
    var sure = durable ? "on" : "off";
    return new LocalDatabase(
        EmbeddedPostgres.builder()
            .setPGStartupWait(Duration.ofSeconds(30))
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setServerConfig("max_connections", "60")
            .setServerConfig("shared_buffers", "64MB")
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("fsync", sure)
            .setServerConfig("synchronous_commit", sure)
            .setServerConfig("full_page_writes", sure)
            .start());
  }

  public DataSource dataSource() {
    return postgres.getPostgresDatabase();
  }

  /** {@code jdbc:postgresql://127.0.0.1:<port>/postgres}; the user is {@code postgres}. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
