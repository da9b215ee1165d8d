package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.json.JsonObject;
import io.cloudapp.local.states.task.Tasks;
import java.time.Instant;
import java.util.Optional;

/** Runs Express executions. */
public final class Engine implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Engine.class.getName());
  private static final int REMEMBERED = 500;

  private final Tasks tasks;
  private final Pace pace;
  private final LogWriter log;
  private final RecentExecutions recent = new RecentExecutions(REMEMBERED);
  private volatile Chaos chaos = Chaos.none();

  public Engine(Tasks tasks, ExecutionLog log) {
    this.tasks = tasks;
    this.pace = new WallPace();
    this.log = new LogWriter(log);
  }

  /** Decides from now on what goes wrong with asynchronous executions. */
  public void chaos(Chaos chosen) {
    this.chaos = chosen;
  }

  public RecentExecutions recent() {
    return recent;
  }

  /** Runs an execution on this thread, at most once, and answers how it ended. */
  public ExecutionRecord runSync(ExecutionRequest request) {
    return run(request, -1);
  }

  /** Starts an execution, which runs at least once. */
  public Instant start(ExecutionRequest request) {
    var started = pace.now();
    recent.put(new ExecutionRecord(request, started, Optional.empty(), Optional.empty()));
    switch (chaos.of(request)) {
      case Chaos.Fate.Once once -> spawn(request, -1);
      case Chaos.Fate.Twice twice -> {
        spawn(request, -1);
        spawn(request, -1);
      }
      case Chaos.Fate.RestartedAfter(var states) -> spawn(request, states);
    }
    return started;
  }

  /** Waits until the log has every event so far. */
  public void flush() {
    log.flush();
  }

  private void spawn(ExecutionRequest request, int statesAtMost) {
    Thread.ofVirtual().name("execution").start(() -> run(request, statesAtMost));
  }

  private ExecutionRecord run(ExecutionRequest request, int statesAtMost) {
    try {
      var ended = execute(request, pace, tasks, log.sink(request), statesAtMost);
      recent.put(ended);
      return ended;
    } catch (ExecutionEnded.Restarted halfway) {
      return run(request, -1);
    }
  }

  /** Executes a request from its first event to its last. */
  public static ExecutionRecord execute(
      ExecutionRequest request, Pace pace, Tasks tasks, HistorySink sink, int statesAtMost) {
    var run = new Run(request, pace, tasks, sink, statesAtMost);
    var history = run.history();
    history.add(
        0,
        "ExecutionStarted",
        () -> new JsonObject().with("input", request.input()).with("roleArn", request.roleArn()));
    var trail = new Trail(0);
    var outcome = outcome(run, trail);
    var stopped = outcome instanceof Outcome.TimedOut ? run.deadline() : pace.now();
    switch (outcome) {
      case Outcome.Succeeded(var output) ->
          history.follow(
              trail, "ExecutionSucceeded", () -> new JsonObject().with("output", output));
      case Outcome.Failed(var error, var cause) ->
          history.follow(trail, "ExecutionFailed", () -> new StateFailure(error, cause).details());
      case Outcome.TimedOut timedOut ->
          history.add(0, "ExecutionTimedOut", () -> StateFailure.timeout().details());
    }
    history.pause();
    return new ExecutionRecord(request, run.started(), Optional.of(stopped), Optional.of(outcome));
  }

  private static Outcome outcome(Run run, Trail trail) {
    var place = new Place(trail, Variables.none(), Optional.empty());
    try {
      var output =
          new Interpreter(run)
              .execute(run.request().definition().graph(), run.request().input(), place);
      return new Outcome.Succeeded(output);
    } catch (StateFailure failure) {
      return new Outcome.Failed(failure.error(), failure.cause());
    } catch (ExecutionEnded.TimedOut late) {
      return new Outcome.TimedOut();
    } catch (ExecutionEnded.Cancelled stopped) {
      return new Outcome.Failed(
          Optional.of(StateFailure.RUNTIME), Optional.of("The execution was interrupted."));
    } catch (ExecutionEnded.Restarted halfway) {
      run.history().pause();
      throw halfway;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError unforeseen) {
      LOG.log(System.Logger.Level.ERROR, "An execution failed inside the engine", unforeseen);
      return new Outcome.Failed(Optional.of(StateFailure.RUNTIME), Optional.of("Internal error"));
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
