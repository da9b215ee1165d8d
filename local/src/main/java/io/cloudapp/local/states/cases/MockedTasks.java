package io.cloudapp.local.states.cases;

import io.cloudapp.local.states.task.TaskCall;
import io.cloudapp.local.states.task.TaskResult;
import io.cloudapp.local.states.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers every Task of a case as the case says, and notes what it was asked that it cannot answer.
 */
final class MockedTasks implements Tasks {

  private final Map<?, ?> answers;
  private final CompressedPace pace;
  private final Map<String, Integer> calls = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  MockedTasks(Map<?, ?> answers, CompressedPace pace) {
    this.answers = answers;
    this.pace = pace;
  }

  @Override
  public TaskResult run(TaskCall call) {
    if (!(answers.get(call.state()) instanceof List<?> entries) || entries.isEmpty()) {
      problems.add("The case has no result for the state '" + call.state() + "'");
      return new TaskResult.Failed("Case.NoResult", "No result for " + call.state());
    }
    var index = calls.merge(call.state(), 1, Integer::sum) - 1;
    var entry = (Map<?, ?>) entries.get(Math.min(index, entries.size() - 1));
    if (entry.get("seconds") instanceof Number seconds) {
      pace.sleep(Duration.ofSeconds(seconds.longValue()));
    }
    return entry.get("fail") instanceof Map<?, ?> failure
        ? new TaskResult.Failed(String.valueOf(failure.get("error")), cause(failure))
        : new TaskResult.Returned(entry.get("return"));
  }

  private static String cause(Map<?, ?> failure) {
    return failure.get("cause") instanceof String cause ? cause : "";
  }

  List<String> problems() {
    return problems;
  }
}
