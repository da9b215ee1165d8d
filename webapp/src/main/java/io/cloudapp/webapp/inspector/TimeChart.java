package io.cloudapp.webapp.inspector;

import java.util.List;

/**
 * When the run was in which state, as a picture and as the table beside it; lengths are pixels.
 *
 * @param ticks of the axis
 */
public record TimeChart(long width, long height, List<Tick> ticks, List<Row> rows) {

  /** Where the bars begin. */
  static final long LEFT = 210;

  /** As long as the whole run. */
  static final long BARS = 560;

  static final long TOP = 26;
  static final long ROW = 26;

  public TimeChart {
    ticks = List.copyOf(ticks);
    rows = List.copyOf(rows);
  }

  /** A line of the axis and its words, for example {@code 10 s}. */
  public record Tick(long x, String words) {}

  /**
   * One state and all stays in it.
   *
   * @param y of the middle of its row
   * @param first when it was entered first, since the run began
   * @param total of all stays that ended
   */
  public record Row(
      String state,
      long y,
      String outcome,
      String mark,
      String words,
      String first,
      String total,
      int visits,
      int retries,
      List<Bar> bars) {
    public Row {
      bars = List.copyOf(bars);
    }

    public long barY() {
      return y - 7;
    }

    public long textY() {
      return y + 4;
    }
  }

  /** One stay; its title says from when and how long. */
  public record Bar(long x, long width, String outcome, String title) {}
}
