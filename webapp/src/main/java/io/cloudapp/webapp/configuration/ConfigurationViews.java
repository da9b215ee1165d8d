package io.cloudapp.webapp.configuration;

import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.configuration.ConfigurationChange;
import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.core.configuration.ConfigurationVersion;
import io.cloudapp.webapp.configuration.ConfigurationView.RecipeView;
import io.cloudapp.webapp.page.Moment;
import io.cloudapp.webapp.page.Moments;
import io.cloudapp.webapp.page.Prices;
import io.cloudapp.webapp.page.Texts;
import jakarta.inject.Singleton;
import java.util.List;

/** Puts configurations, their versions and what changed into words. */
@Singleton
class ConfigurationViews {

  private final Moments moments;
  private final Prices prices;
  private final Texts texts;

  ConfigurationViews(Moments moments, Prices prices, Texts texts) {
    this.moments = moments;
    this.prices = prices;
    this.texts = texts;
  }

  ConfigurationView of(ConfigurationOffer offer) {
    var configuration = offer.configuration();
    var state =
        offer.currentVersion().isEmpty()
            ? "draft"
            : configuration.enabled() ? "enabled" : "disabled";
    return new ConfigurationView(
        configuration.name(),
        configuration.description(),
        state,
        configuration.enabled(),
        texts.of("configuration.state." + state),
        offer.currentVersion().map(String::valueOf).orElse(""),
        offer.draftVersion().map(String::valueOf).orElse(""),
        offer.latestVersion(),
        prices.perHour(offer.price()),
        prices.perDay(offer.price()),
        offer.living(),
        moments.of(configuration.changedAt()),
        offer.changedBy(),
        recipe(configuration));
  }

  RecipeView recipe(Configuration configuration) {
    var form = ConfigurationForm.of(configuration, configuration.version());
    return new RecipeView(
        form.everyone()
            ? texts.of("configuration.everyone")
            : String.join(", ", configuration.access().groups()),
        form.ami(),
        form.loginUser(),
        form.instanceType(),
        texts.of("configuration.disk", form.diskSize(), form.diskType()),
        configuration.packages(),
        form.setupScript(),
        form.ingress().lines().toList(),
        moments.hours(configuration.maximumLifetimeHours()),
        configuration
            .quotaPerUser()
            .map(quota -> texts.of("configuration.quota", quota))
            .orElseGet(() -> texts.of("configuration.quota.none")),
        form.tags().lines().toList());
  }

  /**
   * What waits to be published.
   *
   * @param changes against what users get; none when they get nothing yet
   */
  record DraftView(String version, String perHour, String perDay, List<ChangeView> changes) {}

  DraftView draft(ConfigurationOffer offer, ConfigurationOffer draft) {
    return new DraftView(
        String.valueOf(draft.configuration().version()),
        prices.perHour(draft.price()),
        prices.perDay(draft.price()),
        offer.currentVersion().isEmpty()
            ? List.of()
            : changes(offer.configuration(), draft.configuration()));
  }

  /** A field that changed, with its lines. */
  record ChangeView(String label, List<LineView> lines) {}

  /**
   * A line of a change.
   *
   * @param kind for the style: {@code same}, {@code removed} or {@code added}
   * @param words for those who hear the page; empty for a line that stayed
   */
  record LineView(String kind, String sign, String words, String text) {}

  List<ChangeView> changes(Configuration before, Configuration after) {
    return ConfigurationChange.between(before, after).stream()
        .map(
            change ->
                new ChangeView(
                    texts.of("configuration.field." + change.field()),
                    change.lines().stream()
                        .map(
                            line ->
                                switch (line.kind()) {
                                  case SAME -> new LineView("same", " ", "", line.text());
                                  case REMOVED ->
                                      new LineView(
                                          "removed",
                                          "−",
                                          texts.of("configuration.line.removed"),
                                          line.text());
                                  case ADDED ->
                                      new LineView(
                                          "added",
                                          "+",
                                          texts.of("configuration.line.added"),
                                          line.text());
                                })
                        .toList()))
        .toList();
  }

  /**
   * A version in the history.
   *
   * @param published none when users never got it
   * @param note that it is the current one, the draft or a roll-back; may be empty
   */
  record VersionView(
      int version,
      Moment changed,
      String changedBy,
      List<Moment> published,
      String publishedBy,
      String note,
      boolean current,
      boolean draft) {}

  VersionView of(ConfigurationVersion version) {
    return new VersionView(
        version.version(),
        moments.of(version.changedAt()),
        version.changedBy(),
        version.publishedAt().map(moments::of).stream().toList(),
        version.publishedBy().orElse(""),
        version
            .restoredFrom()
            .map(from -> texts.of("configuration.version.restored", from))
            .orElse(""),
        version.current(),
        version.draft());
  }
}
