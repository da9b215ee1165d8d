package io.cloudapp.logic.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

@SuppressWarnings("unchecked")
class RecordUsageTest {

  private static final World WORLD = new World();

  private final S3Client s3 = mock(S3Client.class);
  private final RecordUsage usage =
      new RecordUsage(
          WORLD.jdbi(), new S3UsageEvents(s3, new UsageSettings("usage")), WORLD.clock());

  @BeforeEach
  void reset() {
    WORLD.reset();
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Test
  void recordsAProvisionedInstanceAsOneLine() throws IOException {
    var id = WORLD.provision();
    WORLD.clock().advance(Duration.ofMillis(41_500));

    assertThat(usage.record(id, id, RecordUsage.Result.SUCCEEDED)).isTrue();

    var event = written(1);
    assertThat(event.get("eventId").asText()).isEqualTo(id + "-instance-provisioned");
    assertThat(event.get("type").asText()).isEqualTo("INSTANCE_PROVISIONED");
    assertThat(event.get("username").asText()).isEqualTo("ada");
    assertThat(event.get("instanceType").asText()).isEqualTo("t3.micro");
    assertThat(event.get("finishedSeconds").asDouble()).isEqualTo(41.5);
    assertThat(event.get("problem").isNull()).isTrue();
    assertThat(event.get("schemaVersion").asInt()).isEqualTo(2);
    assertThat(event.get("diskGigabytes").asInt()).isEqualTo(10);
    assertThat(event.get("diskType").asText()).isEqualTo("gp3");
    assertThat(event.get("test").isBoolean()).isTrue();
  }

  @Test
  void tellsWhenAnInstanceWasUsable() throws IOException {
    var id = WORLD.provision();
    WORLD.clock().advance(Duration.ofMillis(31_250));
    WORLD.execute(
        "update instances set login_published_at = ?", WORLD.instant().atOffset(ZoneOffset.UTC));
    WORLD.clock().advance(Duration.ofSeconds(3));

    usage.record(id, id, RecordUsage.Result.SUCCEEDED);

    assertThat(written(1).get("usableSeconds").asDouble()).isEqualTo(31.25);
    assertThat(written(1).get("finishedSeconds").asDouble()).isEqualTo(34.25);
  }

  @Test
  void believesAnExecutionThatIsOverMoreThanItsWorkflow() throws IOException {
    var id = WORLD.provision();
    WORLD.execute(
        "update executions set state = 'FAILED', finished_at = ?",
        WORLD.instant().atOffset(ZoneOffset.UTC));

    usage.record(id, id, RecordUsage.Result.SUCCEEDED);

    assertThat(written(1).get("type").asText()).isEqualTo("PROVISION_FAILED");
  }

  @Test
  void recordsAFailureWithItsProblem() throws IOException {
    var id = WORLD.provision();
    WORLD.execute(
        "update executions set problem ="
            + " '{\"type\":\"urn:cloudapp:problem:no-capacity\",\"title\":\"\",\"status\":409}'");

    usage.record(id, id, RecordUsage.Result.FAILED);

    assertThat(written(1).get("problem").asText()).isEqualTo("no-capacity");
  }

  @Test
  void writesARepeatToTheSamePlaceAlsoOnTheNextDay() {
    var id = WORLD.provision();
    var stop = WORLD.stop(id, true);

    usage.record(id, stop, RecordUsage.Result.SUCCEEDED);
    WORLD.clock().advance(Duration.ofHours(13));
    usage.record(id, stop, RecordUsage.Result.SUCCEEDED);

    var requests = ArgumentCaptor.forClass(Consumer.class);
    verify(s3, times(2)).putObject(requests.capture(), any(RequestBody.class));
    assertThat(requests.getAllValues().stream().map(RecordUsageTest::key).distinct())
        .singleElement()
        .asString()
        .matches("usage/dt=2026-11-2\\d/" + stop + "-instance-stopped\\.json");
  }

  @Test
  void recordsNothingOfAnotherInstancesExecution() {
    var id = WORLD.provision();

    assertThat(usage.record(id, "unknown", RecordUsage.Result.FAILED)).isFalse();
  }

  private static String key(Consumer<PutObjectRequest.Builder> request) {
    var builder = PutObjectRequest.builder();
    request.accept(builder);
    return builder.build().key();
  }

  private JsonNode written(int calls) throws IOException {
    var body = ArgumentCaptor.forClass(RequestBody.class);
    verify(s3, times(calls)).putObject(any(Consumer.class), body.capture());
    try (var stream = body.getValue().contentStreamProvider().newStream()) {
      var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text.lines()).hasSize(1);
      return Json.mapper().readTree(text);
    }
  }
}
