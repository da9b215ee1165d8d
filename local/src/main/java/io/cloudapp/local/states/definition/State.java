package io.cloudapp.local.states.definition;

import io.cloudapp.local.states.expression.Template;
import java.util.List;
import java.util.Optional;

/** One state of a workflow. Where {@code next} is empty the state ends its graph. */
public sealed interface State {

  String name();

  /** The state's type as the history names it, for example {@code Task}. */
  String type();

  /** States that can fail and be tried again: Task, Parallel and Map. */
  sealed interface Fallible extends State {
    List<Retrier> retriers();

    List<Catcher> catchers();

    Effects effects();

    Optional<String> next();
  }

  record Task(
      String name,
      TaskResource resource,
      Optional<Template> arguments,
      Optional<Template> timeout,
      Optional<Template> heartbeat,
      List<Retrier> retriers,
      List<Catcher> catchers,
      Effects effects,
      Optional<String> next)
      implements Fallible {

    @Override
    public String type() {
      return "Task";
    }
  }

  record Parallel(
      String name,
      List<StateGraph> branches,
      Optional<Template> arguments,
      List<Retrier> retriers,
      List<Catcher> catchers,
      Effects effects,
      Optional<String> next)
      implements Fallible {

    @Override
    public String type() {
      return "Parallel";
    }
  }

  record Map(
      String name,
      Optional<Template> items,
      Optional<Template> selector,
      StateGraph processor,
      Optional<Template> maxConcurrency,
      List<Retrier> retriers,
      List<Catcher> catchers,
      Effects effects,
      Optional<String> next)
      implements Fallible {

    @Override
    public String type() {
      return "Map";
    }
  }

  /**
   * @param effects of the default way, when no rule matches
   */
  record Choice(String name, List<ChoiceRule> rules, Optional<String> otherwise, Effects effects)
      implements State {

    @Override
    public String type() {
      return "Choice";
    }
  }

  /** Exactly one of {@code seconds} and {@code timestamp} is there. */
  record Wait(
      String name,
      Optional<Template> seconds,
      Optional<Template> timestamp,
      Effects effects,
      Optional<String> next)
      implements State {

    @Override
    public String type() {
      return "Wait";
    }
  }

  record Pass(String name, Effects effects, Optional<String> next) implements State {

    @Override
    public String type() {
      return "Pass";
    }
  }

  record Succeed(String name, Effects effects) implements State {

    @Override
    public String type() {
      return "Succeed";
    }
  }

  record Fail(String name, Optional<Template> error, Optional<Template> cause) implements State {

    @Override
    public String type() {
      return "Fail";
    }
  }
}
