package io.cloudapp.tests.statistics;

import io.cloudapp.tests.statistics.PastEvent.Execution;
import io.cloudapp.tests.statistics.PastEvent.Launch;
import io.cloudapp.tests.statistics.PastEvent.Who;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An invented past of CloudApp: people who sign in, launch instances and stop them, more of them
 * from month to month, fewer at weekends. The same seed gives the same events.
 *
 * @param events how many, exactly
 * @param days how many up to and including the last
 */
public record UsageHistory(long seed, int events, int days, LocalDate lastDay, int people) {

  private static final double WEEKEND = 0.25;
  private static final double TEST_SHARE = 0.01;
  private static final double FORCED_SHARE = 0.02;
  private static final double STOP_FAILURE = 0.004;
  private static final Duration MEAN_LIFE = Duration.ofHours(9);

  private static final List<Configuration> CONFIGURATIONS =
      List.of(
          new Configuration("nginx", "t3.micro", 8, 28, 0.35, 0.012),
          new Configuration("amazon-linux", "t3.micro", 8, 24, 0.25, 0.008),
          new Configuration("docker-host", "t3.medium", 30, 55, 0.18, 0.02),
          new Configuration("jupyter", "t3.large", 50, 95, 0.12, 0.03),
          new Configuration("gpu-notebook", "g4dn.xlarge", 100, 140, 0.06, 0.11),
          new Configuration("build-agent", "c6i.xlarge", 60, 48, 0.04, 0.015));
  private static final List<String> PROBLEMS =
      List.of(
          "no-capacity",
          "no-capacity",
          "no-capacity",
          "boot-timeout",
          "boot-timeout",
          "launch-refused",
          "deadline-passed",
          "internal-error");

  private record Configuration(
      String name,
      String instanceType,
      int diskGigabytes,
      double medianSeconds,
      double share,
      double failures) {}

  /** Events over the year before a day. */
  public static UsageHistory ofAYear(int events, LocalDate lastDay) {
    return new UsageHistory(1815, events, 365, lastDay, 400);
  }

  /** Hands over all events, in no order of time. */
  public void forEach(Consumer<PastEvent> consumer) {
    new Past(consumer).tell();
  }

  /** Writes a file a day, named as the table of usage events wants it, and returns them by day. */
  public Map<LocalDate, Path> writeTo(Path folder) {
    var files = new TreeMap<LocalDate, Path>();
    var writers = new HashMap<LocalDate, BufferedWriter>();
    try {
      forEach(
          event -> {
            var writer = writers.computeIfAbsent(event.day(), day -> open(folder, day, files));
            try {
              writer.write(event.json());
              writer.write('\n');
            } catch (IOException full) {
              throw new UncheckedIOException(full);
            }
          });
    } finally {
      writers.values().forEach(UsageHistory::close);
    }
    return files;
  }

  private static BufferedWriter open(Path folder, LocalDate day, Map<LocalDate, Path> files) {
    try {
      var partition = Files.createDirectories(folder.resolve("usage/dt=" + day));
      var file = partition.resolve("history.json");
      files.put(day, file);
      return Files.newBufferedWriter(file);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static void close(BufferedWriter writer) {
    try {
      writer.close();
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** Puts an object a day into a bucket. */
  public void putInto(S3Client s3, String bucket) {
    try {
      var folder = Files.createTempDirectory("cloudapp-history-");
      for (var file : writeTo(folder).entrySet()) {
        s3.putObject(
            request ->
                request.bucket(bucket).key("usage/dt=%s/history.json".formatted(file.getKey())),
            file.getValue());
        Files.delete(file.getValue());
        Files.delete(file.getValue().getParent());
      }
      Files.delete(folder.resolve("usage"));
      Files.delete(folder);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  private final class Past {

    private final SplittableRandom random = new SplittableRandom(seed);
    private final Set<String> signedIn = new HashSet<>();
    private final Consumer<PastEvent> consumer;
    private final Instant end = lastDay.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    private int told;
    private int launches;

    Past(Consumer<PastEvent> consumer) {
      this.consumer = consumer;
    }

    void tell() {
      while (told < events) {
        launch();
      }
    }

    private void tell(PastEvent event) {
      if (told < events && event.requestedAt().isBefore(end)) {
        told++;
        consumer.accept(event);
      }
    }

    private void launch() {
      var number = ++launches;
      var requestedAt = moment();
      var who = who();
      var configuration = configuration();
      signIn(who, requestedAt.minusSeconds(random.nextInt(20, 600)));
      boolean fails = random.nextDouble() < configuration.failures();
      // Of a log-normal distribution, which waiting times mostly are.
      double seconds = configuration.medianSeconds() * Math.exp(0.35 * random.nextGaussian());
      var usableAt = later(requestedAt, seconds);
      var finishedAt = later(usableAt, random.nextDouble(0.4, 2.5));
      var launchedAt = later(requestedAt, random.nextDouble(2, 6));
      var id = "ex-%08x".formatted(number);
      var launch =
          new Launch(
              id,
              configuration.name(),
              1 + (int) (5L * number / (events / 2 + 1)),
              configuration.instanceType(),
              configuration.diskGigabytes(),
              fails ? Optional.empty() : Optional.of(launchedAt),
              Optional.empty(),
              random.nextDouble() < TEST_SHARE);
      tell(
          new PastEvent(
              id + (fails ? "-provision-failed" : "-instance-provisioned"),
              fails ? "PROVISION_FAILED" : "INSTANCE_PROVISIONED",
              finishedAt,
              requestedAt,
              Optional.of(who),
              Optional.of(launch),
              Optional.of(
                  new Execution(
                      id,
                      seconds(requestedAt, finishedAt),
                      fails ? Optional.empty() : Optional.of(usableAt),
                      fails ? Optional.empty() : Optional.of(seconds(requestedAt, usableAt)),
                      false,
                      fails ? Optional.of(problem()) : Optional.empty()))));
      if (!fails) {
        stop(number, who, launch, launchedAt);
      }
    }

    private void stop(int number, Who who, Launch launch, Instant launchedAt) {
      double life = -Math.log(1 - random.nextDouble()) * MEAN_LIFE.toSeconds() + 120;
      var requestedAt = later(launchedAt, life);
      var endedAt = later(requestedAt, random.nextDouble(4, 40));
      var id = "st-%08x".formatted(number);
      boolean fails = random.nextDouble() < STOP_FAILURE;
      var ended =
          new Launch(
              launch.instanceId(),
              launch.configuration(),
              launch.configurationVersion(),
              launch.instanceType(),
              launch.diskGigabytes(),
              launch.launchedAt(),
              fails ? Optional.empty() : Optional.of(endedAt),
              launch.test());
      tell(
          new PastEvent(
              id + (fails ? "-stop-failed" : "-instance-stopped"),
              fails ? "STOP_FAILED" : "INSTANCE_STOPPED",
              endedAt,
              requestedAt,
              Optional.of(who),
              Optional.of(ended),
              Optional.of(
                  new Execution(
                      id,
                      seconds(requestedAt, endedAt),
                      Optional.empty(),
                      Optional.empty(),
                      random.nextDouble() < FORCED_SHARE,
                      fails ? Optional.of(problem()) : Optional.empty()))));
      if (!fails) {
        tell(
            new PastEvent(
                launch.instanceId() + "-instance-ended",
                "INSTANCE_ENDED",
                endedAt,
                endedAt,
                Optional.empty(),
                Optional.of(ended),
                Optional.empty()));
      }
    }

    private void signIn(Who who, Instant at) {
      var day = LocalDate.ofInstant(at, ZoneOffset.UTC);
      if (signedIn.add(who.userId() + day)) {
        tell(
            new PastEvent(
                "%s-signed-in-%s".formatted(who.userId(), day),
                "SIGNED_IN",
                at,
                at,
                Optional.of(who),
                Optional.empty(),
                Optional.empty()));
      }
    }

    private Instant moment() {
      while (true) {
        // Twice as many at the end of the time as at its beginning.
        double part = (Math.sqrt(1 + 3 * random.nextDouble()) - 1);
        var day = lastDay.minusDays(days - 1L - Math.min(days - 1, (int) (part * days)));
        boolean weekend = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
        if (!weekend || random.nextDouble() < WEEKEND) {
          double hour = Math.clamp(13 + 3.2 * random.nextGaussian(), 0.2, 23.9);
          return later(day.atStartOfDay().toInstant(ZoneOffset.UTC), hour * 3600);
        }
      }
    }

    private Who who() {
      // Few do much, many do little.
      double part = random.nextDouble();
      int number = (int) (people * part * part * part);
      return new Who("user-%04d".formatted(number), "person-%04d".formatted(number));
    }

    private Configuration configuration() {
      double left = random.nextDouble();
      for (var configuration : CONFIGURATIONS) {
        left -= configuration.share();
        if (left < 0) {
          return configuration;
        }
      }
      return CONFIGURATIONS.getFirst();
    }

    private String problem() {
      return PROBLEMS.get(random.nextInt(PROBLEMS.size()));
    }

    private static Instant later(Instant from, double seconds) {
      return from.plusMillis(Math.round(seconds * 1000)).truncatedTo(ChronoUnit.MILLIS);
    }

    private static double seconds(Instant from, Instant to) {
      return Duration.between(from, to).toMillis() / 1000.0;
    }
  }
}
