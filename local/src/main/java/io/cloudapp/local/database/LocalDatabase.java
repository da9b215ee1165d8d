package io.cloudapp.local.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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
   * @param folder where the data stays; without one it is gone at the end
   */
  public static LocalDatabase start(Optional<Path> folder) throws IOException {
    var builder =
        EmbeddedPostgres.builder()
            .setPGStartupWait(Duration.ofSeconds(30))
            .setServerConfig("max_connections", "60")
            .setServerConfig("shared_buffers", "64MB")
            .setServerConfig("listen_addresses", "127.0.0.1");
    if (folder.isPresent()) {
      Files.createDirectories(folder.get());
      builder.setDataDirectory(folder.get()).setCleanDataDirectory(false);
    } else {
      // Nobody reads it after a crash of the machine.
      builder
          .setServerConfig("fsync", "off")
          .setServerConfig("synchronous_commit", "off")
          .setServerConfig("full_page_writes", "off");
    }
    return new LocalDatabase(builder.start());
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
