package io.cloudapp.webapp.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Names with one or more bars below each, which begin at the left edge.
 *
 * @param id unique on the page
 * @param title what it shows
 * @param description the same in a sentence or two, for those who do not see it
 * @param height in pixels
 */
public record RankChart(
    String id, String title, String description, int height, List<Label> labels, List<Bar> bars) {

  private static final int NAME = 20;
  private static final int BAR = 16;
  private static final int BETWEEN_BARS = 3;
  private static final int BETWEEN_ITEMS = 14;
  private static final int LONGEST_NAME = 36;

  /** The rest of the width is for the number behind the longest bar. */
  private static final double WIDEST_PERCENT = 68;

  /** A name and the lengths of its bars. */
  public record Item(String name, List<Length> lengths) {
    public Item {
      lengths = List.copyOf(lengths);
    }
  }

  /**
   * @param words the number as people read it
   */
  public record Length(double value, String words) {}

  public record Label(int y, String words) {}

  /**
   * @param series from 1
   * @param textY where the words stand, at {@code width}
   */
  public record Bar(int series, int y, int height, String width, int textY, String words) {}

  public RankChart {
    labels = List.copyOf(labels);
    bars = List.copyOf(bars);
  }

  public static RankChart of(String id, String title, String description, List<Item> items) {
    var longest =
        items.stream()
            .flatMap(item -> item.lengths().stream())
            .mapToDouble(Length::value)
            .max()
            .orElse(0);
    var labels = new ArrayList<Label>();
    var bars = new ArrayList<Bar>();
    int y = 0;
    for (var item : items) {
      labels.add(new Label(y + NAME - 6, shortened(item.name())));
      y += NAME;
      for (int at = 0; at < item.lengths().size(); at++) {
        var length = item.lengths().get(at);
        var share = longest == 0 ? 0 : length.value() / longest;
        bars.add(new Bar(at + 1, y, BAR, percent(share), y + BAR - 4, length.words()));
        y += BAR + BETWEEN_BARS;
      }
      y += BETWEEN_ITEMS - BETWEEN_BARS;
    }
    return new RankChart(id, title, description, Math.max(1, y - BETWEEN_ITEMS + 2), labels, bars);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f%%", share * WIDEST_PERCENT);
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }
}
