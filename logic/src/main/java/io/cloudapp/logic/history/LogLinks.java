package io.cloudapp.logic.history;

import io.cloudapp.logic.aws.AwsSettings;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Addresses of the pages on which people read a log themselves. */
@Singleton
final class LogLinks {

  private final AwsSettings aws;
  private final LogConsoleSettings console;

  LogLinks(AwsSettings aws, LogConsoleSettings console) {
    this.aws = aws;
    this.console = console;
  }

  /** The records of a group that contain a text. */
  String records(String group, String text, Instant from, Instant to) {
    if (console.consoleUrl().isPresent()) {
      return "%s/logs?group=%s&text=%s"
          .formatted(console.consoleUrl().get(), encoded(group), encoded(text));
    }
    return "https://%1$s.console.aws.amazon.com/cloudwatch/home?region=%1$s#logsV2:log-groups/log-group/%2$s/log-events%3$s"
        .formatted(
            aws.region(),
            fragment(encoded(group)),
            "$3FfilterPattern$3D%s$26start$3D%d$26end$3D%d"
                .formatted(
                    fragment(encoded('"' + text + '"')), from.toEpochMilli(), to.toEpochMilli()));
  }

  /** The console escapes twice, and writes the second escape with a dollar sign. */
  private static String fragment(String encoded) {
    return encoded.replace("%", "$25");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
