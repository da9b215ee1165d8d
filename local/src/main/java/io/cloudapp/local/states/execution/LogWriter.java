package io.cloudapp.local.states.execution;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;

/** Makes and writes the log records on a thread of its own, so that executions need not wait. */
final class LogWriter implements AutoCloseable {

  private static final int WAITING_AT_MOST = 8_192;
  private static final int HANDFUL = 32;
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd-HH").withZone(ZoneOffset.UTC);

  private sealed interface Entry {}

  private record Written(ExecutionRequest request, List<HistoryEvent> events) implements Entry {}

  private record Mark(CountDownLatch reached) implements Entry {}

  private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(WAITING_AT_MOST);
  private final ExecutionLog log;
  private final Thread thread;

  LogWriter(ExecutionLog log) {
    this.log = log;
    this.thread = Thread.ofPlatform().daemon().name("states-log").start(this::drain);
  }

  /** Takes the events of one execution, a handful at a time. */
  HistorySink sink(ExecutionRequest request) {
    return new Handfuls(request);
  }

  private final class Handfuls implements HistorySink {

    private final ExecutionRequest request;
    private List<HistoryEvent> taken = new ArrayList<>();

    Handfuls(ExecutionRequest request) {
      this.request = request;
    }

    @Override
    public synchronized void add(HistoryEvent event) {
      taken.add(event);
      if (taken.size() == HANDFUL) {
        pause();
      }
    }

    /** Waits when the log cannot keep up, for a record is never dropped. */
    @Override
    public synchronized void pause() {
      if (!taken.isEmpty()) {
        put(new Written(request, taken));
        taken = new ArrayList<>();
      }
    }
  }

  /** Waits until everything taken so far is written. */
  void flush() {
    var mark = new Mark(new CountDownLatch(1));
    put(mark);
    try {
      mark.reached().await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void put(Entry entry) {
    var isInterrupted = false;
    while (true) {
      try {
        waiting.put(entry);
        break;
      } catch (InterruptedException cancelled) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain() {
    var batch = new ArrayList<Entry>();
    try {
      while (true) {
        batch.add(waiting.take());
        waiting.drainTo(batch);
        batch.forEach(this::handle);
        batch.clear();
      }
    } catch (InterruptedException closed) {
      batch.forEach(this::handle);
    }
  }

  private void handle(Entry entry) {
    switch (entry) {
      case Mark mark -> mark.reached().countDown();
      case Written(var request, var events) -> events.forEach(event -> write(request, event));
    }
  }

  private void write(ExecutionRequest request, HistoryEvent event) {
    var record = event.toLogRecord(request.log().withData());
    try {
      log.write(
          request.log().logGroupArn(), stream(request, event), event.time().toEpochMilli(), record);
    } catch (RuntimeException unavailable) {
      // As on AWS an execution does not depend on its log group being there.
      System.getLogger("states")
          .log(System.Logger.Level.WARNING, "A log record was not written", unavailable);
    }
  }

  private static String stream(ExecutionRequest request, HistoryEvent event) {
    return "states/" + request.machineName() + "/" + HOUR.format(event.time());
  }

  @Override
  public void close() {
    flush();
    thread.interrupt();
  }
}
