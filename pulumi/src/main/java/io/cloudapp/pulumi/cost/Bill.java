package io.cloudapp.pulumi.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What something costs, line by line, the dearest group first. */
public record Bill(List<CostLine> lines) {

  public Bill {
    lines = List.copyOf(lines);
  }

  /** Lines about the same thing become one. */
  static Bill of(List<CostLine> single) {
    var lines = new ArrayList<CostLine>();
    for (var line : single) {
      var same = lines.stream().filter(line::isFor).findFirst();
      if (same.isPresent()) {
        lines.set(lines.indexOf(same.get()), same.get().plus(line));
      } else {
        lines.add(line);
      }
    }
    var groups = sums(lines);
    lines.sort(
        Comparator.comparing((CostLine line) -> -groups.get(line.group()))
            .thenComparing(CostLine::group)
            .thenComparing(line -> -line.usd())
            .thenComparing(CostLine::item));
    return new Bill(lines);
  }

  public double usd() {
    return lines.stream().mapToDouble(CostLine::usd).sum();
  }

  /** Group → US dollars, the dearest first. */
  public Map<String, Double> groups() {
    return sums(lines);
  }

  private static Map<String, Double> sums(List<CostLine> lines) {
    var sums = new LinkedHashMap<String, Double>();
    lines.forEach(line -> sums.merge(line.group(), line.usd(), Double::sum));
    return sums;
  }
}
