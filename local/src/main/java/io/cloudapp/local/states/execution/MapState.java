package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.definition.State;
import io.cloudapp.local.states.json.Json;
import io.cloudapp.local.states.json.JsonArray;
import io.cloudapp.local.states.json.JsonObject;
import io.cloudapp.local.states.json.Payload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Performs one try of an inline Map: so many items at once as allowed, results in their order. */
final class MapState {

  /** What AWS runs at once when the definition does not say. */
  private static final int CONCURRENCY = 40;

  private final Run run;
  private final Interpreter interpreter;

  MapState(Run run, Interpreter interpreter) {
    this.run = run;
    this.interpreter = interpreter;
  }

  Payload perform(State.Map map, Visit visit) {
    var items = items(map, visit);
    var workers = Math.min(concurrency(map, visit), items.size());
    var trail = visit.place().trail();
    run.history()
        .follow(trail, "MapStateStarted", () -> new JsonObject().with("length", items.size()));
    var iterations = new Iterations(map, visit, items, trail.last());
    try {
      iterations.execute(workers);
    } catch (StateFailure failure) {
      iterations.abort();
      trail.moveTo(iterations.failedAt());
      throw failure;
    } catch (InterruptedException cancelled) {
      throw new ExecutionEnded.Cancelled();
    }
    trail.moveTo(iterations.last());
    run.history().add(trail.last(), "MapStateSucceeded", HistoryDetails.NONE);
    return Payload.of(JsonArray.of(Arrays.asList(iterations.results)));
  }

  private static List<?> items(State.Map map, Visit visit) {
    if (map.items().isPresent()) {
      return (List<?>) visit.evaluate(map.items().get(), visit.scope(), "array");
    }
    if (visit.input().value() instanceof List<?> array) {
      return array;
    }
    throw visit.unusable("", "Map state input must be an array but was: " + visit.input().text());
  }

  private static int concurrency(State.Map map, Visit visit) {
    var limit =
        map.maxConcurrency()
            .map(
                template ->
                    ((Number) visit.evaluate(template, visit.scope(), "number")).doubleValue())
            .orElse(0.0);
    if (limit < 0 || limit != Math.rint(limit)) {
      throw visit.unusable(
          "MaxConcurrency",
          "The MaxConcurrency field must be a non-negative integer but was: " + Json.write(limit));
    }
    return limit == 0 ? CONCURRENCY : (int) Math.min(limit, CONCURRENCY);
  }

  /** The iterations of one try. A worker takes the next item when it is done with one. */
  private final class Iterations {

    private final State.Map map;
    private final Visit visit;
    private final List<?> items;
    private final long startedAt;
    private final Object[] results;
    private final Trail[] trails;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong last;
    private final AtomicInteger failed = new AtomicInteger(-1);

    Iterations(State.Map map, Visit visit, List<?> items, long startedAt) {
      this.map = map;
      this.visit = visit;
      this.items = items;
      this.startedAt = startedAt;
      this.results = new Object[items.size()];
      this.trails = new Trail[items.size()];
      this.last = new AtomicLong(startedAt);
      visit.place().trail().divide(Arrays.asList(trails));
    }

    void execute(int workers) throws InterruptedException {
      var works = new ArrayList<Runnable>();
      for (var worker = 0; worker < workers; worker++) {
        works.add(this::work);
      }
      if (workers == 1) {
        work();
      } else if (workers > 1) {
        run.pace().together(works);
      }
    }

    private void work() {
      var previous = startedAt;
      for (var index = next.getAndIncrement();
          index < results.length;
          index = next.getAndIncrement()) {
        previous = iterate(index, previous);
      }
    }

    private long iterate(int index, long previous) {
      var details = HistoryDetails.iteration(map.name(), index);
      var trail = new Trail(previous, details);
      trails[index] = trail;
      run.history().follow(trail, "MapIterationStarted", details);
      try {
        var place = visit.place().iteration(trail, index, items.get(index));
        results[index] = interpreter.execute(map.processor(), input(index, place), place).value();
      } catch (StateFailure failure) {
        failed.compareAndSet(-1, index);
        throw failure;
      }
      trail.end();
      run.history().add(trail.last(), "MapIterationSucceeded", details);
      last.accumulateAndGet(trail.last(), Math::max);
      return trail.last();
    }

    private Payload input(int index, Place place) {
      return map.selector()
          .map(
              selector ->
                  Payload.of(visit.inside(place).evaluate(selector, visit.inside(place).scope())))
          .orElseGet(() -> Payload.of(items.get(index)));
    }

    void abort() {
      for (var index = 0; index < trails.length; index++) {
        if (trails[index] != null && index == failed.get()) {
          trails[index].fail(run.history(), failedAt());
        } else if (trails[index] != null) {
          trails[index].abort(run.history(), failedAt());
        }
      }
    }

    long failedAt() {
      return trails[failed.get()].last();
    }

    long last() {
      return last.get();
    }
  }
}
