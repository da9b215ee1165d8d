package io.cloudapp.webapp.configuration;

import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.core.configuration.LaunchPreview;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.configuration.ConfigurationViews.ChangeView;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Prices;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The page with the form: as it is filled, with a preview, or beside what someone else changed. */
@Singleton
class ConfigurationFormPage {

  private final Configurations configurations;
  private final ConfigurationViews views;
  private final Prices prices;
  private final Texts texts;
  private final Pages pages;

  ConfigurationFormPage(
      Configurations configurations,
      ConfigurationViews views,
      Prices prices,
      Texts texts,
      Pages pages) {
    this.configurations = configurations;
    this.views = views;
    this.prices = prices;
    this.texts = texts;
    this.pages = pages;
  }

  /** The user data and the price that the form would lead to. */
  record PreviewView(
      String perHour, String perDay, String pricesOf, String userData, String size) {}

  /**
   * What someone else saved meanwhile.
   *
   * @param theirs from the version that the form was filled with to theirs
   */
  record ConflictView(String sentence, int version, List<ChangeView> theirs) {}

  /**
   * @param name of the configuration that is changed; empty for a new one
   */
  HttpResponse<?> show(
      HttpRequest<?> request,
      HttpStatus status,
      String name,
      ConfigurationForm form,
      Refusal refusal) {
    return show(request, status, name, form, refusal, List.of(), List.of());
  }

  HttpResponse<?> showPreview(
      HttpRequest<?> request, String name, ConfigurationForm form, LaunchPreview preview) {
    var view =
        new PreviewView(
            prices.perHour(preview.price()),
            prices.perDay(preview.price()),
            preview.priceDate().map(prices::asOf).orElse(""),
            preview.userData(),
            texts.of("configuration.preview.size", preview.userDataBytes()));
    return show(request, HttpStatus.OK, name, form, Refusal.none(), List.of(view), List.of());
  }

  /** Keeps what was entered; saving once more puts it over what the other one saved. */
  HttpResponse<?> showConflict(HttpRequest<?> request, AccessToken token, ConfigurationForm form) {
    var offer = configurations.read(token, form.name());
    var latest = configurations.version(token, form.name(), offer.latestVersion()).configuration();
    var theirs =
        switch (configurations.version(token, form.name(), form.version())) {
          case ApiAnswer.Given<ConfigurationOffer>(var base) ->
              views.changes(base.configuration(), latest);
          case ApiAnswer.Refused<ConfigurationOffer> _ -> List.<ChangeView>of();
        };
    var conflict =
        new ConflictView(
            texts.of("configuration.conflict", form.name(), latest.version(), form.version()),
            latest.version(),
            theirs);
    return show(
        request,
        HttpStatus.CONFLICT,
        form.name(),
        form.madeFrom(latest.version()),
        Refusal.none(),
        List.of(),
        List.of(conflict));
  }

  private HttpResponse<?> show(
      HttpRequest<?> request,
      HttpStatus status,
      String name,
      ConfigurationForm form,
      Refusal refusal,
      List<PreviewView> previews,
      List<ConflictView> conflicts) {
    return pages.show(
        request,
        status,
        "configuration/form",
        Map.of(
            "name", name,
            "form", form,
            "refusal", refusal,
            "previews", previews,
            "conflicts", conflicts));
  }
}
