package io.cloudapp.tests.statistics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A small past in which everything happens that may: deliveries that are doubled or differ, times
 * at midnight, events of the first schema, instances that nobody stopped, lines that are no events.
 */
final class OddPast {

  static final LocalDate FIRST = LocalDate.of(2025, 2, 1);
  static final LocalDate LAST = LocalDate.of(2025, 4, 10);

  private static final List<String> CONFIGURATIONS =
      List.of("nginx", "jupyter", "docker-host", "=cmd|' /C calc'!A0");
  private static final List<String> TYPES = List.of("t3.micro", "t3.medium", "m5.large", "x9.huge");
  private static final List<String> PROBLEMS =
      List.of("no-capacity", "boot-timeout", "deadline-passed");
  private static final List<String> NO_EVENTS =
      List.of(
          "{not json",
          "",
          "{}",
          "null",
          "[]",
          "\"text\"",
          "{\"type\":\"INSTANCE_PROVISIONED\"}",
          "{\"eventId\":\"x\",\"type\":\"PROVISION_FAILED\",\"executionId\":\"x\",\"requestedAt\":\"soon\"}",
          "{\"eventId\":\"y\",\"type\":\"SOMETHING_NEW\",\"executionId\":\"y\",\"userId\":\"u-1\",\"requestedAt\":\"2025-03-05T00:00:00Z\"}");

  /** A line and the day of the partition that it is in. */
  record Line(LocalDate day, String text) {}

  private final SplittableRandom random;
  private final String prefix;
  private final List<Line> lines = new ArrayList<>();

  private OddPast(long seed, String prefix) {
    this.random = new SplittableRandom(seed);
    this.prefix = prefix;
  }

  /**
   * @param prefix of all ids, so that two pasts have none in common
   */
  static List<Line> of(long seed, String prefix, int launches) {
    var past = new OddPast(seed, prefix);
    for (int at = 0; at < launches; at++) {
      past.launch(at);
    }
    for (int at = 0; at < launches; at++) {
      past.signIn();
    }
    return List.copyOf(past.lines);
  }

  private void launch(int number) {
    var id = "%s-%04d".formatted(prefix, number);
    var requested = moment();
    var user = user();
    var test = random.nextInt(20) == 0;
    var event = execution(id, id, user, requested, test);
    if (random.nextInt(7) == 0) {
      event.put("type", "PROVISION_FAILED").put("eventId", id + "-provision-failed");
      problem(event);
      put(event);
      return;
    }
    var launched = requested.plusMillis(random.nextInt(1_000, 60_000));
    var waited = random.nextInt(10_000, 200_000);
    event.put("type", "INSTANCE_PROVISIONED").put("eventId", id + "-instance-provisioned");
    event.put("launchedAt", launched.toString());
    if (random.nextInt(6) == 0) {
      // As the first schema had it.
      event.remove(List.of("schemaVersion", "test", "diskGigabytes", "diskType"));
      event.put("finishedSeconds", waited / 1000.0);
      test = false;
    } else {
      event.put("usableAt", requested.plusMillis(waited).toString());
      event.put("usableSeconds", waited / 1000.0);
      event.put("finishedSeconds", waited / 1000.0 + 2);
    }
    put(event);
    if (random.nextInt(50) == 0) {
      var contradiction = event.deepCopy();
      contradiction.put("type", "PROVISION_FAILED").put("eventId", id + "-provision-failed");
      put(contradiction);
    }
    if (random.nextInt(10) != 0) {
      end(id, user, launched, test);
    }
  }

  private void end(String id, String owner, Instant launched, boolean test) {
    var ended = launched.plusSeconds(random.nextLong(Duration.ofDays(20).toSeconds()));
    if (random.nextInt(10) == 0) {
      // Begins or ends with a day.
      ended = ended.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    }
    if (random.nextInt(3) > 0) {
      var asked = ended.minusSeconds(random.nextInt(5, 120));
      if (random.nextInt(12) == 0) {
        var failed = execution(id + "-s0", id, owner, asked.minusSeconds(600), test);
        failed.put("type", "STOP_FAILED").put("eventId", id + "-s0-stop-failed");
        problem(failed);
        put(failed);
      }
      var stop = execution(id + "-s1", id, random.nextInt(9) == 0 ? user() : owner, asked, test);
      stop.put("type", "INSTANCE_STOPPED").put("eventId", id + "-s1-instance-stopped");
      if (random.nextInt(8) == 0) {
        stop.put("at", ended.toString()).putNull("endedAt");
      } else {
        stop.put("endedAt", ended.toString());
      }
      put(stop);
    }
    if (random.nextInt(2) == 0) {
      var event = Json.mapper().createObjectNode();
      event.put("schemaVersion", 2).put("eventId", id + "-instance-ended");
      event.put("type", "INSTANCE_ENDED").put("instanceId", id).put("test", test);
      event.put("at", ended.toString()).put("endedAt", ended.toString());
      event.put("launchedAt", launched.toString()).put("requestedAt", ended.toString());
      put(event);
    }
  }

  private void signIn() {
    var user = user();
    var at = moment();
    var event = Json.mapper().createObjectNode();
    event.put("schemaVersion", 2).put("type", "SIGNED_IN");
    event.put("eventId", user + "-signed-in-" + day(at));
    event.put("userId", user).put("username", "name of " + user);
    event.put("at", at.toString()).put("requestedAt", at.toString());
    put(event);
  }

  private ObjectNode execution(
      String id, String instance, String user, Instant requested, boolean test) {
    var type = TYPES.get(random.nextInt(TYPES.size()));
    var event = Json.mapper().createObjectNode();
    event.put("schemaVersion", 2);
    event.put("executionId", id).put("instanceId", instance);
    event.put("userId", user).put("username", "name of " + user);
    event.put("configuration", CONFIGURATIONS.get(random.nextInt(CONFIGURATIONS.size())));
    event.put("configurationVersion", 1).put("instanceType", type);
    event.put("diskGigabytes", random.nextBoolean() ? 8 : 100).put("diskType", "gp3");
    event.put("requestedAt", requested.toString()).put("at", requested.plusSeconds(90).toString());
    event.put("finishedSeconds", 90).put("forced", false).put("test", test);
    return event;
  }

  private void problem(ObjectNode event) {
    if (random.nextInt(5) > 0) {
      event.put("problem", PROBLEMS.get(random.nextInt(PROBLEMS.size())));
    } else {
      event.putNull("problem");
    }
  }

  private void put(ObjectNode event) {
    var day = day(Instant.parse(event.path("requestedAt").asText()));
    lines.add(new Line(day, event.toString()));
    if (random.nextInt(8) == 0) {
      // Delivered once more, perhaps a moment later.
      var again = event.deepCopy();
      if (random.nextBoolean() && again.has("finishedSeconds")) {
        again.put("finishedSeconds", again.path("finishedSeconds").asDouble() + 5);
      }
      lines.add(new Line(day, again.toString()));
    }
    if (random.nextInt(15) == 0) {
      lines.add(new Line(day, NO_EVENTS.get(random.nextInt(NO_EVENTS.size()))));
    }
  }

  private String user() {
    return "u-" + random.nextInt(1, 31);
  }

  private Instant moment() {
    var from = FIRST.atStartOfDay(ZoneOffset.UTC).toInstant();
    var days = ChronoUnit.DAYS.between(FIRST, LAST) + 1;
    var moment = from.plusMillis(random.nextLong(Duration.ofDays(days).toMillis()));
    return switch (random.nextInt(12)) {
      case 0 -> moment.truncatedTo(ChronoUnit.DAYS);
      case 1 -> moment.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS).minusMillis(1);
      case 2 -> moment.truncatedTo(ChronoUnit.SECONDS);
      case 3 -> moment.plusNanos(random.nextInt(1_000_000));
      default -> moment;
    };
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }
}
