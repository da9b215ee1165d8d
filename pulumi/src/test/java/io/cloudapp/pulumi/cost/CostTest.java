package io.cloudapp.pulumi.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cloudapp.pulumi.plan.PlannedResource;
import io.cloudapp.pulumi.plan.Plans;
import io.cloudapp.pulumi.settings.BadSetting;
import io.cloudapp.pulumi.settings.Preset;
import io.cloudapp.pulumi.settings.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The cost model against the plan. {@code -Dcost.rewrite=true} writes the computed parts of
 * docs/cost.md and its picture anew.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CostTest {

  private static final Path PAGE = Path.of("../docs/cost.md");
  private static final Path PICTURE = Path.of("../docs/images/cost.svg");

  private CostReport small;
  private CostReport production;

  @BeforeAll
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void reckon() {
    small = CostReport.of(Preset.SMALL.settings(), Plans.resources(Preset.SMALL));
    production = CostReport.of(Preset.PRODUCTION.settings(), Plans.resources(Preset.PRODUCTION));
  }

  /** A kind of resource that is new to the plan has to be priced or listed as free first. */
  @Test
  void refusesAResourceThatNobodyPriced() {
    var unknown =
        new PlannedResource(
            "aws:outposts/outpost:Outpost", "it", Map.of(), "", List.of(), List.of());

    assertThatThrownBy(() -> MonthlyCost.of(List.of(unknown), prices()))
        .isInstanceOf(UnknownCost.class)
        .hasMessageContaining("Nobody knows what it costs");
  }

  @Test
  void chargesTheDearestThingsByTheHour() {
    assertThat(small.idle().lines())
        .anySatisfy(line -> assertThat(line.item()).isEqualTo("EKS control plane"))
        .anySatisfy(line -> assertThat(line.item()).isEqualTo("NAT gateway"))
        .anySatisfy(
            line -> {
              assertThat(line.item()).isEqualTo("Aurora capacity");
              assertThat(line.quantity()).isEqualTo(365);
            });
  }

  @Test
  void addsUpToWhatItsLinesAre() {
    assertThat(small.idle().usd())
        .isCloseTo(
            small.idle().groups().values().stream().mapToDouble(usd -> usd).sum(), within(1e-9));
    assertThat(production.idle().usd()).isGreaterThan(small.idle().usd());
  }

  /** Otherwise the budget warns about an installation that does nothing. */
  @ParameterizedTest
  @EnumSource
  void leavesRoomBelowTheWarningOfTheBudget(Preset preset) {
    var report = preset == Preset.SMALL ? small : production;

    assertThat(report.idle().usd()).isLessThan(0.8 * report.settings().budgetPerMonth());
  }

  @Test
  void countsTheCallsOfTheWorkflowOnThePathThatItsCasesProve() {
    var path = HappyPath.read();

    assertThat(path.calls("sqs:sendMessage")).isEqualTo(7);
    assertThat(path.calls("sns:publish")).isEqualTo(1);
    assertThat(path.calls("apigateway:invoke")).isEqualTo(3);
    assertThat(path.looks(30)).isEqualTo(16);
    assertThat(path.logRecords(30)).isGreaterThan(path.logRecords(4));
  }

  @Test
  void hasAPageForEachPrice() {
    assertThat(prices().prices().values())
        .allSatisfy(
            price -> assertThat(price.source().toString()).startsWith("https://aws.amazon.com/"));
  }

  @Test
  void saysThatItKnowsNoPricesOfAnotherRegion() {
    assertThatThrownBy(() -> ListPrices.of(Region.SA_EAST_1))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("samples/prices/aws/sa-east-1.json");
  }

  @ParameterizedTest
  @CsvSource({
    "100m, 170Mi, 0.25, 0.5",
    "250m, 256Mi, 0.25, 0.5",
    "250m, 512Mi, 0.25, 1",
    "500m, 1Gi,   0.5,  2",
    "500m, 4Gi,   1,    5",
    "1,    2Gi,   1,    3",
  })
  void takesTheSmallestSizeOfFargateThatFits(
      String cpus, String memory, double virtualCpus, double gigabytes) {
    assertThat(FargateSize.ofPod(cpus, memory)).isEqualTo(new FargateSize(virtualCpus, gigabytes));
  }

  @Test
  void isWhatThePageSays() throws IOException {
    var page = Files.readString(PAGE);
    var right = new CostPage(small, production).rewritten(page);
    if (Boolean.getBoolean("cost.rewrite")) {
      Files.writeString(PAGE, right);
    } else {
      assertThat(page).as("docs/cost.md; -Dcost.rewrite=true writes it anew").isEqualTo(right);
    }
  }

  @Test
  void isWhatThePictureShows() throws IOException {
    var right = CostPicture.of(small.idle());
    if (Boolean.getBoolean("cost.rewrite")) {
      Files.writeString(PICTURE, right);
    } else {
      assertThat(Files.readString(PICTURE))
          .as("docs/images/cost.svg; -Dcost.rewrite=true draws it anew")
          .isEqualTo(right);
    }
  }

  private static ListPrices prices() {
    return ListPrices.of(Region.EU_WEST_1);
  }
}
