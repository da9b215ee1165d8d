package io.cloudapp.core.configuration;

import java.util.ArrayList;
import java.util.List;

/** A line of a comparison, and whether it stayed, went or came. */
public record ChangedLine(Kind kind, String text) {

  /** What became of a line. */
  public enum Kind {
    SAME,
    REMOVED,
    ADDED
  }

  /** Beyond this many pairs of lines the comparison would cost more than it tells. */
  private static final int MAXIMUM_PAIRS = 4_000_000;

  /** The fewest removals and additions that lead from one text to the other. */
  static List<ChangedLine> between(List<String> before, List<String> after) {
    if ((long) before.size() * after.size() > MAXIMUM_PAIRS) {
      var all = new ArrayList<ChangedLine>();
      before.forEach(line -> all.add(new ChangedLine(Kind.REMOVED, line)));
      after.forEach(line -> all.add(new ChangedLine(Kind.ADDED, line)));
      return all;
    }
    return walk(before, after, commonLengths(before, after));
  }

  private static List<ChangedLine> walk(List<String> before, List<String> after, int[][] common) {
    var lines = new ArrayList<ChangedLine>();
    var old = 0;
    var fresh = 0;
    while (old < before.size() || fresh < after.size()) {
      if (old < before.size() && fresh < after.size() && before.get(old).equals(after.get(fresh))) {
        lines.add(new ChangedLine(Kind.SAME, before.get(old)));
        old++;
        fresh++;
      } else if (fresh == after.size()
          || (old < before.size() && common[old + 1][fresh] >= common[old][fresh + 1])) {
        lines.add(new ChangedLine(Kind.REMOVED, before.get(old)));
        old++;
      } else {
        lines.add(new ChangedLine(Kind.ADDED, after.get(fresh)));
        fresh++;
      }
    }
    return lines;
  }

  /** The length of the longest common subsequence of what is left of both, by where they begin. */
  private static int[][] commonLengths(List<String> before, List<String> after) {
    var lengths = new int[before.size() + 1][after.size() + 1];
    for (var old = before.size() - 1; old >= 0; old--) {
      for (var fresh = after.size() - 1; fresh >= 0; fresh--) {
        lengths[old][fresh] =
            before.get(old).equals(after.get(fresh))
                ? lengths[old + 1][fresh + 1] + 1
                : Math.max(lengths[old + 1][fresh], lengths[old][fresh + 1]);
      }
    }
    return lengths;
  }
}
