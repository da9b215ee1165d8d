package io.cloudapp.local.states.execution;

/** What goes wrong with asynchronous executions, which AWS runs at least once. */
@FunctionalInterface
public interface Chaos {

  /** One execution's fate. */
  sealed interface Fate {

    /** It runs once. */
    record Once() implements Fate {}

    /** It runs twice at the same time. */
    record Twice() implements Fate {}

    /** It stops before the state that would be entered after so many, and begins again. */
    record RestartedAfter(int states) implements Fate {}
  }

  Fate of(ExecutionRequest request);

  /** Everything runs once. */
  static Chaos none() {
    return request -> new Fate.Once();
  }
}
