package io.cloudapp.webapp.health;

import io.cloudapp.core.health.HealthReport;
import io.cloudapp.core.health.HealthReport.Backlog;
import io.cloudapp.core.health.HealthReport.DeadLetter;
import io.cloudapp.core.health.HealthReport.DeadLetters;
import io.cloudapp.core.health.HealthReport.Dependency;
import io.cloudapp.core.health.HealthReport.OldestExecution;
import io.cloudapp.core.health.HealthReport.Orphan;
import io.cloudapp.core.health.HealthReport.Orphans;
import io.cloudapp.core.health.HealthReport.Part;
import io.cloudapp.core.health.HealthReport.QueueState;
import io.cloudapp.core.health.HealthReport.ScheduleState;
import io.cloudapp.core.price.Price;
import io.cloudapp.webapp.health.HealthView.BacklogView;
import io.cloudapp.webapp.health.HealthView.DeadLettersView;
import io.cloudapp.webapp.health.HealthView.LetterView;
import io.cloudapp.webapp.health.HealthView.Line;
import io.cloudapp.webapp.health.HealthView.OldestView;
import io.cloudapp.webapp.health.HealthView.OrphanView;
import io.cloudapp.webapp.health.HealthView.OrphansView;
import io.cloudapp.webapp.health.HealthView.QueueView;
import io.cloudapp.webapp.page.Moments;
import io.cloudapp.webapp.page.Texts;
import jakarta.inject.Singleton;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts the health report into words. */
@Singleton
class HealthViews {

  private static final String GOOD = "good";
  private static final String WARN = "warn";
  private static final String BAD = "bad";

  /** A status that took longer makes people wait at a page that stands still. */
  private static final Duration SLOW = Duration.ofSeconds(30);

  private static final int LONG_QUEUE = 100;

  private final Moments moments;
  private final Texts texts;
  private final RunViews runs;

  HealthViews(Moments moments, Texts texts, RunViews runs) {
    this.moments = moments;
    this.texts = texts;
    this.runs = runs;
  }

  HealthView of(HealthReport report) {
    var tone = tone(report);
    return new HealthView(
        tone,
        texts.of("health.summary." + tone),
        moments.of(report.at()),
        report.dependencies().stream().map(this::dependency).toList(),
        list(report.schedules()).stream()
            .map(schedules -> schedules.stream().map(this::schedule).toList())
            .toList(),
        list(report.reconciler()).stream().map(runs::of).toList(),
        list(report.orphans()).stream().map(this::orphans).toList(),
        list(report.queue()).stream().map(this::queue).toList(),
        list(report.deadLetters()).stream().map(this::deadLetters).toList(),
        list(report.backlog()).stream().map(this::backlog).toList());
  }

  private static <T> List<T> list(Part<T> part) {
    return part.value().stream().toList();
  }

  private String tone(HealthReport report) {
    var unread =
        Stream.of(
                report.schedules(),
                report.reconciler(),
                report.orphans(),
                report.queue(),
                report.deadLetters(),
                report.backlog())
            .anyMatch(part -> part.value().isEmpty());
    var late = list(report.schedules()).stream().flatMap(List::stream).anyMatch(it -> it.late());
    if (unread || late || report.dependencies().stream().anyMatch(it -> !it.reachable())) {
      return BAD;
    }
    var tones =
        Stream.of(
            report.orphans().value().filter(it -> !it.items().isEmpty()).map(_ -> WARN),
            report.queue().value().map(HealthViews::tone),
            report.deadLetters().value().map(HealthViews::tone),
            report.backlog().value().map(this::tone),
            report.reconciler().value().flatMap(it -> it.last()).map(RunViews::tone));
    return tones.flatMap(Optional::stream).allMatch(GOOD::equals) ? GOOD : WARN;
  }

  private Line dependency(Dependency dependency) {
    return dependency.reachable()
        ? new Line(
            texts.of("health.dependency." + dependency.name()),
            GOOD,
            texts.of("health.reachable", dependency.milliseconds()))
        : new Line(
            texts.of("health.dependency." + dependency.name()),
            BAD,
            texts.of("health.unreachable"));
  }

  private Line schedule(ScheduleState schedule) {
    var name = texts.of("health.schedule." + schedule.name());
    var interval = moments.duration(Duration.ofSeconds(schedule.intervalSeconds()));
    if (schedule.lastRunAt().isEmpty()) {
      return schedule.late()
          ? new Line(name, BAD, texts.of("health.schedule.never", interval))
          : new Line(name, GOOD, texts.of("health.schedule.first", interval));
    }
    var last = moments.of(schedule.lastRunAt().get()).words();
    return schedule.late()
        ? new Line(name, BAD, texts.of("health.schedule.late", last, interval))
        : new Line(name, GOOD, texts.of("health.schedule.on-time", last, interval));
  }

  private OrphansView orphans(Orphans orphans) {
    var words =
        orphans
            .perDay()
            .map(sum -> texts.of("health.orphans.sum", orphans.items().size(), money(sum)))
            .orElseGet(() -> texts.of("health.orphans.count", orphans.items().size()));
    return new OrphansView(words, orphans.items().stream().map(this::orphan).toList());
  }

  private OrphanView orphan(Orphan orphan) {
    return new OrphanView(
        orphan.ec2InstanceId(),
        orphan.instanceType(),
        orphan.configuration(),
        orphan.owner(),
        moments.of(orphan.launchedAt()),
        moments.of(orphan.firstSeenAt()),
        orphan
            .price()
            .map(HealthViews::money)
            .orElseGet(() -> texts.of("health.orphans.unpriced")));
  }

  private static String money(Price price) {
    return price.perDay().setScale(2, RoundingMode.HALF_UP) + " " + price.currency();
  }

  private QueueView queue(QueueState queue) {
    var delay =
        queue
            .slowestSeconds()
            .map(seconds -> texts.of("health.queue.delay", duration(seconds)))
            .orElseGet(() -> texts.of("health.queue.quiet"));
    return new QueueView(
        tone(queue), texts.of("health.queue.depth", queue.waiting(), queue.inFlight()), delay);
  }

  private String duration(long seconds) {
    return moments.duration(Duration.ofSeconds(seconds));
  }

  private static String tone(QueueState queue) {
    var slow = queue.slowestSeconds().filter(seconds -> seconds > SLOW.toSeconds()).isPresent();
    return slow || queue.waiting() > LONG_QUEUE ? WARN : GOOD;
  }

  private DeadLettersView deadLetters(DeadLetters letters) {
    return new DeadLettersView(
        tone(letters),
        letters.waiting() == 0
            ? texts.of("health.dead.none")
            : texts.of("health.dead.count", letters.waiting()),
        letters.waiting(),
        letters.moving(),
        letters.items().stream().map(this::letter).toList());
  }

  private static String tone(DeadLetters letters) {
    return letters.waiting() == 0 ? GOOD : WARN;
  }

  private LetterView letter(DeadLetter letter) {
    return new LetterView(
        moments.of(letter.sentAt()),
        letter.receives(),
        letter.executionId().orElse(""),
        letter.text());
  }

  private BacklogView backlog(Backlog backlog) {
    return new BacklogView(
        tone(backlog),
        backlog.unfinished() == 0
            ? texts.of("health.backlog.none")
            : texts.of("health.backlog.count", backlog.unfinished()),
        backlog.oldest().stream().map(this::oldest).toList());
  }

  private String tone(Backlog backlog) {
    return backlog.oldest().filter(it -> it.deadline().isBefore(moments.now())).isPresent()
        ? WARN
        : GOOD;
  }

  private OldestView oldest(OldestExecution oldest) {
    return new OldestView(
        oldest.id(),
        texts.of("execution.title." + oldest.kind(), oldest.configuration()),
        moments.of(oldest.requestedAt()),
        moments.of(oldest.deadline()));
  }
}
