package io.cloudapp.webapp.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudapp.webapp.page.Preferences;
import io.cloudapp.webapp.page.Texts;
import io.micronaut.http.HttpRequest;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The form above the audit log, as it was filled in.
 *
 * @param fields every field's text; empty ones do not narrow the list
 * @param zone where the days begin
 */
record AuditFilter(Map<String, String> fields, ZoneId zone) {

  private static final String FROM = "from";
  private static final String TO = "to";

  AuditFilter {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  static AuditFilter of(HttpRequest<?> request) {
    var fields = new LinkedHashMap<String, String>();
    Stream.of("actor", "action", "outcome", "target", FROM, TO)
        .forEach(
            name ->
                fields.put(
                    name, request.getParameters().getFirst(name).map(String::strip).orElse("")));
    return new AuditFilter(fields, Preferences.of(request).zone());
  }

  /** What a field was filled with. */
  public String text(String field) {
    return fields.getOrDefault(field, "");
  }

  /** A field's day; empty when it is none, because no browser shows one in a field for days. */
  public String day(String field) {
    return isDate(text(field)) ? text(field) : "";
  }

  public boolean isEmpty() {
    return fields.values().stream().allMatch(String::isEmpty);
  }

  /** What is wrong with it before the API is asked: a date that is none. */
  Map<String, String> errors(Texts texts) {
    var errors = new HashMap<String, String>();
    Stream.of(FROM, TO)
        .filter(name -> !text(name).isEmpty())
        .filter(name -> !isDate(text(name)))
        .forEach(name -> errors.put(name, texts.of("audit.date.malformed")));
    return errors;
  }

  /** The parameters of the API: days become the moments of their beginning. */
  Map<String, String> parameters() {
    var parameters = new LinkedHashMap<String, String>();
    fields.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            parameters.put(name, parameter(name, value));
          }
        });
    return parameters;
  }

  private String parameter(String name, String value) {
    return switch (name) {
      case FROM -> beginning(value, Function.identity()).toString();
      case TO -> beginning(value, day -> day.plusDays(1)).toString();
      default -> value;
    };
  }

  private Instant beginning(String date, Function<LocalDate, LocalDate> day) {
    return day.apply(LocalDate.parse(date)).atStartOfDay(zone).toInstant();
  }

  private static boolean isDate(String text) {
    try {
      var year = LocalDate.parse(text).getYear();
      return year >= 1970 && year < 9999;
    } catch (DateTimeException malformed) {
      return false;
    }
  }

  /** An address with the same filter. */
  public String address(String path) {
    var query =
        fields.entrySet().stream()
            .filter(field -> !field.getValue().isEmpty())
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }
}
