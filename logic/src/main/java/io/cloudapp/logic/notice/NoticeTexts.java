package io.cloudapp.logic.notice;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Says notices in somebody's language and time zone; times among the arguments are instants.
 *
 * @param locale English for a language that there is no text in
 */
record NoticeTexts(Locale locale, ZoneId zone) {

  String subject(NoticeKind kind, Object... arguments) {
    return text(kind.key() + ".subject", arguments);
  }

  String message(NoticeKind kind, Object... arguments) {
    return text(kind.key() + ".message", arguments) + "\n\n" + text("footer");
  }

  private String text(String key, Object... arguments) {
    var bundle =
        ResourceBundle.getBundle(
            "notices.notices",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    var said = Arrays.stream(arguments).map(this::said).toArray();
    return bundle.getString(key).formatted(said);
  }

  private Object said(Object argument) {
    if (argument instanceof EndReason reason) {
      return text(reason.key());
    }
    if (!(argument instanceof Instant instant)) {
      return argument;
    }
    var time =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
            .withLocale(locale)
            .format(instant.atZone(zone));
    return "%s (%s)".formatted(time, zone.getId().equals("Z") ? "UTC" : zone.getId());
  }
}
