package io.cloudapp.pulumi.cost;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of docs/cost.md that are computed: each stands between two comments, {@code <!-- name
 * -->} and {@code <!-- end of name -->}.
 */
record CostPage(CostReport small, CostReport production) {

  /** The page with its computed parts as they should be. */
  String rewritten(String page) {
    var text = page;
    text = replaced(text, "idle", table(small.idle()));
    text = replaced(text, "provisions", table(small.provisions()));
    text = replaced(text, "presets", presets());
    text = replaced(text, "prices", prices());
    return text;
  }

  private String presets() {
    return "| preset | a month in which nobody uses it |\n|---|---:|\n"
        + row("small", small)
        + row("production", production);
  }

  private static String row(String preset, CostReport report) {
    return "| %s | %s US dollars |%n".formatted(preset, rounded(report.idle().usd()));
  }

  /** To whole dollars: more would pretend to know more. */
  private static String rounded(double usd) {
    return String.format(Locale.ROOT, "%,.0f", usd);
  }

  private static String table(Bill bill) {
    var text = new StringBuilder("| | what | how much | US dollars |\n|---|---|---:|---:|\n");
    bill.groups()
        .forEach(
            (group, usd) -> {
              text.append(String.format(Locale.ROOT, "| **%s** | | | **%.2f** |%n", group, usd));
              of(bill, group).forEach(line -> text.append(row(line)));
            });
    return text.append(String.format(Locale.ROOT, "| **In all** | | | **%.2f** |%n", bill.usd()))
        .toString();
  }

  private static List<CostLine> of(Bill bill, String group) {
    return bill.lines().stream().filter(line -> line.group().equals(group)).toList();
  }

  private static String row(CostLine line) {
    return String.format(
        Locale.ROOT,
        "| | %s | %s × %s | %.2f |%n",
        line.item(),
        CostReport.quantity(line.quantity()),
        line.unit(),
        line.usd());
  }

  private String prices() {
    var text =
        new StringBuilder(
            "Entered by hand on %s for %s.%n%n| what | US dollars | for one | page |%n|---|---:|---|---|%n"
                .formatted(small.prices().entered(), small.prices().region()));
    small.prices().prices().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                text.append(
                    "| %s | %s | %s | [page](%s) |%n"
                        .formatted(
                            entry.getKey().replace('-', ' '),
                            java.math.BigDecimal.valueOf(entry.getValue().usd())
                                .stripTrailingZeros()
                                .toPlainString(),
                            entry.getValue().unit(),
                            entry.getValue().source())));
    return text.toString();
  }

  private static String replaced(String page, String name, String content) {
    var part =
        Pattern.compile(
            "(<!-- %s -->\n).*?(<!-- end of %s -->)".formatted(name, name), Pattern.DOTALL);
    var matcher = part.matcher(page);
    if (!matcher.find()) {
      throw new IllegalStateException("docs/cost.md has no part called " + name);
    }
    return matcher.replaceFirst("$1\n" + Matcher.quoteReplacement(content) + "\n$2");
  }
}
