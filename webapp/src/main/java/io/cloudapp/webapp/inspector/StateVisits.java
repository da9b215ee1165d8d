package io.cloudapp.webapp.inspector;

import io.cloudapp.core.history.HistoryEvent;
import io.cloudapp.core.history.WorkflowRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the events of a run together to the stays in its states. */
final class StateVisits {

  private static final String BEGUN =
      "(Task|LambdaFunction|Activity)Scheduled|(Parallel|Map)StateStarted";
  private static final String FAILED =
      "(Task|LambdaFunction|Activity|LambdaFunctionSchedule|LambdaFunctionStart|Evaluation"
          + "|MapState|ParallelState)(Failed|TimedOut)|TaskStartFailed|TaskSubmitFailed";
  private static final String DONE =
      "(Task|LambdaFunction|Activity|MapState|ParallelState)Succeeded";

  private final RunOutcome outcome;
  private final List<Stay> stays = new ArrayList<>();
  private final Map<Long, Stay> byEvent = new HashMap<>();

  private StateVisits(RunOutcome outcome) {
    this.outcome = outcome;
  }

  /** In the order of entering. */
  static List<StateVisit> of(WorkflowRun run, RunOutcome outcome) {
    var visits = new StateVisits(outcome);
    run.events().forEach(visits::add);
    var end = RunOutcome.end(run).map(HistoryEvent::at);
    return visits.stays.stream().map(stay -> visits.visit(stay, end)).toList();
  }

  private void add(HistoryEvent event) {
    if (event.name().isEmpty()) {
      return;
    }
    if (event.type().endsWith("StateEntered")) {
      var stay = new Stay(event);
      stays.add(stay);
      byEvent.put(event.id(), stay);
      return;
    }
    owner(event)
        .ifPresent(
            stay -> {
              byEvent.put(event.id(), stay);
              stay.add(event);
            });
  }

  /** The stay of the event it follows; after branches, the latest that is still open. */
  private Optional<Stay> owner(HistoryEvent event) {
    var before = byEvent.get(event.previousEventId());
    if (before != null && before.name().equals(event.name())) {
      return Optional.of(before);
    }
    return stays.reversed().stream()
        .filter(stay -> stay.name().equals(event.name()) && stay.ended == null)
        .findFirst();
  }

  private StateVisit visit(Stay stay, Optional<Instant> end) {
    if (stay.ended != null) {
      return stay.visit(stay.outcome, Optional.of(stay.ended));
    }
    if (stay.lastTryFailed && outcome == RunOutcome.SUCCEEDED) {
      // Its branch ended with it, and the state around the branch caught that.
      return stay.visit(StateOutcome.FAILED, Optional.of(stay.lastAt));
    }
    return stay.visit(outcome.ofOpenStates(), end);
  }

  private static final class Stay {
    private final HistoryEvent entered;
    private int tries;
    private boolean lastTryFailed;
    private String error = "";
    private Instant lastAt;
    private Instant ended;
    private StateOutcome outcome = StateOutcome.OPEN;

    Stay(HistoryEvent entered) {
      this.entered = entered;
      this.lastAt = entered.at();
      if (entered.type().equals("FailStateEntered")) {
        end(entered, StateOutcome.FAILED);
      }
    }

    String name() {
      return entered.name();
    }

    void add(HistoryEvent event) {
      lastAt = event.at();
      if (event.type().matches(BEGUN)) {
        tries++;
      } else if (event.type().matches(FAILED)) {
        lastTryFailed = true;
        error = event.details().path("error").asText("States.Timeout");
      } else if (event.type().matches(DONE)) {
        lastTryFailed = false;
      } else if (event.type().endsWith("StateExited")) {
        end(event, lastTryFailed ? StateOutcome.CAUGHT : StateOutcome.SUCCEEDED);
      } else if (event.type().endsWith("StateAborted")) {
        end(event, StateOutcome.ABORTED);
      }
    }

    private void end(HistoryEvent event, StateOutcome how) {
      ended = event.at();
      outcome = how;
    }

    StateVisit visit(StateOutcome how, Optional<Instant> left) {
      return new StateVisit(entered.name(), entered.id(), entered.at(), left, how, tries, error);
    }
  }
}
