package io.cloudapp.services.provisioninstance;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.instance.WeeklySchedule;
import io.cloudapp.services.edge.Refusal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Reads when an instance shall end, with a message for each field that is wrong. */
final class ScheduleReader {

  private ScheduleReader() {}

  /** From {@code {"days":["MONDAY"],"time":"18:00","timeZone":"Europe/Berlin"}}. */
  static WeeklySchedule weekly(JsonNode body) {
    var days = days(body.path("days"));
    var time = time(body.path("time"));
    var zone = zone(body.path("timeZone"));
    var errors = new ArrayList<FieldError>();
    if (days.isEmpty()) {
      errors.add(
          new FieldError("days", "Send at least one day of MONDAY to SUNDAY, and nothing else."));
    }
    if (time.isEmpty()) {
      errors.add(new FieldError("time", "Send a time of day from 00:00 to 23:59."));
    }
    if (zone.isEmpty()) {
      errors.add(
          new FieldError("timeZone", "Send the name of a time zone, for example Europe/Berlin."));
    }
    if (!errors.isEmpty()) {
      throw new Refusal(Problem.ofFields(errors));
    }
    return new WeeklySchedule(days.get(), time.get(), zone.get());
  }

  static Instant instant(JsonNode body, String field) {
    try {
      return Instant.parse(body.path(field).asText(""));
    } catch (DateTimeParseException notATime) {
      throw Refusal.ofField(field, "Send a time in UTC, for example 2026-11-30T18:00:00Z.");
    }
  }

  private static Optional<Set<DayOfWeek>> days(JsonNode given) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (var day : given) {
      var known =
          Arrays.stream(DayOfWeek.values())
              .filter(it -> it.name().equals(day.textValue()))
              .findAny();
      if (known.isEmpty()) {
        return Optional.empty();
      }
      days.add(known.get());
    }
    return given.isArray() && !days.isEmpty() ? Optional.of(days) : Optional.empty();
  }

  private static Optional<LocalTime> time(JsonNode given) {
    return Optional.ofNullable(given.textValue())
        .filter(it -> it.matches("([01][0-9]|2[0-3]):[0-5][0-9]"))
        .map(LocalTime::parse);
  }

  private static Optional<ZoneId> zone(JsonNode given) {
    return Optional.ofNullable(given.textValue())
        .filter(ZoneId.getAvailableZoneIds()::contains)
        .map(ZoneId::of);
  }
}
