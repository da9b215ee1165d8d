package io.cloudapp.tests.statistics;

import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.statistics.OddPast.Line;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts events where the product puts them. */
public final class UsageBucket {

  private static final String NAME = "cloudapp-usage";

  private UsageBucket() {}

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
                          request
                              .bucket(NAME)
                              .key("usage/dt=%s/%s.json".formatted(day, fileName)),
                      RequestBody.fromString(text)));
    }
  }
}
