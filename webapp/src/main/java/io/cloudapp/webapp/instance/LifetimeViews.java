package io.cloudapp.webapp.instance;

import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.core.instance.Instance;
import io.cloudapp.core.instance.InstanceSchedule;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.instance.Lifetime;
import io.cloudapp.webapp.instance.LifetimeView.Extension;
import io.cloudapp.webapp.instance.LifetimeView.ScheduleView;
import io.cloudapp.webapp.page.Choice;
import io.cloudapp.webapp.page.Moments;
import io.cloudapp.webapp.page.Texts;
import jakarta.inject.Singleton;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts ends, extensions and schedules into words. */
@Singleton
class LifetimeViews {

  private static final List<Duration> STEPS = List.of(Duration.ofHours(4), Duration.ofHours(24));

  /** An extension that is shorter is none. */
  private static final Duration WORTHWHILE = Duration.ofMinutes(1);

  private final Moments moments;
  private final Texts texts;

  LifetimeViews(Moments moments, Texts texts) {
    this.moments = moments;
    this.texts = texts;
  }

  LifetimeView of(Instance instance) {
    var ends = moments.of(instance.endsAt());
    return new LifetimeView(
        ends,
        moments.of(instance.latestExpiryAt()),
        instance
            .warning(moments.now())
            .map(_ -> texts.of("lifetime.warning", instance.configuration(), ends.words()))
            .orElse(""),
        isChangeable(instance) ? extensions(instance) : List.of(),
        isChangeable(instance)
            ? instance.schedule().map(this::schedule).stream().toList()
            : List.of(),
        instance.forcedStop().map(it -> texts.of("lifetime.forced", it.by())).orElse(""),
        instance.forcedStop().map(it -> it.reason()).orElse(""),
        instance.endEvidence().lines().toList());
  }

  private static boolean isChangeable(Instance instance) {
    return instance.state() == InstanceState.PENDING || instance.state() == InstanceState.RUNNING;
  }

  private List<Extension> extensions(Instance instance) {
    var extensions = new ArrayList<Extension>();
    var latest = instance.latestExpiryAt().truncatedTo(ChronoUnit.SECONDS);
    for (var step : STEPS) {
      var until = instance.expiresAt().plus(step).truncatedTo(ChronoUnit.SECONDS);
      if (until.isBefore(latest)) {
        extensions.add(extension(until, "lifetime.extend", moments.duration(step)));
      }
    }
    if (instance.expiresAt().plus(WORTHWHILE).isBefore(latest)) {
      extensions.add(extension(latest, "lifetime.extend.latest", moments.of(latest).words()));
    }
    return extensions;
  }

  private Extension extension(Instant until, String key, String length) {
    return new Extension(until.toString(), texts.of(key, length));
  }

  private ScheduleView schedule(InstanceSchedule schedule) {
    return new ScheduleView(
        texts.of(
            "lifetime.schedule.words",
            schedule.days().stream().map(this::day).collect(Collectors.joining(", ")),
            schedule.time(),
            schedule.timeZone()),
        schedule.days().stream().map(DayOfWeek::name).toList(),
        schedule.time().toString(),
        schedule.timeZone().getId(),
        moments.of(schedule.nextAt()),
        schedule.nextAt().toString(),
        schedule.skippedAt().filter(moments.now()::isBefore).map(moments::of).stream().toList());
  }

  /** What the form offers: the first is what the API takes when nothing is chosen. */
  List<Choice> choices(List<ConfigurationOffer> offers) {
    var maximum =
        offers.stream()
            .mapToInt(offer -> offer.configuration().maximumLifetimeHours())
            .max()
            .orElse(1);
    var usual = new Choice("", usual(maximum));
    var hours =
        Lifetime.choices(maximum).stream()
            .map(each -> new Choice(String.valueOf(each), moments.hours(each)));
    return Stream.concat(Stream.of(usual), hours).toList();
  }

  private String usual(int maximum) {
    return texts.of("lifetime.choose.usual", moments.hours(Lifetime.defaultHours(maximum)));
  }

  String day(DayOfWeek day) {
    return texts.of("lifetime.day." + day.name().toLowerCase(Locale.ROOT));
  }
}
