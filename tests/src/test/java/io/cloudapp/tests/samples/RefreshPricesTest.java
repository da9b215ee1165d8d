package io.cloudapp.tests.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program that makes a price list from AWS's, on a small list of the same shape. */
final class RefreshPricesTest {

  private static final Path PROGRAM =
      Path.of("..", "samples", "prices", "RefreshPrices.java").toAbsolutePath().normalize();

  private static final String AWS_LIST =
      """
      "FormatVersion","v1.0"
      "Disclaimer","This pricing list is for informational purposes only."
      "Publication Date","2026-11-20T18:31:02Z"
      "Version","20261120183102"
      "OfferCode","AmazonEC2"
      "SKU","TermType","PriceDescription","Unit","PricePerUnit","Currency","Product Family",\
      "Location Type","Instance Type","Tenancy","Operating System","operation","CapacityStatus",\
      "Pre Installed S/W","Volume API Name"
      "A","OnDemand","$0.0114 per On Demand, Linux t3.micro","Hrs","0.0114000000","USD",\
      "Compute Instance","AWS Region","t3.micro","Shared","Linux","RunInstances","Used","NA",
      "B","OnDemand","Windows, ""with"" quotes","Hrs","0.0206","USD",\
      "Compute Instance","AWS Region","t3.micro","Shared","Windows","RunInstances:0002","Used","NA",
      "C","Reserved","reserved","Hrs","0.0072","USD",\
      "Compute Instance","AWS Region","t3.micro","Shared","Linux","RunInstances","Used","NA",
      "D","OnDemand","dedicated","Hrs","0.0121","USD",\
      "Compute Instance","AWS Region","t3.micro","Dedicated","Linux","RunInstances","Used","NA",
      "E","OnDemand","an unused reservation","Hrs","0.0114","USD",\
      "Compute Instance","AWS Region","t3.micro","Shared","Linux","RunInstances",\
      "UnusedCapacityReservation","NA",
      "F","OnDemand","with SQL","Hrs","0.1","USD",\
      "Compute Instance","AWS Region","t3.micro","Shared","Linux","RunInstances:0200","Used","SQL Web",
      "G","OnDemand","local zone","Hrs","0.02","USD",\
      "Compute Instance","AWS Local Zone","t3.micro","Shared","Linux","RunInstances","Used","NA",
      "H","OnDemand","large","Hrs","0.1070000000","USD",\
      "Compute Instance","AWS Region","m5.large","Shared","Linux","RunInstances","Used","NA",
      "I","OnDemand","nobody asked for","Hrs","218.4","USD",\
      "Compute Instance","AWS Region","u-24tb1.112xlarge","Shared","Linux","RunInstances","Used","NA",
      "J","OnDemand","gp3","GB-Mo","0.0880000000","USD",\
      "Storage","AWS Region",,,,,,,"gp3"
      "K","OnDemand","gp2","GB-Mo","0.11","USD",\
      "Storage","AWS Region",,,,,,,"gp2"
      "L","OnDemand","gp3 throughput","GiBps-mo","45.056","USD",\
      "Provisioned Throughput","AWS Region",,,,,,,"gp3"
      """;

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void beginsWithAnOldList() throws IOException {
    file = Files.writeString(folder.resolve("eu-west-1.json"), "the old list");
  }

  @Test
  void writesThePricesThatAnybodyPays() throws Exception {
    var run = refresh(AWS_LIST);

    assertThat(run.output()).contains("2 instance types, prices of 2026-11-20");
    assertThat(run.status()).isZero();
    assertThat(Json.mapper().readTree(file.toFile()))
        .isEqualTo(
            Json.mapper()
                .readTree(
                    """
                    {
                      "region": "eu-west-1",
                      "date": "2026-11-20",
                      "source": "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/eu-west-1/index.csv",
                      "note": "On-demand, Linux, shared tenancy, without tax. Refresh it before use, see docs/how-to-refresh-the-price-list.md.",
                      "currency": "USD",
                      "perHour": {"m5.large": 0.107, "t3.micro": 0.0114},
                      "perGigabyteMonth": {"gp2": 0.11, "gp3": 0.088}
                    }
                    """));
  }

  @Test
  void keepsTheOldListWhenAwsHasTwoPricesForAType() throws Exception {
    var line = AWS_LIST.lines().filter(it -> it.startsWith("\"H\"")).findFirst().orElseThrow();

    var run = refresh(AWS_LIST + line.replace("0.1070000000", "0.2") + "\n");

    assertThat(run.output()).contains("no single price for m5.large");
    assertThatNothingChanged(run);
  }

  @Test
  void keepsTheOldListWhenAColumnHasAnotherName() throws Exception {
    var run = refresh(AWS_LIST.replace("\"Tenancy\"", "\"Tenant\""));

    assertThat(run.output()).contains("no column \"Tenancy\"");
    assertThatNothingChanged(run);
  }

  @Test
  void keepsTheOldListWhenItGetsSomethingElse() throws Exception {
    var run = refresh("<html>Access denied</html>\n");

    assertThat(run.output()).contains("not AWS's price list");
    assertThatNothingChanged(run);
  }

  private void assertThatNothingChanged(Run run) throws IOException {
    assertThat(run.status()).isEqualTo(1);
    assertThat(file).hasContent("the old list");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(3);
    }
  }

  private record Run(int status, String output) {}

  private Run refresh(String awsList) throws Exception {
    var output = folder.resolve("output").toFile();
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                PROGRAM.toString(),
                "eu-west-1",
                file.toString())
            .redirectInput(Files.writeString(folder.resolve("input"), awsList).toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(output.toPath()));
  }
}
