package io.cloudapp.logic.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.aws.AwsFailure;
import io.cloudapp.logic.usage.UsageSettings;
import jakarta.inject.Singleton;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** One object beside the usage events. */
@Singleton
final class S3Heartbeats implements Heartbeats {

  private static final String KEY = "reconcile/heartbeat.json";

  private final S3Client s3;
  private final UsageSettings settings;

  S3Heartbeats(S3Client s3, UsageSettings settings) {
    this.s3 = s3;
    this.settings = settings;
  }

  @Override
  public Optional<Heartbeat> read() {
    try {
      var text =
          AwsFailure.call(
              "S3",
              () ->
                  s3.getObjectAsBytes(it -> it.bucket(settings.bucket()).key(KEY)).asUtf8String());
      return Optional.of(Json.mapper().readValue(text, Heartbeat.class));
    } catch (NoSuchKeyException missing) {
      return Optional.empty();
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("The heartbeat in S3 is unreadable", unreadable);
    }
  }

  @Override
  public void write(Heartbeat heartbeat) {
    try {
      var body = RequestBody.fromString(Json.mapper().writeValueAsString(heartbeat));
      AwsFailure.call(
          "S3",
          () ->
              s3.putObject(
                  it -> it.bucket(settings.bucket()).key(KEY).contentType("application/json"),
                  body));
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("A heartbeat cannot be written", unwritable);
    }
  }
}
