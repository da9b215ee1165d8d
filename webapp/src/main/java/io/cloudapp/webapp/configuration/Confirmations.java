package io.cloudapp.webapp.configuration;

import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.configuration.ConfigurationViews.ChangeView;
import io.cloudapp.webapp.page.Notice;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

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

  /** Without a draft there is nothing to confirm. */
  HttpResponse<?> publish(HttpRequest<?> request, AccessToken token, String name) {
    return draft(request, token, name, "publish", false);
  }

  HttpResponse<?> discard(HttpRequest<?> request, AccessToken token, String name) {
    return draft(request, token, name, "discard", true);
  }

  private HttpResponse<?> draft(
      HttpRequest<?> request, AccessToken token, String name, String action, boolean destroys) {
    var offer = configurations.read(token, name);
    if (offer.draftVersion().isEmpty()) {
      return ConfigurationController.see(name, Notice.NO_DRAFT);
    }
    var draft = configurations.version(token, name, offer.draftVersion().get());
    return page(
        request,
        offer,
        action,
        destroys,
        Map.of("version", String.valueOf(draft.configuration().version())),
        changes(offer, draft),
        Refusal.none(),
        name,
        draft.configuration().version());
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
            "version", String.valueOf(old.configuration().version()),
            "latestVersion", String.valueOf(offer.latestVersion())),
        changes(offer, old),
        refusal,
        name,
        old.configuration().version());
  }

  private List<ChangeView> changes(ConfigurationOffer offer, ConfigurationOffer after) {
    return offer.currentVersion().isEmpty()
        ? List.of()
        : views.changes(offer.configuration(), after.configuration());
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
