package io.cloudapp.webapp.health;

import io.cloudapp.core.health.HealthReport.Reconciler;
import io.cloudapp.core.health.ReconcileRun;
import io.cloudapp.core.health.ReconcileRun.Action;
import io.cloudapp.webapp.health.HealthView.DidView;
import io.cloudapp.webapp.health.HealthView.ReconcilerView;
import io.cloudapp.webapp.health.HealthView.RunView;
import io.cloudapp.webapp.page.Moments;
import io.cloudapp.webapp.page.Texts;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Puts the reconciler's runs into words. */
@Singleton
class RunViews {

  private static final String DONE = "done";

  private final Moments moments;
  private final Texts texts;

  RunViews(Moments moments, Texts texts) {
    this.moments = moments;
    this.texts = texts;
  }

  ReconcilerView of(Reconciler reconciler) {
    return new ReconcilerView(
        reconciler.last().stream().map(this::run).toList(),
        reconciler.last().map(ReconcileRun::alarms).orElse(List.of()),
        reconciler.notable().stream().map(this::run).toList());
  }

  static String tone(ReconcileRun run) {
    if (!run.outcome().equals(DONE)) {
      return "bad";
    }
    return run.alarms().isEmpty() ? "good" : "warn";
  }

  private RunView run(ReconcileRun run) {
    return new RunView(
        moments.of(run.finishedAt()),
        tone(run),
        texts.of("health.run." + run.outcome()),
        texts.of("health.run.saw", run.ec2Instances(), run.rows()),
        did(run.actions()));
  }

  /** A kind that this page does not know yet is shown by its name. */
  private String words(String kind) {
    return texts.find("health.did." + kind).orElse(kind.replace('-', ' ') + ":");
  }

  private List<DidView> did(List<Action> actions) {
    return actions.stream()
        .collect(
            Collectors.groupingBy(
                Action::kind,
                LinkedHashMap::new,
                Collectors.mapping(Action::id, Collectors.toList())))
        .entrySet()
        .stream()
        .map(kind -> new DidView(words(kind.getKey()), kind.getValue()))
        .toList();
  }
}
