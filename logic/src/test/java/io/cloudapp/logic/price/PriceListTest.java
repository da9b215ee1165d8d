package io.cloudapp.logic.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.configuration.Configuration.Disk;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.price.Price;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PriceListTest {

  private final PriceList prices = new PriceList("eu-west-1");

  @Test
  void addsTheDiskOfAMonthOf730HoursToTheInstance() {
    // 0.0114 + 8 × 0.088 ÷ 730 = 0.01236438…
    assertThat(prices.of("t3.micro", new Disk(8, "gp3")))
        .contains(new Price(new BigDecimal("0.012364"), new BigDecimal("0.2967"), "USD"));
  }

  @Test
  void asksMoreForTheOlderKindOfDisk() {
    // 0.107 + 100 × 0.11 ÷ 730 = 0.12206849…
    assertThat(prices.of("m5.large", new Disk(100, "gp2")))
        .contains(new Price(new BigDecimal("0.122068"), new BigDecimal("2.9296"), "USD"));
  }

  @Test
  void knowsNoPriceForATypeOrADiskThatIsNotListed() {
    assertThat(prices.of("u-24tb1.112xlarge", new Disk(8, "gp3"))).isEmpty();
    assertThat(prices.of("t3.micro", new Disk(8, "io2"))).isEmpty();
  }

  @Test
  void knowsNoPriceInARegionWithoutAList() {
    var nowhere = new PriceList("mars-north-1");

    assertThat(nowhere.of("t3.micro", new Disk(8, "gp3"))).isEmpty();
    assertThat(nowhere.date()).isEmpty();
    assertThat(nowhere.instanceTypes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"amazon-linux", "docker-host", "jupyter", "nginx"})
  void hasAPriceForEverySampleConfiguration(String name) throws Exception {
    try (var file = PriceListTest.class.getResourceAsStream("/configurations/" + name + ".json")) {
      var sample = Json.mapper().readTree(file);
      var disk = Json.mapper().treeToValue(sample.get("disk"), Disk.class);

      assertThat(prices.of(sample.get("instanceType").asText(), disk)).isPresent();
    }
  }

  @Test
  void saysWhereAndWhenThePricesAreFrom() throws Exception {
    try (var file = PriceListTest.class.getResourceAsStream("/prices/eu-west-1.json")) {
      var list = Json.mapper().readTree(file);

      assertThat(List.of("region", "date", "source", "note", "currency"))
          .allSatisfy(field -> assertThat(list.path(field).asText()).isNotBlank());
      assertThat(prices.date().orElseThrow()).isEqualTo(list.get("date").asText());
    }
  }
}
