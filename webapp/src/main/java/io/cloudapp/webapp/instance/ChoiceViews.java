package io.cloudapp.webapp.instance;

import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.webapp.page.Moments;
import io.cloudapp.webapp.page.Prices;
import io.cloudapp.webapp.page.Texts;
import jakarta.inject.Singleton;

/** Puts what a person may create into words, with its price. */
@Singleton
class ChoiceViews {

  private final Moments moments;
  private final Prices prices;
  private final Texts texts;

  ChoiceViews(Moments moments, Prices prices, Texts texts) {
    this.moments = moments;
    this.prices = prices;
    this.texts = texts;
  }

  ChoiceView of(ConfigurationOffer offer) {
    var configuration = offer.configuration();
    var remaining = offer.remaining();
    return new ChoiceView(
        configuration.name(),
        configuration.description(),
        configuration.instanceType(),
        configuration.disk().sizeGigabytes(),
        moments.hours(configuration.maximumLifetimeHours()),
        prices.perHour(offer.price()),
        prices.perDay(offer.price()),
        remaining.map(count -> texts.of("create.remaining", count)).orElse(""),
        remaining.isEmpty() || remaining.get() > 0);
  }
}
