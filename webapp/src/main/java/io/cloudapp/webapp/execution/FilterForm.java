package io.cloudapp.webapp.execution;

import io.cloudapp.webapp.api.ApiCall;
import io.cloudapp.webapp.page.Preferences;
import io.micronaut.http.HttpRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What somebody entered to narrow a list of executions; the API says what cannot be used.
 *
 * @param values by field, only those that were filled in
 * @param zone in which the days of the person begin
 */
public record FilterForm(Map<String, String> values, ZoneId zone) {

  private static final List<String> FIELDS =
      List.of("state", "kind", "user", "configuration", "instance", "from", "to");

  public FilterForm {
    values = Map.copyOf(values);
  }

  public static FilterForm of(HttpRequest<?> request) {
    var values = new LinkedHashMap<String, String>();
    for (var field : FIELDS) {
      request
          .getParameters()
          .getFirst(field)
          .map(String::strip)
          .filter(value -> !value.isEmpty())
          .ifPresent(value -> values.put(field, value));
    }
    return new FilterForm(values, Preferences.of(request).zone());
  }

  /** What was entered into a field; empty when nothing was. */
  public String value(String field) {
    return values.getOrDefault(field, "");
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** The address of a list with this filter, for example {@code /executions?state=FAILED}. */
  public String address(String path) {
    return values.isEmpty()
        ? path
        : FIELDS.stream()
            .filter(values::containsKey)
            .map(field -> field + "=" + encoded(values.get(field)))
            .collect(Collectors.joining("&", path + "?", ""));
  }

  <T> ApiCall<T> applyTo(ApiCall<T> call) {
    values.forEach(
        (field, value) ->
            call.query(
                field,
                switch (field) {
                  case "from" -> moment(value, 0);
                  case "to" -> moment(value, 1);
                  default -> value;
                }));
    return call;
  }

  /** The API knows no days but those of UTC; what is no day it refuses itself. */
  private String moment(String value, int daysLater) {
    try {
      return value.length() == 10
          ? LocalDate.parse(value).plusDays(daysLater).atStartOfDay(zone).toInstant().toString()
          : value;
    } catch (DateTimeException notADay) {
      return value;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Where the list goes on, when the address says so. */
  static Optional<String> after(HttpRequest<?> request) {
    return request.getParameters().getFirst("after").filter(id -> !id.isEmpty());
  }
}
