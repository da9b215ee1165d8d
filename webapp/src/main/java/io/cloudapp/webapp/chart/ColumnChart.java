package io.cloudapp.webapp.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Columns side by side, each of one or more stacked parts.
 *
 * <p>What is horizontal is in percent and what is vertical in pixels, so a text keeps its size
 * however wide the page is.
 *
 * @param id unique on the page
 * @param title what it shows
 * @param description the same in a sentence or two, for those who do not see it
 * @param series names of the parts, from the bottom up; at most four
 */
public record ColumnChart(
    String id,
    String title,
    String description,
    List<String> series,
    List<Tick> ticks,
    List<Column> columns) {

  /** Of the picture, with the texts below the columns. */
  public static final int HEIGHT = 240;

  private static final int TOP = 12;
  private static final int BOTTOM = 210;
  private static final double GAP = 0.25;
  private static final int MOST_LABELS = 6;

  /** What one column is made from; {@code values} in the order of the series. */
  public record Value(String label, String words, List<Long> values) {
    public Value {
      values = List.copyOf(values);
    }

    private long total() {
      return values.stream().mapToLong(Long::longValue).sum();
    }
  }

  /** A line across the picture. */
  public record Tick(int y, String words) {}

  /**
   * @param label below it; empty where there would be too many
   * @param minor whether a narrow page has no room for the label
   * @param words what it says when pointed at
   */
  public record Column(
      String label, boolean minor, String center, String words, List<Part> parts) {}

  /**
   * @param series from 1
   */
  public record Part(int series, String x, String width, String y, String height) {}

  public ColumnChart {
    series = List.copyOf(series);
    ticks = List.copyOf(ticks);
    columns = List.copyOf(columns);
  }

  /**
   * @param number writes the numbers of the axis
   */
  public static ColumnChart of(
      String id,
      String title,
      String description,
      List<String> series,
      List<Value> values,
      LongFunction<String> number) {
    var axis = Axis.upTo(values.stream().mapToLong(Value::total).max().orElse(0));
    var ticks =
        axis.ticks().stream()
            .map(tick -> new Tick((int) Math.round(y(tick, axis)), number.apply(tick)))
            .toList();
    var columns =
        IntStream.range(0, values.size()).mapToObj(at -> column(at, values, axis)).toList();
    return new ColumnChart(id, title, description, series, ticks, columns);
  }

  private static Column column(int at, List<Value> values, Axis axis) {
    var value = values.get(at);
    var slot = 100.0 / values.size();
    var every = Math.ceilDiv(values.size(), MOST_LABELS);
    var parts = new ArrayList<Part>();
    var below = 0L;
    for (int series = 0; series < value.values().size(); series++) {
      var size = value.values().get(series);
      if (size > 0) {
        var top = y(below + size, axis);
        parts.add(
            new Part(
                series + 1,
                percent(slot * (at + GAP / 2)),
                percent(slot * (1 - GAP)),
                pixels(top),
                pixels(y(below, axis) - top)));
      }
      below += size;
    }
    return new Column(
        at % every == 0 ? value.label() : "",
        at % (2 * every) != 0,
        percent(slot * (at + 0.5)),
        value.words(),
        parts);
  }

  private static double y(long value, Axis axis) {
    return BOTTOM - (double) (BOTTOM - TOP) * value / axis.top();
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.3f%%", value);
  }

  private static String pixels(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
