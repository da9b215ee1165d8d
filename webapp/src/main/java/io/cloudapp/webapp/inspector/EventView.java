package io.cloudapp.webapp.inspector;

import io.cloudapp.webapp.page.Moment;
import java.util.List;

/**
 * One event as a row of the page's table.
 *
 * @param key unique on the page
 * @param offset since the run began, for example {@code +12.345 s}
 * @param duration of what ended with this event; empty for others
 * @param tries which try began, when it is not the first; else empty
 * @param tone for the style: {@code good}, {@code bad}, {@code warn} or nothing
 * @param data named values as indented JSON, for those who open them
 */
public record EventView(
    String key,
    long id,
    String type,
    String state,
    Moment at,
    String offset,
    String duration,
    String tries,
    String tone,
    String error,
    String cause,
    String note,
    List<Datum> data) {

  public EventView {
    data = List.copyOf(data);
  }

  /** One named value. */
  public record Datum(String name, String json) {}
}
