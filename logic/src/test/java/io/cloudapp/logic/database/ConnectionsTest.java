package io.cloudapp.logic.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectionsTest {

  @TempDir private static Path folder;
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void startDatabase() throws Exception {
    var access = folder.resolve("pg_hba.conf");
    Files.writeString(
        access,
        """
        host all postgres 127.0.0.1/32 trust
        host all all      127.0.0.1/32 scram-sha-256
        """);
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("hba_file", access.toString())
            .setServerConfig("listen_addresses", "127.0.0.1")
            .start();
    superuser("create role visitor login password 'token-1'");
  }

  @AfterAll
  static void stopDatabase() throws Exception {
    postgres.close();
  }

  @Test
  void asksForAnotherPasswordForEachConnection() throws Exception {
    var asked = new AtomicInteger();
    var connections = Connections.by(url(), "visitor", () -> "token-" + asked.incrementAndGet());
    try (var pool = new HikariDataSource(Database.pool(connections, 2))) {
      try (var first = pool.getConnection()) {
        superuser("alter role visitor password 'token-2'");
        try (var second = pool.getConnection()) {
          assertThat(first.isValid(1)).isTrue();
          assertThat(second.isValid(1)).isTrue();
        }
      }
      // What is open already needs no password.
      try (var again = pool.getConnection()) {
        assertThat(again.isValid(1)).isTrue();
      }
    }
    assertThat(asked).hasValue(2);
  }

  @Test
  void insistsOnTlsWithIam() {
    var connections = Connections.byIam(url(), "visitor", IamTokensTest.tokens());

    assertThatThrownBy(connections::getConnection)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("SSL");
    assertThat(connections.getSslMode()).isEqualTo("verify-full");
    assertThat(connections.getOptions()).isNull();
  }

  @Test
  void trustsTheRootsOfRdsAndOfTheJdk() {
    assertThat(new AwsCertificates().getSupportedCipherSuites()).isNotEmpty();
  }

  private static String url() {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
  }

  private static void superuser(String statement) {
    Jdbi.create(postgres.getPostgresDatabase()).useHandle(handle -> handle.execute(statement));
  }
}
