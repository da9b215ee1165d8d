package io.cloudapp.webapp.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages of the pages; the first is the one of everybody who asks for none of them. */
public enum Language {
  ENGLISH(Locale.ENGLISH),
  GERMAN(Locale.GERMAN);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  public Locale locale() {
    return locale;
  }

  /** Two letters of ISO 639, for example {@code de}. */
  public String code() {
    return locale.getLanguage();
  }

  public static Optional<Language> ofCode(String code) {
    return Arrays.stream(values()).filter(language -> language.code().equals(code)).findFirst();
  }

  /**
   * The one that a browser likes best.
   *
   * @param acceptLanguage the header's value, for example {@code de-AT,de;q=0.9,en;q=0.5}
   */
  static Language accepted(String acceptLanguage) {
    try {
      var ranges = Locale.LanguageRange.parse(acceptLanguage);
      var locales = List.of(Locale.ENGLISH, Locale.GERMAN);
      return Optional.ofNullable(Locale.lookup(ranges, locales))
          .flatMap(found -> ofCode(found.getLanguage()))
          .orElse(ENGLISH);
    } catch (IllegalArgumentException malformed) {
      return ENGLISH;
    }
  }
}
