package io.cloudapp.webapp.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.Page;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.core.configuration.ConfigurationVersion;
import io.cloudapp.core.configuration.LaunchPreview;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.ApiCall;
import io.cloudapp.webapp.api.ApiClient;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Reads and changes configurations for admins. */
@Singleton
class Configurations {

  private static final int PAGE_SIZE = 50;

  private final ApiClient api;

  Configurations(ApiClient api) {
    this.api = api;
  }

  /**
   * @param after where the former page ended
   */
  Page<ConfigurationOffer> list(AccessToken token, Optional<String> after) {
    return api.send(
            ApiCall.ofList(Route.LIST_CONFIGURATIONS, ConfigurationOffer.class)
                .query("limit", String.valueOf(PAGE_SIZE))
                .query("after", after)
                .as(token))
        .orErrorPage();
  }

  ConfigurationOffer read(AccessToken token, String name) {
    return api.send(named(Route.READ_CONFIGURATION, ConfigurationOffer.class, name).as(token))
        .orErrorPage();
  }

  /**
   * @param after where the former page ended
   */
  Page<ConfigurationVersion> versions(AccessToken token, String name, Optional<String> after) {
    return api.send(
            ApiCall.ofList(Route.LIST_VERSIONS, ConfigurationVersion.class)
                .path("name", name)
                .query("limit", String.valueOf(PAGE_SIZE))
                .query("after", after)
                .as(token))
        .orErrorPage();
  }

  ConfigurationOffer version(AccessToken token, String name, int version) {
    return version(token, name, String.valueOf(version)).orErrorPage();
  }

  /**
   * @param version as an address or a form gave it
   */
  ApiAnswer<ConfigurationOffer> version(AccessToken token, String name, String version) {
    return api.send(
        named(Route.READ_VERSION, ConfigurationOffer.class, name)
            .path("version", version)
            .as(token));
  }

  ApiAnswer<LaunchPreview> preview(AccessToken token, JsonNode wanted) {
    return api.send(
        ApiCall.of(Route.PREVIEW_CONFIGURATION, LaunchPreview.class).as(token).body(wanted));
  }

  ApiAnswer<ConfigurationOffer> create(AccessToken token, JsonNode wanted) {
    return api.send(
        ApiCall.of(Route.CREATE_CONFIGURATION, ConfigurationOffer.class).as(token).body(wanted));
  }

  ApiAnswer<ConfigurationOffer> change(AccessToken token, String name, JsonNode wanted) {
    return api.send(
        named(Route.CHANGE_CONFIGURATION, ConfigurationOffer.class, name).as(token).body(wanted));
  }

  ApiAnswer<ConfigurationOffer> publish(AccessToken token, String name, JsonNode version) {
    return api.send(
        named(Route.PUBLISH_CONFIGURATION, ConfigurationOffer.class, name)
            .as(token)
            .body(Map.of("version", version)));
  }

  ApiAnswer<ConfigurationOffer> rollBack(
      AccessToken token, String name, JsonNode version, JsonNode latestVersion) {
    return api.send(
        named(Route.ROLL_BACK_CONFIGURATION, ConfigurationOffer.class, name)
            .as(token)
            .body(Map.of("version", version, "latestVersion", latestVersion)));
  }

  ApiAnswer<ConfigurationOffer> discardDraft(AccessToken token, String name, String version) {
    return api.send(
        named(Route.DISCARD_DRAFT, ConfigurationOffer.class, name)
            .query("version", version)
            .as(token));
  }

  ApiAnswer<ConfigurationOffer> switchTo(AccessToken token, String name, boolean enabled) {
    return api.send(
        named(Route.SWITCH_CONFIGURATION, ConfigurationOffer.class, name)
            .as(token)
            .body(Map.of("enabled", enabled)));
  }

  ApiAnswer<Void> delete(AccessToken token, String name) {
    return api.send(named(Route.DELETE_CONFIGURATION, Void.class, name).as(token));
  }

  private static <T> ApiCall<T> named(Route route, Class<T> answerType, String name) {
    return ApiCall.of(route, answerType).path("name", name);
  }
}
