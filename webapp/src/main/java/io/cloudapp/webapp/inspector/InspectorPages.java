package io.cloudapp.webapp.inspector;

import io.cloudapp.core.execution.Execution;
import io.cloudapp.core.history.ExecutionHistory;
import io.cloudapp.core.history.HistoryLog;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.Versioned;
import io.cloudapp.webapp.execution.ExecutionViews;
import io.cloudapp.webapp.execution.Executions;
import io.cloudapp.webapp.page.Moments;
import io.cloudapp.webapp.page.Pages;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The page of one execution for admins, and the part of it that lives. */
@Singleton
class InspectorPages {

  /** Without JavaScript the page reloads itself. */
  private static final String REFRESH_SECONDS = "5";

  private final Executions executions;
  private final ExecutionViews executionViews;
  private final Histories histories;
  private final RunViews runViews;
  private final Moments moments;
  private final Pages pages;

  InspectorPages(
      Executions executions,
      ExecutionViews executionViews,
      Histories histories,
      RunViews runViews,
      Moments moments,
      Pages pages) {
    this.executions = executions;
    this.executionViews = executionViews;
    this.histories = histories;
    this.runViews = runViews;
    this.moments = moments;
    this.pages = pages;
  }

  HttpResponse<?> page(HttpRequest<?> request, AccessToken token, String id, EventPlace place) {
    var execution = executions.read(token, id);
    var history = histories.read(token, id);
    return pages.show(request, "inspector/execution", model(execution, history, place));
  }

  /**
   * What changed since the page was made; nothing when nothing did.
   *
   * @param since what the page knows
   */
  HttpResponse<?> live(
      HttpRequest<?> request, AccessToken token, String id, EventPlace place, String since) {
    var execution = executions.read(token, id);
    var history = histories.read(token, id);
    if (since.equals(version(execution, history)) && isLive(execution.value(), history)) {
      return HttpResponse.noContent();
    }
    var model = new HashMap<>(model(execution, history, place));
    model.put("update", true);
    model.put("newRuns", !since.endsWith("-" + history.runs().size()));
    return pages.show(request, "inspector/live", model);
  }

  private Map<String, Object> model(
      Versioned<Execution> execution, ExecutionHistory history, EventPlace place) {
    var isLive = isLive(execution.value(), history);
    var runs = runViews.of(execution.value(), history, place);
    var model = new HashMap<String, Object>();
    model.put("execution", executionViews.of(execution.value()));
    model.put("history", history);
    model.put("log", history.log());
    model.put("runs", runs);
    model.put("place", place);
    model.put("isLive", isLive);
    model.put("version", version(execution, history));
    model.put("unknownStates", unknownStates(history));
    model.put("refreshSeconds", isLive ? REFRESH_SECONDS : "");
    model.put("update", false);
    model.put("newRuns", false);
    return model;
  }

  /** Grows with everything that the page would show. */
  private static String version(Versioned<Execution> execution, ExecutionHistory history) {
    var events = history.runs().stream().mapToInt(run -> run.events().size()).sum();
    return "%s-%d-%d".formatted(execution.version(), events, history.runs().size());
  }

  /** Whether something may still come: of the execution, or of its late log. */
  private boolean isLive(Execution execution, ExecutionHistory history) {
    var isSaid =
        !history.runs().isEmpty()
            && history.runs().stream().allMatch(run -> RunOutcome.end(run).isPresent());
    return execution
        .finishedAt()
        .map(
            end ->
                !isSaid
                    && history.log().state() == HistoryLog.State.READ
                    && Duration.between(end, moments.now()).compareTo(RunViews.LOG_DELAY) < 0)
        .orElse(true);
  }

  /** States that the log names and the definition no longer has. */
  private static List<String> unknownStates(ExecutionHistory history) {
    return history.definition().stream()
        .flatMap(
            definition ->
                history.runs().stream()
                    .flatMap(run -> run.events().stream())
                    .map(event -> event.name())
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .filter(name -> definition.findValues(name).isEmpty()))
        .toList();
  }
}
