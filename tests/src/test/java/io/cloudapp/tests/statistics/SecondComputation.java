package io.cloudapp.tests.statistics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.statistics.DateRange;
import io.cloudapp.core.statistics.Period;
import io.cloudapp.tests.statistics.OddPast.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statistics by their definitions, in loops over the events and without any SQL. */
final class SecondComputation {

  private static final Set<String> OF_EXECUTIONS =
      Set.of("INSTANCE_PROVISIONED", "PROVISION_FAILED", "INSTANCE_STOPPED", "STOP_FAILED");
  private static final Set<String> SUCCESSES = Set.of("INSTANCE_PROVISIONED", "INSTANCE_STOPPED");
  private static final Duration LONGEST_LIFE = Duration.ofDays(31);

  private final List<JsonNode> events;
  private final Map<JsonNode, LocalDate> days = new IdentityHashMap<>();
  private final DateRange range;
  private final boolean tests;

  SecondComputation(List<Line> lines, DateRange range, boolean tests) {
    for (var line : lines) {
      event(line.text()).ifPresent(event -> days.put(event, line.day()));
    }
    this.events = List.copyOf(days.keySet());
    this.range = range;
    this.tests = tests;
  }

  /** Outcomes of the executions of one piece of the range. */
  record Counts(long provisioned, long provisionFailed, long stopped, long stopFailed) {}

  Map<LocalDate, Counts> executions(Period per) {
    var byPiece =
        executions().stream().collect(Collectors.groupingBy(it -> per.begin(firstDay(it))));
    var counts = new TreeMap<LocalDate, Counts>();
    for (var begin : per.begins(range)) {
      var here = byPiece.getOrDefault(begin, List.of());
      counts.put(
          begin,
          new Counts(
              count(here, "PROVISION", true),
              count(here, "PROVISION", false),
              count(here, "STOP", true),
              count(here, "STOP", false)));
    }
    return counts;
  }

  /** Configuration → launches, P50, P95 and P99; the empty name has all launches. */
  Map<String, List<Double>> durations() {
    var waits = new TreeMap<String, List<Double>>();
    for (var execution : executions()) {
      var launches =
          execution.stream().filter(it -> type(it).equals("INSTANCE_PROVISIONED")).toList();
      if (!launches.isEmpty()) {
        var seconds =
            launches.stream()
                .mapToDouble(
                    it ->
                        it.hasNonNull("usableSeconds")
                            ? it.path("usableSeconds").asDouble()
                            : it.path("finishedSeconds").asDouble())
                .min()
                .orElseThrow();
        var configuration = launches.getFirst().path("configuration").asText();
        waits.computeIfAbsent(configuration, _ -> new ArrayList<>()).add(seconds);
        waits.computeIfAbsent("", _ -> new ArrayList<>()).add(seconds);
      }
    }
    var percentiles = new TreeMap<String, List<Double>>();
    waits.forEach(
        (configuration, all) -> {
          var sorted = all.stream().sorted().toList();
          percentiles.put(
              configuration,
              List.of(
                  (double) all.size(),
                  nearestRank(sorted, 50),
                  nearestRank(sorted, 95),
                  nearestRank(sorted, 99)));
        });
    return percentiles;
  }

  /** Kind and cause → failures and people. */
  Map<String, List<Long>> failures() {
    var failures =
        executions().stream()
            .filter(it -> it.stream().noneMatch(event -> SUCCESSES.contains(type(event))))
            .collect(Collectors.groupingBy(SecondComputation::kindAndCause));
    var counted = new TreeMap<String, List<Long>>();
    failures.forEach((cause, all) -> counted.put(cause, List.of((long) all.size(), people(all))));
    return counted;
  }

  /** What somebody or something used. */
  record Used(long instances, long milliseconds, BigDecimal cost, long unpricedMilliseconds) {

    Used plus(Used other) {
      return new Used(
          instances + other.instances,
          milliseconds + other.milliseconds,
          cost.add(other.cost),
          unpricedMilliseconds + other.unpricedMilliseconds);
    }
  }

  /**
   * @param key of an event of an instance, for example its user
   * @param pricePerHour of an event of an instance
   */
  Map<String, Used> usage(
      Function<JsonNode, String> key, Function<JsonNode, Optional<BigDecimal>> pricePerHour) {
    var usage = new HashMap<String, Used>();
    var byInstance =
        counted()
            .filter(it -> it.hasNonNull("instanceId"))
            .collect(Collectors.groupingBy(it -> it.path("instanceId").asText()));
    for (var instance : byInstance.values()) {
      var launches =
          instance.stream().filter(it -> type(it).equals("INSTANCE_PROVISIONED")).toList();
      if (launches.isEmpty()) {
        continue;
      }
      var launch = launches.getFirst();
      var begin = time(launch, "launchedAt").orElseThrow();
      var end =
          earliest(
              Stream.of(
                      Optional.of(range.end()),
                      Optional.of(begin.plus(LONGEST_LIFE)),
                      end(instance))
                  .flatMap(Optional::stream)
                  .toList());
      var isHere =
          begin.isBefore(range.end())
              && (end.isAfter(range.begin()) || !begin.isBefore(range.begin()));
      if (isHere) {
        var from = begin.isBefore(range.begin()) ? range.begin() : begin;
        var milliseconds = Math.max(0, Duration.between(from, end).toMillis());
        usage.merge(key.apply(launch), used(milliseconds, pricePerHour.apply(launch)), Used::plus);
      }
    }
    return usage;
  }

  /** How many were active in each piece, and in the whole range under no date. */
  Map<Optional<LocalDate>, Long> activeUsers(Period per) {
    var people = new HashMap<Optional<LocalDate>, Set<String>>();
    people.put(Optional.empty(), new TreeSet<>());
    per.begins(range).forEach(begin -> people.put(Optional.of(begin), new TreeSet<>()));
    for (var event : events) {
      var isAct = OF_EXECUTIONS.contains(type(event)) || type(event).equals("SIGNED_IN");
      if (isAct && isInRange(event) && event.hasNonNull("userId")) {
        var user = event.path("userId").asText();
        people.get(Optional.of(per.begin(day(event)))).add(user);
        people.get(Optional.<LocalDate>empty()).add(user);
      }
    }
    return people.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> (long) it.getValue().size()));
  }

  private Stream<JsonNode> counted() {
    return events.stream().filter(it -> tests || !it.path("test").asBoolean(false));
  }

  /** All events of each execution that was asked for in the range. */
  private Collection<List<JsonNode>> executions() {
    return counted()
        .filter(it -> OF_EXECUTIONS.contains(type(it)))
        .filter(it -> it.hasNonNull("executionId") && isInRange(it))
        .collect(Collectors.groupingBy(it -> it.path("executionId").asText()))
        .values();
  }

  private boolean isInRange(JsonNode event) {
    return !day(event).isBefore(range.from()) && !day(event).isAfter(range.to());
  }

  private static long count(List<List<JsonNode>> executions, String kind, boolean success) {
    return executions.stream()
        .filter(it -> kind(it).equals(kind))
        .filter(it -> it.stream().anyMatch(event -> SUCCESSES.contains(type(event))) == success)
        .count();
  }

  private static String kind(List<JsonNode> execution) {
    return type(execution.getFirst()).contains("PROVISION") ? "PROVISION" : "STOP";
  }

  private static String kindAndCause(List<JsonNode> execution) {
    var cause =
        execution.stream()
            .map(it -> it.path("problem").asText(""))
            .filter(it -> !it.isEmpty() && !it.equals("null"))
            .findFirst()
            .orElse("unknown");
    return kind(execution) + " " + cause;
  }

  private static long people(List<List<JsonNode>> executions) {
    return executions.stream()
        .map(it -> it.getFirst().path("userId").asText(""))
        .filter(it -> !it.isEmpty())
        .distinct()
        .count();
  }

  private static Optional<Instant> end(List<JsonNode> instance) {
    return instance.stream()
        .filter(it -> Set.of("INSTANCE_STOPPED", "INSTANCE_ENDED").contains(type(it)))
        .map(it -> time(it, "endedAt").or(() -> time(it, "at")).orElseThrow())
        .min(Comparator.naturalOrder());
  }

  private static Instant earliest(List<Instant> moments) {
    return moments.stream().min(Comparator.naturalOrder()).orElseThrow();
  }

  private static Used used(long milliseconds, Optional<BigDecimal> price) {
    var cost =
        price
            .map(
                it ->
                    it.multiply(BigDecimal.valueOf(milliseconds))
                        .divide(BigDecimal.valueOf(3_600_000), 12, RoundingMode.HALF_UP))
            .orElse(BigDecimal.ZERO);
    return new Used(1, milliseconds, cost, price.isPresent() ? 0 : milliseconds);
  }

  private static double nearestRank(List<Double> sorted, int percent) {
    return sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1);
  }

  private static String type(JsonNode event) {
    return event.path("type").asText();
  }

  private LocalDate firstDay(List<JsonNode> execution) {
    return execution.stream().map(this::day).min(Comparator.naturalOrder()).orElseThrow();
  }

  private LocalDate day(JsonNode event) {
    return days.get(event);
  }

  /** To the millisecond, as SQL keeps it. */
  private static Optional<Instant> time(JsonNode event, String field) {
    return event.hasNonNull(field)
        ? Optional.of(Instant.parse(event.path(field).asText()).truncatedTo(ChronoUnit.MILLIS))
        : Optional.empty();
  }

  private static Optional<JsonNode> event(String line) {
    try {
      return Optional.ofNullable(Json.mapper().readTree(line)).filter(JsonNode::isObject);
    } catch (JsonProcessingException noEvent) {
      return Optional.empty();
    }
  }
}
