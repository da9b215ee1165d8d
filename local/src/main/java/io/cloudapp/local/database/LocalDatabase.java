package io.cloudapp.local.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
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
   * Starts it.
   *
   * @param folder for its data, which need not exist
   * @param durable whether the data must survive a crash of the machine
   * @param port 0 for any free one
   * @param containerAddress where it answers besides loopback, to whoever asks there
   */
  public static LocalDatabase start(
      Path folder, boolean durable, int port, Optional<InetAddress> containerAddress)
      throws IOException {
    Files.createDirectories(folder);
    var sure = durable ? "on" : "off";
    var builder =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setPGStartupWait(Duration.ofSeconds(30))
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setServerConfig("max_connections", "60")
            .setServerConfig("shared_buffers", "64MB")
            .setServerConfig("listen_addresses", addresses(containerAddress))
            .setServerConfig("fsync", sure)
            .setServerConfig("synchronous_commit", sure)
            .setServerConfig("full_page_writes", sure);
    if (containerAddress.isPresent()) {
      var whoMayCome = folder.resolveSibling("database-hba.conf");
      Files.writeString(whoMayCome, "local all all trust\nhost all all all trust\n");
      builder.setServerConfig("hba_file", whoMayCome.toString());
    }
    return new LocalDatabase(builder.start());
  }

  private static String addresses(Optional<InetAddress> containerAddress) {
    return containerAddress
        .map(address -> address.isAnyLocalAddress() ? "*" : "127.0.0.1," + address.getHostAddress())
        .orElse("127.0.0.1");
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
