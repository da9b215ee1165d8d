package io.cloudapp.services.viewstats;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.csv.CsvWriter;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.statistics.Reading;
import io.cloudapp.logic.statistics.Statistics;
import io.cloudapp.services.edge.Refusal;
import io.cloudapp.services.viewstats.QueryReader.Asked;
import io.cloudapp.services.viewstats.QueryReader.Format;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.BiConsumer;

/** {@code /stats}: each statistic as JSON, or with {@code format=csv} as a table. */
@Controller("/stats")
@Produces({MediaType.APPLICATION_JSON, "text/csv"})
@ExecuteOn(TaskExecutors.BLOCKING)
final class StatisticsController {

  private final Statistics statistics;
  private final AuditLog audit;
  private final Clock clock;

  StatisticsController(Statistics statistics, AuditLog audit, Clock clock) {
    this.statistics = statistics;
    this.audit = audit;
    this.clock = clock;
  }

  @Get("/executions")
  HttpResponse<?> executions(HttpRequest<?> request, Caller caller) {
    var asked = asked(request);
    var reading = statistics.executions(asked.statistic(), asked.per());
    return answer(caller, "executions", asked, reading, StatisticsTables::executions);
  }

  @Get("/durations")
  HttpResponse<?> durations(HttpRequest<?> request, Caller caller) {
    var asked = asked(request);
    var reading = statistics.durations(asked.statistic());
    return answer(caller, "durations", asked, reading, StatisticsTables::durations);
  }

  @Get("/failures")
  HttpResponse<?> failures(HttpRequest<?> request, Caller caller) {
    var asked = asked(request);
    var reading = statistics.failures(asked.statistic());
    return answer(caller, "failures", asked, reading, StatisticsTables::failures);
  }

  @Get("/usage")
  HttpResponse<?> usage(HttpRequest<?> request, Caller caller) {
    var asked = asked(request);
    var reading = statistics.usage(asked.statistic(), asked.by(), asked.members());
    return answer(caller, "usage-by-" + asked.by().slug(), asked, reading, StatisticsTables::usage);
  }

  @Get("/active-users")
  HttpResponse<?> activeUsers(HttpRequest<?> request, Caller caller) {
    var asked = asked(request);
    var reading = statistics.activeUsers(asked.range(), asked.per());
    return answer(caller, "active-users", asked, reading, StatisticsTables::activeUsers);
  }

  private Asked asked(HttpRequest<?> request) {
    return QueryReader.read(request, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  private <T> HttpResponse<?> answer(
      Caller caller,
      String name,
      Asked asked,
      Reading<T> reading,
      BiConsumer<T, Appendable> table) {
    var found =
        switch (reading) {
          case Reading.Read<T>(T value) -> value;
          case Reading.Late<T> _ ->
              throw Refusal.of(
                  ProblemType.TRY_LATER,
                  "Statistics are slow at the moment. The query goes on; look again in a few"
                      + " seconds.");
          case Reading.Failed<T> _ ->
              throw Refusal.of(
                  ProblemType.TRY_LATER,
                  "The statistics cannot be read at the moment. Look again in a few minutes.");
        };
    if (asked.format() == Format.JSON) {
      return HttpResponse.ok(found)
          .contentType(MediaType.APPLICATION_JSON_TYPE)
          .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
    var days = "%s-%s".formatted(asked.range().from(), asked.range().to());
    audit.record(AuditEvent.done(caller, AuditAction.STATISTICS_EXPORTED, name, days));
    var text = new StringBuilder();
    table.accept(found, text);
    return HttpResponse.ok(text.toString())
        .contentType(MediaType.of(CsvWriter.MEDIA_TYPE))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"cloudapp-%s-%s.csv\"".formatted(name, days));
  }
}
