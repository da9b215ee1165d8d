package io.cloudapp.webapp.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferencesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de-AT,de;q=0.9,en;q=0.5 | GERMAN",
        "en-GB,en;q=0.9,de;q=0.5 | ENGLISH",
        "fr,de;q=0.3             | GERMAN",
        "fr                      | ENGLISH",
        "*                       | ENGLISH",
        ";;q=two                 | ENGLISH",
      })
  void takesTheBrowsersFavouriteOfOurLanguages(String header, Language expected) {
    var request = HttpRequest.GET("/").header("Accept-Language", header);

    assertThat(Preferences.of(request).language()).isEqualTo(expected);
  }

  @Test
  void prefersWhatThePersonChose() {
    var request =
        HttpRequest.GET("/")
            .header("Accept-Language", "en")
            .cookie(Cookie.of(Preferences.LANGUAGE_COOKIE, "de"))
            .cookie(Cookie.of(Preferences.ZONE_COOKIE, "Europe/Berlin"));

    assertThat(Preferences.of(request).language()).isEqualTo(Language.GERMAN);
    assertThat(Preferences.of(request).zone()).hasToString("Europe/Berlin");
  }

  @Test
  void takesNoLanguageOrZoneThatDoesNotExist() {
    var request =
        HttpRequest.GET("/")
            .cookie(Cookie.of(Preferences.LANGUAGE_COOKIE, "../../x"))
            .cookie(Cookie.of(Preferences.ZONE_COOKIE, "Moon/Crater"));

    assertThat(Preferences.of(request).language()).isEqualTo(Language.ENGLISH);
    assertThat(Preferences.of(request).zone()).hasToString("UTC");
  }
}
