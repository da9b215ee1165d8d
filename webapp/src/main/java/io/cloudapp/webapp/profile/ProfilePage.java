package io.cloudapp.webapp.profile;

import io.cloudapp.core.user.TimeZones;
import io.cloudapp.core.user.UserKey;
import io.cloudapp.webapp.page.Choice;
import io.cloudapp.webapp.page.Language;
import io.cloudapp.webapp.page.Moments;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Texts;
import io.cloudapp.webapp.session.Session;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** What a person sees and may change about themselves. */
@Singleton
class ProfilePage {

  /** As many as the API keeps. */
  private static final int MAXIMUM_KEYS = 10;

  private final Profiles profiles;
  private final Pages pages;
  private final Moments moments;
  private final Texts texts;

  ProfilePage(Profiles profiles, Pages pages, Moments moments, Texts texts) {
    this.profiles = profiles;
    this.pages = pages;
    this.moments = moments;
    this.texts = texts;
  }

  MutableHttpResponse<String> show(
      HttpRequest<?> request, Session session, HttpStatus status, ProfileForm form) {
    var profile = profiles.read(session.token());
    var model = new HashMap<String, Object>();
    model.put("profile", profile);
    model.put("email", profile.email().orElse(""));
    model.put("keys", profile.keys().stream().map(this::view).toList());
    model.put("full", profile.keys().size() >= MAXIMUM_KEYS);
    model.put("form", form);
    model.put("refusal", form.refusal());
    model.put("zones", zones());
    model.put("zone", profile.timeZone().orElse(""));
    model.put("languages", languages());
    model.put("language", profile.language().orElse(""));
    return pages.show(request, status, "profile/profile", model);
  }

  private KeyView view(UserKey key) {
    return new KeyView(
        key.id(),
        key.name(),
        key.publicKey().startsWith("ssh-ed25519") ? "Ed25519" : "RSA",
        key.fingerprint(),
        moments.of(key.addedAt()));
  }

  private static List<Choice> zones() {
    var zones = new ArrayList<Choice>();
    zones.add(new Choice("", TimeZones.UTC));
    TimeZones.places().forEach(id -> zones.add(new Choice(id, id.replace('_', ' '))));
    return zones;
  }

  private List<Choice> languages() {
    var languages = new ArrayList<Choice>();
    languages.add(new Choice("", texts.of("profile.language.browser")));
    for (var language : Language.values()) {
      languages.add(new Choice(language.code(), texts.of("language." + language.code())));
    }
    return languages;
  }
}
