package io.cloudapp.webapp.statistics;

import io.cloudapp.webapp.chart.ColumnChart;
import io.cloudapp.webapp.chart.RankChart;
import java.util.List;

/**
 * A statistic as its page shows it: some numbers, a picture, and the table of the picture's
 * numbers.
 *
 * @param columns the picture, if it is one of columns
 * @param ranks the picture, if it is one of bars below names
 * @param headings of the table; the first is of the rows' names
 * @param note below the table; may be empty
 */
public record StatisticView(
    boolean empty,
    List<Tile> tiles,
    List<ColumnChart> columns,
    List<RankChart> ranks,
    List<String> headings,
    List<Line> lines,
    String note) {

  /** A number that matters, with what it is about. */
  public record Tile(String name, String number, String more) {}

  /**
   * A row of the table.
   *
   * @param total whether it adds up the others
   */
  public record Line(String name, List<String> cells, boolean total) {
    public Line {
      cells = List.copyOf(cells);
    }
  }

  public StatisticView {
    tiles = List.copyOf(tiles);
    columns = List.copyOf(columns);
    ranks = List.copyOf(ranks);
    headings = List.copyOf(headings);
    lines = List.copyOf(lines);
  }
}
