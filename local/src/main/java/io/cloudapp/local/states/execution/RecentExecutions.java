package io.cloudapp.local.states.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last executions, for LocalCloud's console; AWS keeps none of Express but in its logs. */
public final class RecentExecutions {

  private final Map<String, ExecutionRecord> byArn;

  public RecentExecutions(int capacity) {
    byArn =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, ExecutionRecord> eldest) {
            return size() > capacity;
          }
        };
  }

  synchronized void put(ExecutionRecord execution) {
    byArn.put(execution.request().arn(), execution);
  }

  /** Newest first. */
  public synchronized List<ExecutionRecord> list() {
    return new ArrayList<>(byArn.values()).reversed();
  }

  /** How many of them run. */
  public synchronized long running() {
    return byArn.values().stream().filter(execution -> execution.stopped().isEmpty()).count();
  }

  public synchronized Optional<ExecutionRecord> find(String arn) {
    return Optional.ofNullable(byArn.get(arn));
  }
}
