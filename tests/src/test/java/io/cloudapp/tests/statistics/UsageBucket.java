package io.cloudapp.tests.statistics;

import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.statistics.OddPast.Line;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts events where the product puts them. */
public final class UsageBucket {

  private static final String NAME = "cloudapp-usage";

  private UsageBucket() {}

  /** A day on which somebody created, stopped and failed, in the range of a few weeks around it. */
  public static void putSome(RunningCloud cloud, String day) {
    var launch =
        "\"requestedAt\":\"%1$sT10:00:00Z\",\"at\":\"%1$sT10:01:00Z\",\"userId\":\"u-1\","
            + "\"username\":\"=1+1\",\"configuration\":\"nginx\",\"configurationVersion\":1,"
            + "\"instanceType\":\"t3.micro\",\"diskGigabytes\":8,\"diskType\":\"gp3\","
            + "\"finishedSeconds\":60,\"usableSeconds\":41.5,\"forced\":false,\"test\":false";
    var created =
        "{\"eventId\":\"some-1\",\"type\":\"INSTANCE_PROVISIONED\",\"executionId\":\"some-1\","
            + "\"instanceId\":\"some-1\",\"launchedAt\":\"%1$sT10:00:30Z\","
            + launch
            + "}";
    var stopped =
        "{\"eventId\":\"some-2\",\"type\":\"INSTANCE_STOPPED\",\"executionId\":\"some-2\","
            + "\"instanceId\":\"some-1\",\"endedAt\":\"%1$sT12:00:30Z\","
            + launch
            + "}";
    var failed =
        "{\"eventId\":\"some-3\",\"type\":\"PROVISION_FAILED\",\"executionId\":\"some-3\","
            + "\"instanceId\":\"some-3\",\"problem\":\"no-capacity\","
            + launch
            + "}";
    put(
        cloud,
        "some",
        Stream.of(created, stopped, failed)
            .map(text -> new Line(LocalDate.parse(day), text.formatted(day)))
            .toList());
  }

  /** One file for each day, which Athena reads like one for each event. */
  static void put(RunningCloud cloud, String fileName, List<Line> lines) {
    try (var s3 = cloud.client(S3Client.builder().forcePathStyle(true))) {
      lines.stream()
          .collect(
              Collectors.groupingBy(
                  Line::day, Collectors.mapping(Line::text, Collectors.joining("\n", "", "\n"))))
          .forEach(
              (day, text) ->
                  s3.putObject(
                      request ->
                          request.bucket(NAME).key("usage/dt=%s/%s.json".formatted(day, fileName)),
                      RequestBody.fromString(text)));
    }
  }
}
