package io.cloudapp.webapp.statistics;

import io.cloudapp.webapp.api.ApiCall;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.uri.UriBuilder;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the form above the statistics says; the API checks it.
 *
 * @param from first day, as it was typed
 * @param to last day, as it was typed
 * @param by what usage is added up by
 */
public record Selection(String from, String to, String by, boolean tests) {

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  /** The spans that one click selects, in days up to today. */
  private static final List<Integer> PRESET_DAYS = List.of(7, 30, 90, 365);

  private static final int DAYS_UNLESS_ASKED = 30;

  static Selection of(HttpRequest<?> request, LocalDate today) {
    var query = request.getParameters();
    return new Selection(
        query.getFirst("from").orElse(firstOf(DAYS_UNLESS_ASKED, today)),
        query.getFirst("to").orElse(today.toString()),
        query.getFirst("by").orElse("user"),
        query.getFirst("tests").isPresent());
  }

  private static String firstOf(int days, LocalDate today) {
    return today.minusDays(days - 1L).toString();
  }

  /**
   * A link that selects a span.
   *
   * @param current whether it is selected
   */
  public record Preset(int days, String address, boolean current) {}

  List<Preset> presets(Topic topic, LocalDate today) {
    return PRESET_DAYS.stream()
        .map(
            days -> {
              var preset = new Selection(firstOf(days, today), today.toString(), by, tests);
              return new Preset(days, preset.address(topic.path()), preset.equals(this));
            })
        .toList();
  }

  /** What a field for a date can show of a text; browsers complain of anything else. */
  public String shown(String day) {
    return DATE.matcher(day).matches() ? day : "";
  }

  /** The same with another way to add up. */
  public Selection by(String newBy) {
    return new Selection(from, to, newBy, tests);
  }

  /** The address of a page or file about the same days. */
  public String address(String path) {
    var address = UriBuilder.of(path).queryParam("from", from).queryParam("to", to);
    if (!by.equals("user")) {
      address.queryParam("by", by);
    }
    if (tests) {
      address.queryParam("tests", "true");
    }
    return address.build().toString();
  }

  <T> ApiCall<T> ask(ApiCall<T> call) {
    return call.query("from", from)
        .query("to", to)
        .query("by", by)
        .query("tests", String.valueOf(tests));
  }
}
