package io.cloudapp.pulumi.cost;

import java.util.Locale;

/** A month of an installation that nobody uses, as bars: an SVG that follows light and dark. */
final class CostPicture {

  private static final int WIDTH = 1200;
  private static final int ROW = 44;
  private static final int TOP = 76;
  private static final int LEFT = 300;
  private static final int LONGEST = 700;

  private CostPicture() {}

  static String of(Bill bill) {
    var dearest = bill.groups().values().stream().mapToDouble(usd -> usd).max().orElse(1);
    var height = TOP + bill.groups().size() * ROW + 20;
    var text =
        new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" \
            aria-labelledby="title">
            <title id="title">US dollars a month of a small installation that nobody uses</title>
            <style>
              text { font: 18px system-ui, sans-serif; fill: #1f2328; }
              .head { font-weight: 600; font-size: 22px; }
              .bar { fill: #2f6fab; }
              .ground { fill: #ffffff; }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3; }
                .bar { fill: #6cb0ee; }
                .ground { fill: #0d1117; }
              }
            </style>
            <rect class="ground" width="%d" height="%d"/>
            <text class="head" x="24" y="42">US dollars a month, preset small, while nobody uses \
            it: %s in all</text>
            """
                .formatted(WIDTH, height, WIDTH, height, dollars(bill.usd())));
    var y = TOP;
    for (var group : bill.groups().entrySet()) {
      var length = Math.max(2, Math.round(group.getValue() / dearest * LONGEST));
      text.append(
          """
          <text x="%d" y="%d" text-anchor="end">%s</text>
          <rect class="bar" x="%d" y="%d" width="%d" height="26" rx="3"/>
          <text x="%d" y="%d">%s</text>
          """
              .formatted(
                  LEFT - 16,
                  y + 20,
                  group.getKey(),
                  LEFT,
                  y,
                  length,
                  LEFT + length + 12,
                  y + 20,
                  dollars(group.getValue())));
      y += ROW;
    }
    return text.append("</svg>\n").toString();
  }

  private static String dollars(double usd) {
    return String.format(Locale.ROOT, "%,.0f", usd);
  }
}
