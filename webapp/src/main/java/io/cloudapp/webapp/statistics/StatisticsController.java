package io.cloudapp.webapp.statistics;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.csv.CsvWriter;
import io.cloudapp.core.statistics.ActiveUsers;
import io.cloudapp.core.statistics.ExecutionCounts;
import io.cloudapp.core.statistics.FailureCauses;
import io.cloudapp.core.statistics.InstanceUsage;
import io.cloudapp.core.statistics.LaunchDurations;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.SessionEnded;
import io.cloudapp.webapp.page.Moments;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Preferences;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
import io.cloudapp.webapp.session.SecondFactor;
import io.cloudapp.webapp.session.Session;
import io.cloudapp.webapp.statistics.StatisticsApi.Answer;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What was used, by whom, and how it went: a page for each statistic, and each as a file. */
@SecondFactor
@Controller("/admin/statistics")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
class StatisticsController {

  /** How long a browser waits before it looks again for what was late, in seconds. */
  private static final int LOOK_AGAIN_SECONDS = 3;

  private final StatisticsApi statistics;
  private final Texts texts;
  private final Moments moments;
  private final Pages pages;
  private final Clock clock;

  StatisticsController(
      StatisticsApi statistics, Texts texts, Moments moments, Pages pages, Clock clock) {
    this.statistics = statistics;
    this.texts = texts;
    this.moments = moments;
    this.pages = pages;
    this.clock = clock;
  }

  @Get
  HttpResponse<?> first(HttpRequest<?> request, Session session) {
    return page(request, session, Topic.EXECUTIONS);
  }

  @Get("/{slug}")
  HttpResponse<?> topic(HttpRequest<?> request, Session session, String slug) {
    return page(request, session, topic(slug));
  }

  @Get("/{slug}/file")
  @Produces("text/csv")
  HttpResponse<?> file(HttpRequest<?> request, Session session, String slug) {
    var topic = topic(slug);
    var selection = Selection.of(request, today());
    var table = statistics.csv(token(session), topic, selection);
    var name = topic == Topic.USAGE ? "usage-by-" + selection.by() : topic.slug();
    return HttpResponse.ok(table)
        .contentType(MediaType.of(CsvWriter.MEDIA_TYPE))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"%s-%s-%s.csv\""
                .formatted(name, selection.from(), selection.to()));
  }

  private HttpResponse<?> page(HttpRequest<?> request, Session session, Topic topic) {
    var selection = Selection.of(request, today());
    var figures = new Figures(Preferences.of(request).language().locale(), texts);
    var overTime = new OverTimeViews(texts, figures);
    var ranked = new RankedViews(texts, figures, moments);
    var token = token(session);
    var answer =
        switch (topic) {
          case EXECUTIONS ->
              read(token, topic, selection, ExecutionCounts.class, overTime::executions);
          case DURATIONS -> read(token, topic, selection, LaunchDurations.class, ranked::durations);
          case FAILURES -> read(token, topic, selection, FailureCauses.class, ranked::failures);
          case USAGE -> read(token, topic, selection, InstanceUsage.class, ranked::usage);
          case ACTIVE_USERS ->
              read(token, topic, selection, ActiveUsers.class, overTime::activeUsers);
        };
    var model = new HashMap<String, Object>();
    model.put("topic", topic);
    model.put("topics", List.of(Topic.values()));
    model.put("selection", selection);
    model.put("presets", selection.presets(topic, today()));
    return switch (answer) {
      case Answer.Given<StatisticView>(var view) ->
          show(request, HttpStatus.OK, model, Optional.of(view), Refusal.none());
      case Answer.Refused<StatisticView>(var problem) ->
          show(
              request,
              HttpStatus.valueOf(problem.status()),
              model,
              Optional.empty(),
              refusal(problem));
      case Answer.Late<StatisticView> _ -> {
        model.put("refreshSeconds", LOOK_AGAIN_SECONDS);
        yield show(request, HttpStatus.OK, model, Optional.empty(), Refusal.none());
      }
    };
  }

  private <T> Answer<StatisticView> read(
      AccessToken token,
      Topic topic,
      Selection selection,
      Class<T> type,
      Function<T, StatisticView> show) {
    return switch (statistics.read(token, topic, selection, type)) {
      case Answer.Given<T>(T value) -> new Answer.Given<>(show.apply(value));
      case Answer.Refused<T>(var problem) -> new Answer.Refused<>(problem);
      case Answer.Late<T> _ -> new Answer.Late<>();
    };
  }

  private HttpResponse<?> show(
      HttpRequest<?> request,
      HttpStatus status,
      Map<String, Object> model,
      Optional<StatisticView> view,
      Refusal refusal) {
    model.put("views", view.stream().toList());
    model.put("refusal", refusal);
    return pages.show(request, status, "statistics/statistics", model);
  }

  /** What is wrong with a field that the form does not have is said above it. */
  private static Refusal refusal(Problem problem) {
    var refusal = Refusal.of(problem);
    return refusal.message("from").isEmpty() && refusal.message("to").isEmpty()
        ? Refusal.ofSentence(problem.detail())
        : refusal;
  }

  private static Topic topic(String slug) {
    return Topic.ofSlug(slug)
        .orElseThrow(() -> new HttpStatusException(HttpStatus.NOT_FOUND, "No such statistic"));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private AccessToken token(Session session) {
    return session.adminToken(clock.instant()).orElseThrow(() -> new SessionEnded(true));
  }
}
