package io.cloudapp.pulumi.cost;

import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.cloudapp.core.json.Json;
import io.cloudapp.pulumi.settings.BadSetting;
import io.cloudapp.pulumi.settings.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;

/**
 * What AWS asks for in one region, as {@code samples/prices/aws/<region>.json} has it: list prices
 * without tax, discounts and free allowances.
 *
 * @param entered the day on which somebody copied them
 * @param prices by our own name of the thing, for example {@code nat-gateway}
 */
public record ListPrices(
    String region, String currency, LocalDate entered, Map<String, Price> prices) {

  /**
   * One list price.
   *
   * @param usd for one unit
   * @param unit for example {@code million requests}
   * @param source the page that says so
   */
  public record Price(double usd, String unit, URI source) {

    public Price {
      Objects.requireNonNull(unit, "unit");
      Objects.requireNonNull(source, "source");
      if (!(usd >= 0)) {
        throw new IllegalArgumentException("A price is not negative: " + usd);
      }
    }
  }

  public ListPrices {
    Objects.requireNonNull(entered, "entered");
    prices = Map.copyOf(prices);
    if (!"USD".equals(currency)) {
      throw new IllegalArgumentException("The cost model reckons in US dollars, not " + currency);
    }
  }

  /**
   * @throws BadSetting for a region that nobody entered prices of
   */
  public static ListPrices of(Region region) {
    var name = "/prices/aws/" + region.code() + ".json";
    try (var file = ListPrices.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new BadSetting(
            ("No prices of %s are known. Copy samples/prices/aws/eu-west-1.json to"
                    + " samples/prices/aws/%s.json and enter them, or plan for eu-west-1.")
                .formatted(region.code(), region.code()));
      }
      return Json.mapper().readValue(file, ListPrices.class);
    } catch (ValueInstantiationException wrong) {
      throw new IllegalStateException(name + " cannot be used", wrong);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The price of a thing; a name that is not in the list is our mistake. */
  Price of(String name) {
    var price = prices.get(name);
    if (price == null) {
      throw new IllegalStateException(
          "samples/prices/aws/%s.json has no price of %s".formatted(region, name));
    }
    return price;
  }
}
