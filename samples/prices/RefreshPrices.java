import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a price list from AWS's own, which comes as CSV on the standard input: {@code java
 * RefreshPrices.java eu-west-1 samples/prices/eu-west-1.json < index.csv}. It needs nothing but a
 * JDK, and reads line by line because AWS's file has some hundred megabytes.
 */
final class RefreshPrices {

  private static final Set<String> FAMILIES =
      Set.of(
          "t2", "t3", "t3a", "t4g", "m5", "m6g", "m6i", "m7g", "m7i", "c5", "c6i", "c7i", "r5",
          "r6i", "r7i");
  private static final List<String> SIZES =
      List.of("nano", "micro", "small", "medium", "large", "xlarge", "2xlarge", "4xlarge");
  private static final List<String> DISKS = List.of("gp2", "gp3");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private final Map<String, BigDecimal> perHour =
      new TreeMap<>(
          Comparator.comparing(RefreshPrices::family)
              .thenComparingInt(type -> SIZES.indexOf(size(type))));
  private final Map<String, BigDecimal> perGigabyteMonth = new TreeMap<>();
  private String date = "";
  private List<String> columns = List.of();

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2 || !arguments[0].matches("[a-z0-9-]+")) {
      fail(
          "Say the region and the file: RefreshPrices.java eu-west-1"
              + " samples/prices/eu-west-1.json");
    }
    var prices = new RefreshPrices();
    try (var input = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (var line = input.readLine(); line != null; line = input.readLine()) {
        prices.read(fields(line));
      }
    }
    prices.check();
    write(Path.of(arguments[1]), prices.list(arguments[0]));
    System.out.printf(
        "%s: %d instance types, prices of %s%n", arguments[1], prices.perHour.size(), prices.date);
  }

  private void read(List<String> row) {
    if (columns.isEmpty()) {
      if (row.getFirst().equals("Publication Date") && DATE.matcher(row.get(1)).lookingAt()) {
        date = row.get(1).substring(0, 10);
      } else if (row.getFirst().equals("SKU")) {
        columns = row;
      }
      return;
    }
    // Local zones are sold in the list of their region, at other prices.
    if (!is(row, "TermType", "OnDemand")
        || !is(row, "Currency", "USD")
        || !is(row, "Location Type", "AWS Region")) {
      return;
    }
    var type = value(row, "Instance Type");
    var disk = value(row, "Volume API Name");
    if (isInstance(row) && FAMILIES.contains(family(type)) && SIZES.contains(size(type))) {
      keep(perHour, type, value(row, "PricePerUnit"));
    } else if (is(row, "Product Family", "Storage")
        && is(row, "Unit", "GB-Mo")
        && DISKS.contains(disk)) {
      keep(perGigabyteMonth, disk, value(row, "PricePerUnit"));
    }
  }

  /** An instance as anybody gets it: Linux, shared hardware, no reservation, no software on it. */
  private boolean isInstance(List<String> row) {
    return is(row, "Operating System", "Linux")
        && is(row, "Tenancy", "Shared")
        && is(row, "CapacityStatus", "Used")
        && is(row, "Pre Installed S/W", "NA")
        && is(row, "Unit", "Hrs")
        && is(row, "operation", "RunInstances");
  }

  private static void keep(Map<String, BigDecimal> prices, String name, String text) {
    var price = new BigDecimal(text).stripTrailingZeros();
    var earlier = prices.put(name, price);
    if (price.signum() <= 0 || (earlier != null && earlier.compareTo(price) != 0)) {
      fail("AWS's list has no single price for " + name + "; nothing was written.");
    }
  }

  private void check() {
    if (date.isEmpty()
        || !perHour.containsKey("t3.micro")
        || !perGigabyteMonth.keySet().containsAll(DISKS)) {
      fail("This is not AWS's price list of EC2 in one region as CSV; nothing was written.");
    }
  }

  private String list(String region) {
    return """
    {
      "region": "%s",
      "date": "%s",
      "source": "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/%s/index.csv",
      "note": "On-demand, Linux, shared tenancy, without tax. Refresh it before use, see docs/how-to-refresh-the-price-list.md.",
      "currency": "USD",
      "perHour": {
    %s
      },
      "perGigabyteMonth": {
    %s
      }
    }
    """
        .formatted(region, date, region, entries(perHour), entries(perGigabyteMonth));
  }

  private static String entries(Map<String, BigDecimal> prices) {
    return prices.entrySet().stream()
        .map(price -> "    \"%s\": %s".formatted(price.getKey(), price.getValue().toPlainString()))
        .collect(Collectors.joining(",\n"));
  }

  /** At once: whoever reads the file meanwhile sees the old list or the new one. */
  private static void write(Path file, String text) throws IOException {
    var next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), text);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private boolean is(List<String> row, String column, String wanted) {
    return value(row, column).equals(wanted);
  }

  private String value(List<String> row, String column) {
    var index = columns.indexOf(column);
    if (index < 0) {
      fail("AWS's list has no column \"" + column + "\" any more; nothing was written.");
    }
    return index < row.size() ? row.get(index) : "";
  }

  private static String family(String type) {
    return type.substring(0, Math.max(0, type.indexOf('.')));
  }

  private static String size(String type) {
    return type.substring(type.indexOf('.') + 1);
  }

  /** The fields of one line as RFC 4180 writes them; AWS breaks no line inside a field. */
  private static List<String> fields(String line) {
    var fields = new ArrayList<String>();
    var field = new StringBuilder();
    var quoted = false;
    for (var index = 0; index < line.length(); index++) {
      var character = line.charAt(index);
      if (character == '"') {
        if (quoted && index + 1 < line.length() && line.charAt(index + 1) == '"') {
          field.append('"');
          index++;
        } else {
          quoted = !quoted;
        }
      } else if (character == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(character);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  private static void fail(String message) {
    System.err.println(message);
    System.exit(1);
  }
}
