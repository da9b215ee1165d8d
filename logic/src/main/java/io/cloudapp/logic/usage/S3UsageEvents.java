package io.cloudapp.logic.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.aws.AwsFailure;
import jakarta.inject.Singleton;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** S3 itself; Athena reads the partitions by their names. */
@Singleton
final class S3UsageEvents implements UsageEvents {

  private final S3Client s3;
  private final UsageSettings settings;

  S3UsageEvents(S3Client s3, UsageSettings settings) {
    this.s3 = s3;
    this.settings = settings;
  }

  @Override
  public void put(UsageEvent event) {
    var body = RequestBody.fromString(line(event));
    AwsFailure.call(
        "S3",
        () ->
            s3.putObject(
                request ->
                    request
                        .bucket(settings.bucket())
                        .key(key(event))
                        .contentType("application/x-ndjson"),
                body));
  }

  /** By the day of the request, which a repeat after midnight does not change. */
  private static String key(UsageEvent event) {
    return "usage/dt=%s/%s.json".formatted(event.day(), event.eventId());
  }

  private static String line(UsageEvent event) {
    try {
      return Json.mapper().writeValueAsString(event) + "\n";
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("A usage event cannot be written as JSON", unwritable);
    }
  }
}
