package io.cloudapp.tests.statistics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A usage event of an invented past, in the form that is in S3, written down here a second time.
 *
 * @param launch what is known of the execution and its instance; empty for a sign-in
 */
public record PastEvent(
    String eventId,
    String type,
    Instant at,
    Instant requestedAt,
    Optional<Who> who,
    Optional<Launch> launch,
    Optional<Execution> execution) {

  private static final JsonFactory JSON = new JsonFactory();

  /** Whoever it was. */
  public record Who(String userId, String username) {}

  /**
   * The instance that it is about.
   *
   * @param launchedAt empty when it never was
   */
  public record Launch(
      String instanceId,
      String configuration,
      int configurationVersion,
      String instanceType,
      int diskGigabytes,
      Optional<Instant> launchedAt,
      Optional<Instant> endedAt,
      boolean test) {}

  /**
   * The execution that finished.
   *
   * @param usableAt when a provisioned instance could be used
   */
  public record Execution(
      String id,
      double finishedSeconds,
      Optional<Instant> usableAt,
      Optional<Double> usableSeconds,
      boolean forced,
      Optional<String> problem) {}

  /** Of the partition. */
  public LocalDate day() {
    return LocalDate.ofInstant(requestedAt, ZoneOffset.UTC);
  }

  /** One line without its end. */
  public String json() {
    var text = new StringWriter(640);
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", 2);
      json.writeStringField("eventId", eventId);
      json.writeStringField("type", type);
      json.writeStringField("at", at.toString());
      json.writeStringField("requestedAt", requestedAt.toString());
      if (who.isPresent()) {
        json.writeStringField("userId", who.get().userId());
        json.writeStringField("username", who.get().username());
      }
      if (launch.isPresent()) {
        write(json, launch.get());
      }
      if (execution.isPresent()) {
        write(json, execution.get());
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Launch launch) throws IOException {
    json.writeStringField("instanceId", launch.instanceId());
    json.writeStringField("configuration", launch.configuration());
    json.writeNumberField("configurationVersion", launch.configurationVersion());
    json.writeStringField("instanceType", launch.instanceType());
    json.writeNumberField("diskGigabytes", launch.diskGigabytes());
    json.writeStringField("diskType", "gp3");
    write(json, "launchedAt", launch.launchedAt());
    write(json, "endedAt", launch.endedAt());
    json.writeBooleanField("test", launch.test());
  }

  private static void write(JsonGenerator json, Execution execution) throws IOException {
    json.writeStringField("executionId", execution.id());
    json.writeNumberField("finishedSeconds", execution.finishedSeconds());
    write(json, "usableAt", execution.usableAt());
    if (execution.usableSeconds().isPresent()) {
      json.writeNumberField("usableSeconds", execution.usableSeconds().get());
    }
    json.writeBooleanField("forced", execution.forced());
    write(json, "problem", execution.problem());
  }

  private static void write(JsonGenerator json, String name, Optional<?> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get().toString());
    } else {
      json.writeNullField(name);
    }
  }
}
