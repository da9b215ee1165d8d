package io.cloudapp.logic.reconcile;

import io.cloudapp.core.instance.EndWarning;
import io.cloudapp.core.instance.InstanceSchedule;
import io.cloudapp.logic.compute.Compute;
import io.cloudapp.logic.compute.ComputeInstance;
import io.cloudapp.logic.compute.TagName;
import io.cloudapp.logic.instance.InstanceRow;
import io.cloudapp.logic.notice.EndReason;
import io.cloudapp.logic.notice.NoticeKind;
import io.cloudapp.logic.notice.Notices;
import io.cloudapp.logic.notice.Notices.Notice;
import io.cloudapp.logic.reconcile.ReconcileReport.Kind;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Knows whose time is over, and warns those whose time soon will be. */
@Singleton
final class LifetimeRules {

  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);

  private final Notices notices;
  private final Compute compute;
  private final Clock clock;

  LifetimeRules(Notices notices, Compute compute, Clock clock) {
    this.notices = notices;
    this.compute = compute;
    this.clock = clock;
  }

  /**
   * An end that has come.
   *
   * @param sentence for the row
   */
  record End(Kind kind, EndReason reason, String sentence) {}

  Optional<End> over(InstanceRow row, Optional<InstanceSchedule> schedule) {
    var now = clock.instant();
    if (!row.expiresAt().isAfter(now)) {
      return Optional.of(
          new End(
              Kind.EXPIRED, EndReason.EXPIRED, "Its time was over at " + row.expiresAt() + "."));
    }
    return schedule
        .filter(it -> !it.nextAt().isAfter(now))
        .map(it -> new End(Kind.SCHEDULED, EndReason.SCHEDULED, sentence(it)));
  }

  private static String sentence(InstanceSchedule schedule) {
    var at = LOCAL_TIME.format(schedule.nextAt().atZone(schedule.timeZone()));
    return "Its schedule ended it on %s (%s).".formatted(at, schedule.timeZone());
  }

  /** Before it is ended, so that a crash in between still tells; the same is told once. */
  void tellEnd(InstanceRow row, EndReason reason) {
    notices.add(
        new Notice(
            row.ownerId(),
            row.id(),
            NoticeKind.ENDED,
            "",
            List.of(row.configuration(), row.id(), reason)));
  }

  /** Each end is warned of twice at most; one that is moved is another one. */
  void warn(InstanceRow row, Optional<InstanceSchedule> schedule) {
    var end =
        schedule
            .map(InstanceSchedule::nextAt)
            .filter(next -> next.isBefore(row.expiresAt()))
            .orElse(row.expiresAt());
    EndWarning.of(row.launchedAt().orElse(row.requestedAt()), end, clock.instant())
        .ifPresent(warning -> notices.add(notice(row, warning, end)));
  }

  private static Notice notice(InstanceRow row, EndWarning warning, Instant end) {
    return new Notice(
        row.ownerId(),
        row.id(),
        switch (warning) {
          case FIRST -> NoticeKind.FIRST_WARNING;
          case LAST -> NoticeKind.LAST_WARNING;
        },
        end.toString(),
        List.of(row.configuration(), row.id(), end, row.latestExpiryAt()));
  }

  /** Repairs the tag by which the instance ends itself, when it tells another time than the row. */
  void correctTag(InstanceRow row, ComputeInstance seen, ReconcileReport.Log log) {
    var tag = seen.tags().getOrDefault(TagName.EXPIRES_AT, "");
    if (!tag.equals(row.expiresAt().toString())) {
      compute.tag(seen.ec2InstanceId(), TagName.EXPIRES_AT, row.expiresAt().toString());
      log.add(Kind.TAG_CORRECTED, row.id());
    }
  }
}
