package io.cloudapp.local.lambda;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One invocation: its id, its function, its deadline and its log. */
public final class InvocationContext {

  /** What {@code X-Amz-Log-Result} holds at most, in bytes before Base64. */
  private static final int TAIL_BYTES = 4096;

  private final String requestId;
  private final FunctionSettings function;
  private final Instant deadline;
  private final Logger logger;
  private final StringBuilder tail = new StringBuilder();

  InvocationContext(String requestId, FunctionSettings function, Instant start) {
    this.requestId = requestId;
    this.function = function;
    this.deadline = start.plus(function.timeout());
    this.logger = LoggerFactory.getLogger("function." + function.name());
  }

  public String requestId() {
    return requestId;
  }

  public FunctionSettings function() {
    return function;
  }

  public Instant deadline() {
    return deadline;
  }

  public Duration remaining(Instant now) {
    var left = Duration.between(now, deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Writes a line to the function's log. */
  public void log(String line) {
    logger.info("{} {}", requestId, line.stripTrailing());
    synchronized (tail) {
      tail.append(line).append(line.endsWith("\n") ? "" : "\n");
      if (tail.length() > 2 * TAIL_BYTES) {
        tail.delete(0, tail.length() - TAIL_BYTES);
      }
    }
  }

  /** The last 4 KB of this invocation's log, as UTF-8. */
  byte[] logTail() {
    byte[] all;
    synchronized (tail) {
      all = tail.toString().getBytes(StandardCharsets.UTF_8);
    }
    int from = Math.max(0, all.length - TAIL_BYTES);
    return Arrays.copyOfRange(all, from, all.length);
  }
}
