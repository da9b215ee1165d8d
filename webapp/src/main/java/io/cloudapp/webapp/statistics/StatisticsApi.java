package io.cloudapp.webapp.statistics;

import io.cloudapp.core.api.Problem;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.ApiCall;
import io.cloudapp.webapp.api.ApiClient;
import io.cloudapp.webapp.api.ApiUnavailable;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Reads statistics, and does not wait for them. */
@Singleton
class StatisticsApi {

  /** Whoever looks at a page that takes longer thinks that it is broken. */
  private static final Duration PATIENCE = Duration.ofMillis(1_900);

  private static final int UNAVAILABLE = 503;

  private final ApiClient api;

  StatisticsApi(ApiClient api) {
    this.api = api;
  }

  /** What became of a question. */
  sealed interface Answer<T> {

    record Given<T>(T value) implements Answer<T> {}

    /** It cannot be asked so. */
    record Refused<T>(Problem problem) implements Answer<T> {}

    /** There is no answer yet; the same question may have one in a moment. */
    record Late<T>() implements Answer<T> {}
  }

  <T> Answer<T> read(AccessToken token, Topic topic, Selection selection, Class<T> type) {
    try {
      var call = selection.ask(ApiCall.of(topic.route(), type)).as(token).within(PATIENCE);
      return switch (api.send(call)) {
        case ApiAnswer.Given<T>(T value) -> new Answer.Given<>(value);
        case ApiAnswer.Refused<T>(var problem) when problem.status() >= UNAVAILABLE ->
            new Answer.Late<>();
        case ApiAnswer.Refused<T>(var problem) -> new Answer.Refused<>(problem);
      };
    } catch (ApiUnavailable noAnswer) {
      return new Answer.Late<>();
    }
  }

  /** The same as a file; in days, where it is about time. */
  String csv(AccessToken token, Topic topic, Selection selection) {
    return api.send(
            selection
                .ask(ApiCall.ofText(topic.route()))
                .query("format", "csv")
                .query("per", "day")
                .query("top", "1000")
                .as(token))
        .orErrorPage();
  }
}
