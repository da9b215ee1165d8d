package io.cloudapp.webapp.execution;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.execution.Execution;
import io.cloudapp.core.execution.Execution.ExecutionStep;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.core.execution.Step;
import io.cloudapp.core.execution.StepState;
import io.cloudapp.webapp.page.ApiSentences;
import io.cloudapp.webapp.page.Moments;
import io.cloudapp.webapp.page.Texts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;

/** Puts executions into words. */
@Singleton
public class ExecutionViews {

  private final Moments moments;
  private final Texts texts;

  ExecutionViews(Moments moments, Texts texts) {
    this.moments = moments;
    this.texts = texts;
  }

  public ExecutionView of(Execution execution) {
    var elapsed =
        Duration.between(execution.requestedAt(), execution.finishedAt().orElseGet(moments::now));
    var title =
        texts.of("execution.title." + execution.kind().wireName(), execution.configuration());
    return new ExecutionView(
        execution.id(),
        execution.kind(),
        execution.state(),
        title,
        execution.configuration(),
        execution.instanceId(),
        execution.requestedBy(),
        moments.of(execution.requestedAt()),
        execution.reason(),
        execution.forced(),
        execution.steps().stream().map(this::step).toList(),
        expectation(execution, elapsed),
        Math.max(0, elapsed.toSeconds()),
        Math.max(1, execution.estimate().p95Seconds()),
        moments.duration(elapsed),
        announcement(execution, title),
        execution.problem().map(ExecutionViews::sentence).orElse(""),
        execution.problem().map(Problem::reference).orElse(""));
  }

  private StepView step(ExecutionStep step) {
    var running = step.state() == StepState.RUNNING || step.state() == StepState.RETRYING;
    var elapsed =
        step.startedAt()
            .map(start -> Duration.between(start, step.finishedAt().orElseGet(moments::now)));
    return new StepView(
        title(step.name()),
        step.state(),
        texts.of("step." + step.state().name().toLowerCase(Locale.ROOT)),
        step.startedAt().map(moments::of).stream().toList(),
        elapsed.map(length -> running ? moments.duration(length) : taken(length)).orElse(""),
        running ? elapsed.map(Duration::toSeconds).orElse(0L) : -1,
        step.attempts() > 1 ? texts.of("step.tries", step.attempts()) : "",
        ApiSentences.tell(step.reason()));
  }

  private String taken(Duration length) {
    return length.toSeconds() < 1 ? texts.of("step.instant") : moments.duration(length);
  }

  private String expectation(Execution execution, Duration elapsed) {
    if (execution.state().isFinal()) {
      return texts.of("execution.took", moments.duration(elapsed));
    }
    var estimate = execution.estimate();
    if (elapsed.toSeconds() > estimate.p95Seconds()) {
      return texts.of(
          "execution.late", moments.duration(Duration.ofSeconds(estimate.p95Seconds())));
    }
    return texts.of(
        "execution.expected",
        moments.duration(Duration.ofSeconds(estimate.p50Seconds())),
        moments.duration(Duration.ofSeconds(estimate.p95Seconds())));
  }

  private String announcement(Execution execution, String title) {
    if (execution.state().isFinal()) {
      var key = execution.state() == ExecutionState.SUCCEEDED ? "done" : "failed";
      return texts.of("execution.announce." + key, title);
    }
    var steps = execution.steps();
    for (int index = steps.size() - 1; index >= 0; index--) {
      var step = steps.get(index);
      if (step.state() != StepState.WAITING) {
        return texts.of(
            "execution.announce.step",
            index + 1,
            steps.size(),
            title(step.name()),
            texts.of("step." + step.state().name().toLowerCase(Locale.ROOT)));
      }
    }
    return texts.of("execution.announce.accepted", title);
  }

  private String title(Step step) {
    return texts.of("step." + step.wireName());
  }

  private static String sentence(Problem problem) {
    return ApiSentences.inOneText(problem);
  }
}
