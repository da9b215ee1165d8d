package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.definition.State;
import io.cloudapp.local.states.json.JsonArray;
import io.cloudapp.local.states.json.Payload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Performs one try of a Parallel: all branches at once, the first failure ends them all. */
final class ParallelState {

  private final Run run;
  private final Interpreter interpreter;

  ParallelState(Run run, Interpreter interpreter) {
    this.run = run;
    this.interpreter = interpreter;
  }

  Payload perform(State.Parallel parallel, Visit visit) {
    var input =
        parallel
            .arguments()
            .map(template -> Payload.of(visit.evaluate(template, visit.scope())))
            .orElse(visit.input());
    var trail = visit.place().trail();
    run.history().follow(trail, "ParallelStateStarted", HistoryDetails.NONE);
    var places = new ArrayList<Place>();
    var works = new ArrayList<Runnable>();
    var results = new Object[parallel.branches().size()];
    var failed = new AtomicReference<Trail>();
    for (var index = 0; index < results.length; index++) {
      var branch = parallel.branches().get(index);
      var place = visit.place().branch(trail.last());
      var slot = index;
      places.add(place);
      works.add(
          () -> {
            try {
              results[slot] = interpreter.execute(branch, input, place).value();
              place.trail().end();
            } catch (StateFailure failure) {
              failed.compareAndSet(null, place.trail());
              throw failure;
            }
          });
    }
    trail.divide(places.stream().map(Place::trail).toList());
    try {
      run.pace().together(works);
    } catch (StateFailure failure) {
      places.forEach(place -> place.trail().abort(run.history(), failed.get().last()));
      trail.moveTo(failed.get().last());
      throw failure;
    } catch (InterruptedException cancelled) {
      throw new ExecutionEnded.Cancelled();
    }
    trail.moveTo(lastOf(places));
    run.history().add(trail.last(), "ParallelStateSucceeded", HistoryDetails.NONE);
    return Payload.of(JsonArray.of(Arrays.asList(results)));
  }

  private static long lastOf(List<Place> places) {
    return places.stream()
        .map(place -> place.trail().last())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
