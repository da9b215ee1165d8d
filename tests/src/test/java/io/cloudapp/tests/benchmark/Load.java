package io.cloudapp.tests.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** Many clients that each make the same call again and again, and how long the answers took. */
final class Load {

  /** The answers of one round; latencies in nanoseconds, ascending. */
  record Round(Duration duration, long[] latencies) {

    double perSecond() {
      return latencies.length / (duration.toNanos() / 1e9);
    }

    double percentileMillis(double percent) {
      var index = (int) Math.ceil(percent / 100 * latencies.length) - 1;
      return latencies[Math.max(0, index)] / 1e6;
    }
  }

  /** Sees an answer and objects to a wrong one. */
  interface Check {
    void check(byte[] answer) throws Exception;
  }

  private Load() {}

  static Round run(
      URI endpoint, String operation, JsonNode input, int clients, Duration duration, Check check)
      throws Exception {
    var started = System.nanoTime();
    var end = started + duration.toNanos();
    try (var threads = Executors.newFixedThreadPool(clients)) {
      var running = new ArrayList<Future<long[]>>();
      for (var client = 0; client < clients; client++) {
        running.add(threads.submit(client(endpoint, operation, input, end, check)));
      }
      var latencies = LongStream.empty();
      for (var one : running) {
        latencies = LongStream.concat(latencies, Arrays.stream(one.get()));
      }
      var took = Duration.ofNanos(System.nanoTime() - started);
      return new Round(took, latencies.sorted().toArray());
    }
  }

  private static Callable<long[]> client(
      URI endpoint, String operation, JsonNode input, long end, Check check) {
    return () -> {
      var latencies = LongStream.builder();
      try (var connection = new Connection(endpoint)) {
        var request = connection.request(operation, input);
        for (var before = System.nanoTime(); before < end; before = System.nanoTime()) {
          var answer = connection.send(request);
          latencies.add(System.nanoTime() - before);
          check.check(answer);
        }
      }
      return latencies.build().toArray();
    };
  }
}
