package io.cloudapp.local.logs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A log group in memory: the newest lines, and the streams they stand in. */
final class LogGroup {

  static final int EVENT_LIMIT = 200_000;
  private static final int STREAM_LIMIT = 10_000;

  /**
   * A stream as it is described.
   *
   * @param lastTimestamp 0 until something was written
   */
  record Stream(String name, long creationTime, long firstTimestamp, long lastTimestamp) {}

  private final String name;
  private final long creationTime;
  private final ArrayDeque<LogEvent> events = new ArrayDeque<>();
  private final Map<String, Stream> streams =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Stream> eldest) {
          return size() > STREAM_LIMIT;
        }
      };
  private long nextId = 1;
  private long storedBytes;

  LogGroup(String name, long creationTime) {
    this.name = name;
    this.creationTime = creationTime;
  }

  String name() {
    return name;
  }

  long creationTime() {
    return creationTime;
  }

  synchronized long storedBytes() {
    return storedBytes;
  }

  /** False when there is one of that name already. */
  synchronized boolean create(String stream, long now) {
    return streams.putIfAbsent(stream, new Stream(stream, now, 0, 0)) == null;
  }

  synchronized Optional<Stream> stream(String stream) {
    return Optional.ofNullable(streams.get(stream));
  }

  synchronized Collection<Stream> streams() {
    return List.copyOf(streams.values());
  }

  synchronized void append(String stream, long timestamp, long now, String message) {
    var before = streams.get(stream);
    streams.put(
        stream,
        before == null
            ? new Stream(stream, now, timestamp, timestamp)
            : new Stream(
                stream,
                before.creationTime(),
                before.firstTimestamp() == 0 ? timestamp : before.firstTimestamp(),
                Math.max(before.lastTimestamp(), timestamp)));
    events.addLast(new LogEvent(nextId++, stream, timestamp, now, message));
    storedBytes += message.length();
    if (events.size() > EVENT_LIMIT) {
      storedBytes -= events.removeFirst().message().length();
    }
  }

  /** A copy, so that a search holds up no writer. */
  synchronized List<LogEvent> events() {
    return new ArrayList<>(events);
  }
}
