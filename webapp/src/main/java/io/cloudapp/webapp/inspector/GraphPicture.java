package io.cloudapp.webapp.inspector;

import java.util.List;

/**
 * A machine's drawing, coloured by what happened in one run; lengths are whole pixels.
 *
 * @param description what the drawing says, for those who do not see it
 */
public record GraphPicture(
    long width,
    long height,
    String description,
    List<Frame> branches,
    List<StateBox> states,
    List<Line> lines) {

  public GraphPicture {
    branches = List.copyOf(branches);
    states = List.copyOf(states);
    lines = List.copyOf(lines);
  }

  /** A branch of a Parallel. */
  public record Frame(long x, long y, long width, long height) {}

  /**
   * @param outcome for the style
   * @param words what became of it
   * @param textX where its two lines are centred
   */
  public record StateBox(
      String name,
      String type,
      String outcome,
      String mark,
      String words,
      long x,
      long y,
      long width,
      long height,
      boolean isContainer) {

    public long textX() {
      return x + width / 2;
    }

    public long nameY() {
      return y + 20;
    }

    public long wordsY() {
      return y + 37;
    }
  }

  /**
   * An arrow.
   *
   * @param path as SVG writes it
   * @param way for the style: {@code next}, {@code choice}, {@code default}, {@code catch}
   * @param taken whether this run went that way
   */
  public record Line(String path, String head, String way, boolean taken, String title) {}
}
