package io.cloudapp.tests.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.usage.UsageTable;
import io.cloudapp.local.athena.AthenaFault;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.AthenaException;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.TooManyRequestsException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.s3.S3Client;

/** The usage events as Athena sees them in a running installation. */
@ExtendWith(SharedCloud.class)
final class UsageTableIT {

  private static final String BUCKET = "cloudapp-usage";

  @Test
  void showsAnEventAsSoonAsItIsRecorded(RunningCloud cloud) {
    var person = cloud.someone();
    var id = person.provision("nginx").body().path("id").asText();
    person.finished(id);

    try (var athena = cloud.client(AthenaClient.builder())) {
      assertThat(
              new AthenaAnswers(athena)
                  .rows(
                      """
                      SELECT type, configuration, finished_seconds > 0,
                        from_iso8601_timestamp(requested_at) <= from_iso8601_timestamp("at")
                      FROM usage_events WHERE dt >= ? AND execution_id = ?
                      """,
                      "'%s'".formatted(LocalDate.now(ZoneOffset.UTC).minusDays(1)),
                      "'%s'".formatted(id)))
          .containsExactly(List.of("INSTANCE_PROVISIONED", "nginx", "true", "true"));
    }
  }

  @Test
  void countsManyEventsInOneObject(RunningCloud cloud) {
    var history = new UsageHistory(7, 500, 20, LocalDate.of(2024, 3, 31), 10);
    try (var s3 = cloud.client(S3Client.builder().forcePathStyle(true));
        var athena = cloud.client(AthenaClient.builder())) {
      history.putInto(s3, BUCKET);

      assertThat(
              new AthenaAnswers(athena)
                  .rows(
                      """
                      SELECT count(*), count(DISTINCT event_id), min(dt) >= '2024-03-12'
                      FROM usage_events WHERE dt BETWEEN '2024-03-01' AND '2024-03-31'
                      """))
          .containsExactly(List.of("500", "500", "true"));
    }
  }

  @Test
  void isDefinedInGlueAsOnAws(RunningCloud cloud) {
    try (var glue = cloud.client(GlueClient.builder())) {
      var table =
          glue.getTable(request -> request.databaseName(UsageTable.DATABASE).name(UsageTable.NAME))
              .table();

      assertThat(table.partitionKeys()).extracting(Column::name).containsExactly("dt");
      assertThat(table.storageDescriptor().location()).isEqualTo("s3://cloudapp-usage/usage/");
      assertThat(table.parameters())
          .containsEntry("projection.enabled", "true")
          .containsEntry("storage.location.template", "s3://cloudapp-usage/usage/dt=${dt}/");
    }
  }

  @Test
  void readsNothingInALineThatIsNoJson(RunningCloud cloud) {
    try (var s3 = cloud.client(S3Client.builder().forcePathStyle(true));
        var athena = cloud.client(AthenaClient.builder())) {
      s3.putObject(
          request -> request.bucket(BUCKET).key("usage/dt=2024-01-02/broken.json"),
          RequestBody.fromString("{\"eventId\":\n{\"eventId\":\"e-1\"}"));

      var events =
          new AthenaAnswers(athena)
              .rows("SELECT count(event_id) FROM usage_events WHERE dt = '2024-01-02'");

      s3.deleteObject(request -> request.bucket(BUCKET).key("usage/dt=2024-01-02/broken.json"));
      assertThat(events).containsExactly(List.of("1"));
    }
  }

  @Test
  void canBeSlowOrDownOnDemand(RunningCloud cloud) {
    var faults = cloud.cloud().aws().athena().faults();
    try (var athena = cloud.client(AthenaClient.builder())) {
      faults.inject(new AthenaFault.QueryFails(), 1);
      var failed = new AthenaAnswers(athena).ended("SELECT 1");
      assertThat(failed.status().state()).isEqualTo(QueryExecutionState.FAILED);
      assertThat(failed.status().athenaError().retryable()).isTrue();

      faults.inject(new AthenaFault.Slow(0.3), 1);
      assertThat(
              new AthenaAnswers(athena)
                  .ended("SELECT 1")
                  .statistics()
                  .engineExecutionTimeInMillis())
          .isGreaterThanOrEqualTo(300);

      faults.inject(new AthenaFault.Down());
      Assertions.assertThatThrownBy(() -> new AthenaAnswers(athena).rows("SELECT 1"))
          .isInstanceOf(AthenaException.class);
      faults.clear();
      faults.inject(new AthenaFault.Throttled());
      Assertions.assertThatThrownBy(() -> new AthenaAnswers(athena).rows("SELECT 1"))
          .isInstanceOf(TooManyRequestsException.class);
      faults.clear();
      assertThat(new AthenaAnswers(athena).rows("SELECT 1")).containsExactly(List.of("1"));
    }
  }
}
