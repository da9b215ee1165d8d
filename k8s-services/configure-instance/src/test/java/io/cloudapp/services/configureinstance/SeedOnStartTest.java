package io.cloudapp.services.configureinstance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.logic.database.Database;
import io.micronaut.runtime.server.EmbeddedServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SeedOnStartTest {

  private static EmbeddedPostgres postgres;
  private static Jdbi owner;

  @BeforeAll
  static void startDatabase() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    owner = Jdbi.create(postgres.getPostgresDatabase());
  }

  @AfterAll
  static void stopDatabase() throws IOException {
    postgres.close();
  }

  @Test
  void startsWhileTheDatabaseIsBeingPreparedAndSeedsAfterwards() throws InterruptedException {
    Database.migrate(postgres.getPostgresDatabase());
    owner.useHandle(handle -> handle.execute("create role early login"));
    try (var context =
        Application.builder()
            .properties(
                Map.of(
                    "micronaut.server.port",
                    -1,
                    "cloudapp.aws.region",
                    "eu-west-1",
                    "cloudapp.database.url",
                    postgres.getJdbcUrl("early", "postgres"),
                    "cloudapp.database.username",
                    "early"))
            .start()) {
      context.getBean(EmbeddedServer.class).start();
      assertThat(configurations()).isZero();

      owner.useHandle(
          handle -> handle.execute("grant all on all tables in schema public to early"));

      var deadline = Instant.now().plus(Duration.ofSeconds(30));
      while (configurations() < 4 && Instant.now().isBefore(deadline)) {
        Thread.sleep(100);
      }
      assertThat(configurations()).isEqualTo(4);
    }
  }

  private static int configurations() {
    return owner.withHandle(
        handle ->
            handle.createQuery("select count(*) from configurations").mapTo(Integer.class).one());
  }
}
