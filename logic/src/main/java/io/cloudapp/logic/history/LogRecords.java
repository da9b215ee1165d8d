package io.cloudapp.logic.history;

import io.cloudapp.core.history.HistoryLog;
import io.cloudapp.logic.aws.AwsFailure;
import io.cloudapp.logic.aws.Unavailable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * Searches a log group, page after page, within bounds.
 *
 * <p>Step Functions names its streams by the hour and not by the execution, so only a search finds
 * the records of one.
 */
@Singleton
final class LogRecords {

  /** More than the busiest execution of five minutes writes. */
  static final int RECORDS_AT_MOST = 5_000;

  /** CloudWatch answers empty pages while it searches. */
  static final int PAGES_AT_MOST = 40;

  /** With the last page still to come, the function's own 29 s hold. */
  private static final Duration SEARCH_AT_MOST = Duration.ofSeconds(8);

  private static final Logger LOG = LoggerFactory.getLogger(LogRecords.class);

  private final CloudWatchLogsClient logs;
  private final Clock clock;

  LogRecords(CloudWatchLogsClient logs, Clock clock) {
    this.logs = logs;
    this.clock = clock;
  }

  /**
   * What a search found.
   *
   * @param messages each record once, in CloudWatch's order
   * @param complete whether the search came to its end
   */
  record Found(HistoryLog.State state, List<String> messages, boolean complete) {
    Found {
      messages = List.copyOf(messages);
    }
  }

  /**
   * @param text that the records contain, letter by letter
   */
  Found find(String group, String text, Instant from, Instant to) {
    var request =
        FilterLogEventsRequest.builder()
            .logGroupName(group)
            .filterPattern('"' + text + '"')
            .startTime(from.toEpochMilli())
            .endTime(to.toEpochMilli())
            .limit(RECORDS_AT_MOST);
    var messages = new LinkedHashMap<String, String>();
    try {
      var complete = readPages(request, messages);
      return new Found(HistoryLog.State.READ, List.copyOf(messages.values()), complete);
    } catch (ResourceNotFoundException missing) {
      return new Found(HistoryLog.State.MISSING, List.of(), true);
    } catch (Unavailable silent) {
      LOG.warn("The log group {} could not be searched to the end", group, silent);
      var state = messages.isEmpty() ? HistoryLog.State.UNAVAILABLE : HistoryLog.State.READ;
      return new Found(state, List.copyOf(messages.values()), false);
    }
  }

  private boolean readPages(FilterLogEventsRequest.Builder request, Map<String, String> messages) {
    var latest = clock.instant().plus(SEARCH_AT_MOST);
    for (var page = 0; page < PAGES_AT_MOST; page++) {
      var answer = AwsFailure.call("CloudWatch Logs", () -> logs.filterLogEvents(request.build()));
      for (FilteredLogEvent event : answer.events()) {
        messages.putIfAbsent(event.eventId(), event.message());
      }
      var next = Optional.ofNullable(answer.nextToken()).filter(token -> !token.isEmpty());
      if (next.isEmpty()) {
        return true;
      }
      if (messages.size() >= RECORDS_AT_MOST || clock.instant().isAfter(latest)) {
        return false;
      }
      request.nextToken(next.get());
    }
    return false;
  }
}
