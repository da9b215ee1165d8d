package io.cloudapp.webapp.configuration;

import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.configuration.ConfigurationViews.ChangeView;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages that say what a button will do before it does it. */
@Singleton
class Confirmations {

  private final Configurations configurations;
  private final ConfigurationViews views;
  private final Texts texts;
  private final Pages pages;

  Confirmations(Configurations configurations, ConfigurationViews views, Texts texts, Pages pages) {
    this.configurations = configurations;
    this.views = views;
    this.texts = texts;
    this.pages = pages;
  }

  HttpResponse<?> publish(HttpRequest<?> request, AccessToken token, String name, Refusal refusal) {
    var offer = configurations.read(token, name);
    var draft = offer.draftVersion().orElse(0);
    var after = offer.draftVersion().map(version -> configurations.version(token, name, version));
    return page(
        request,
        offer,
        "publish",
        false,
        Map.of("version", String.valueOf(draft)),
        changes(offer, after),
        refusal,
        name,
        draft);
  }

  HttpResponse<?> discard(HttpRequest<?> request, AccessToken token, String name, Refusal refusal) {
    var offer = configurations.read(token, name);
    var draft = offer.draftVersion().orElse(0);
    var after = offer.draftVersion().map(version -> configurations.version(token, name, version));
    return page(
        request,
        offer,
        "discard",
        true,
        Map.of("version", String.valueOf(draft)),
        changes(offer, after),
        refusal,
        name,
        draft);
  }

  HttpResponse<?> disable(HttpRequest<?> request, AccessToken token, String name, Refusal refusal) {
    var offer = configurations.read(token, name);
    return page(
        request, offer, "disable", false, Map.of(), List.of(), refusal, name, offer.living());
  }

  HttpResponse<?> delete(HttpRequest<?> request, AccessToken token, String name, Refusal refusal) {
    var offer = configurations.read(token, name);
    return page(request, offer, "delete", true, Map.of(), List.of(), refusal, name, offer.living());
  }

  /**
   * @param version what to go back to, as the address or the form says
   */
  HttpResponse<?> rollBack(
      HttpRequest<?> request, AccessToken token, String name, String version, Refusal refusal) {
    var offer = configurations.read(token, name);
    var old = configurations.version(token, name, version).orErrorPage();
    return page(
        request,
        offer,
        "roll-back",
        false,
        Map.of(
            "version", String.valueOf(old.version()),
            "latestVersion", String.valueOf(offer.latestVersion())),
        changes(offer, Optional.of(old)),
        refusal,
        name,
        old.version());
  }

  private List<ChangeView> changes(ConfigurationOffer offer, Optional<Configuration> after) {
    return offer.currentVersion().isEmpty()
        ? List.of()
        : after.map(it -> views.changes(offer.configuration(), it)).orElse(List.of());
  }

  /**
   * @param action in the address and in the keys of the texts
   * @param texts' arguments, the same for title, text and button
   */
  private HttpResponse<?> page(
      HttpRequest<?> request,
      ConfigurationOffer offer,
      String action,
      boolean destroys,
      Map<String, String> fields,
      List<ChangeView> changes,
      Refusal refusal,
      Object... arguments) {
    var key = "configuration." + action;
    return pages.show(
        request,
        refusal.sentence().isEmpty() ? HttpStatus.OK : HttpStatus.CONFLICT,
        "configuration/confirm",
        Map.of(
            "configuration",
            views.of(offer),
            "action",
            action,
            "destroys",
            destroys,
            "fields",
            fields,
            "heading",
            texts.of(key + ".title", arguments),
            "sentence",
            texts.of(key + ".text", arguments),
            "button",
            texts.of(key + ".button", arguments),
            "changes",
            changes,
            "refusal",
            refusal));
  }
}
