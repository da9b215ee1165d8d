package io.cloudapp.pulumi.cost;

import io.cloudapp.pulumi.plan.Plan;
import io.cloudapp.pulumi.plan.PlannedResource;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.List;
import java.util.Locale;

/**
 * What an installation costs: {@code idle} a month while nobody uses it, {@code provisions} what
 * 1,000 provisions add.
 */
public record CostReport(StackSettings settings, ListPrices prices, Bill idle, Bill provisions) {

  private static final int BAR = 30;

  /**
   * @throws io.cloudapp.pulumi.settings.BadSetting when nobody entered the prices of the region
   */
  public static CostReport of(StackSettings settings) {
    return of(settings, Plan.of(settings));
  }

  static CostReport of(StackSettings settings, List<PlannedResource> plan) {
    var prices = ListPrices.of(settings.region());
    return new CostReport(settings, prices, MonthlyCost.of(plan, prices), ProvisionCost.of(prices));
  }

  /** For a terminal. */
  public String text() {
    return """
        %s in %s, list prices entered by hand on %s, without tax, discounts and free allowances

        A month in which nobody uses it
        %s
        1,000 provisions, without the EC2 instances
        %s"""
        .formatted(
            settings.installation(),
            prices.region(),
            prices.entered(),
            table(idle),
            table(provisions));
  }

  private static String table(Bill bill) {
    var text = new StringBuilder();
    var dearest = bill.groups().values().stream().mapToDouble(usd -> usd).max().orElse(1);
    bill.groups()
        .forEach(
            (group, usd) -> {
              text.append(line("%n  %-50s %9.2f  %s", group, usd, "█".repeat(bar(usd, dearest))));
              bill.lines().stream()
                  .filter(line -> line.group().equals(group))
                  .forEach(
                      line ->
                          text.append(
                              line(
                                  "    %-34s %13s %9.2f  %s",
                                  line.item(),
                                  quantity(line.quantity()),
                                  line.usd(),
                                  line.unit())));
            });
    return text.append(line("%n  %-50s %9.2f US dollars", "In all", bill.usd())).toString();
  }

  private static int bar(double usd, double dearest) {
    return (int) Math.round(usd / dearest * BAR);
  }

  /** With as many decimals as say something. */
  static String quantity(double quantity) {
    var decimals = quantity >= 100 ? 0 : quantity >= 1 ? 1 : 4;
    var text = String.format(Locale.ROOT, "%,." + decimals + "f", quantity);
    return decimals == 0 ? text : text.replaceFirst("\\.?0+$", "");
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format + "%n", values);
  }
}
