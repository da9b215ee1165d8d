package io.cloudapp.local.logs;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The log groups, in memory; of each the newest 200,000 lines. */
public final class LogStore {

  private final Map<String, LogGroup> groups = new ConcurrentSkipListMap<>();
  private final Clock clock;

  public LogStore(Clock clock) {
    this.clock = clock;
  }

  /**
   * Writes a line; the group and the stream come into being with it.
   *
   * @param timestampMilliseconds since 1970
   */
  public void append(String group, String stream, long timestampMilliseconds, String message) {
    groups
        .computeIfAbsent(group, name -> new LogGroup(name, clock.millis()))
        .append(stream, timestampMilliseconds, clock.millis(), message);
  }

  /** The lines of a group, oldest first; empty when there is no such group. */
  public List<LogEvent> events(String group) {
    return find(group).map(LogGroup::events).orElse(List.of());
  }

  /** The names of the groups, in their order. */
  public List<String> names() {
    return List.copyOf(groups.keySet());
  }

  /** Makes a group; false when there is one of that name already. */
  public boolean create(String group) {
    return groups.putIfAbsent(group, new LogGroup(group, clock.millis())) == null;
  }

  boolean delete(String group) {
    return groups.remove(group) != null;
  }

  Optional<LogGroup> find(String group) {
    return Optional.ofNullable(groups.get(group));
  }

  Collection<LogGroup> groups() {
    return groups.values();
  }
}
