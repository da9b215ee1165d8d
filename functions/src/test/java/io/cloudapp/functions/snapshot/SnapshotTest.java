package io.cloudapp.functions.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cloudapp.logic.database.ConnectionRehearsal;
import io.micronaut.context.ApplicationContext;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SnapshotTest {

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void startDatabase() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    superuser().useHandle(handle -> handle.execute("create role visitor login"));
  }

  @AfterAll
  static void stopDatabase() throws IOException {
    postgres.close();
  }

  @Test
  void holdsNoConnection() throws Exception {
    try (var context = context(postgres.getPort())) {
      var connections = context.getBean(ConnectionRehearsal.class);
      assertThat(connections.rehearse()).isTrue();
      assertThat(openConnections()).isEqualTo(1);

      context.getBean(Snapshot.class).beforeCheckpoint(null);

      assertThat(openConnections()).isZero();
    }
  }

  @Test
  void connectsAgainAfterTheRestore() throws Exception {
    try (var context = context(postgres.getPort())) {
      var snapshot = context.getBean(Snapshot.class);
      snapshot.beforeCheckpoint(null);
      snapshot.afterRestore(null);

      assertThat(context.getBean(ConnectionRehearsal.class).rehearse()).isTrue();
    }
  }

  /** As in the first deployment, whose functions are published before their database user is. */
  @Test
  void isTakenWithoutADatabase() {
    try (var context = context(9)) {
      assertThatCode(() -> context.getBean(Snapshot.class).beforeCheckpoint(null))
          .doesNotThrowAnyException();
    }
  }

  private static ApplicationContext context(int port) {
    return ApplicationContext.builder()
        .properties(
            Map.of(
                "cloudapp.database.url", "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "cloudapp.database.username", "visitor",
                "cloudapp.aws.region", "eu-west-1",
                "test.no-step-functions", "true"))
        .start();
  }

  private static int openConnections() {
    return superuser()
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from pg_stat_activity where usename = 'visitor'")
                    .mapTo(Integer.class)
                    .one());
  }

  private static Jdbi superuser() {
    return Jdbi.create(postgres.getPostgresDatabase());
  }
}
