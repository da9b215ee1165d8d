package io.cloudapp.logic.profile;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.user.TimeZones;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How pages and e-mails speak to a person.
 *
 * @param timeZone a place of {@link TimeZones}; empty for UTC
 * @param language ISO 639-1; empty for what the browser asks for
 */
record Preferences(Optional<String> timeZone, Optional<String> language, boolean notifications) {

  private static final Set<String> LANGUAGES = Set.of("en", "de");

  /** The preferences after a change, or what is wrong with it. */
  sealed interface Reading {}

  record Good(Preferences preferences) implements Reading {}

  record Bad(List<FieldError> errors) implements Reading {}

  /** Takes the fields that are there; the others stay as they are. */
  Reading changedBy(JsonNode change) {
    var errors = new ArrayList<FieldError>();
    var newZone = timeZone;
    var newLanguage = language;
    var newNotifications = notifications;
    if (change.has("timeZone")) {
      var node = change.get("timeZone");
      newZone = Optional.ofNullable(node.textValue());
      if (!node.isNull() && !newZone.map(TimeZones::isKnown).orElse(false)) {
        errors.add(
            new FieldError(
                "timeZone",
                "Choose a time zone of the IANA list, for example Europe/Berlin, or UTC."));
      }
    }
    if (change.has("language")) {
      var node = change.get("language");
      newLanguage = Optional.ofNullable(node.textValue());
      if (!node.isNull() && !newLanguage.map(LANGUAGES::contains).orElse(false)) {
        errors.add(
            new FieldError("language", "Choose en or de, or null for the browser's language."));
      }
    }
    if (change.has("notifications")) {
      newNotifications = change.get("notifications").booleanValue();
      if (!change.get("notifications").isBoolean()) {
        errors.add(new FieldError("notifications", "Send true or false."));
      }
    }
    return errors.isEmpty()
        ? new Good(new Preferences(newZone, newLanguage, newNotifications))
        : new Bad(errors);
  }
}
