package io.cloudapp.pulumi.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.usage.UsageTable;
import io.cloudapp.pulumi.plan.Stacks;
import io.cloudapp.pulumi.settings.Preset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UsageTest {

  private static final String BUCKET = "${%s-usage-events.bucket}";

  @ParameterizedTest
  @EnumSource
  void hasTheTableThatTheStatisticsAskColumnForColumn(Preset preset) {
    var table = inputs(preset, "aws:glue/catalogTable:CatalogTable");
    var storage = table.path("storageDescriptor");

    assertThat(table.path("name").asText()).isEqualTo(UsageTable.NAME);
    assertThat(storage.path("columns"))
        .extracting(column -> column.path("name").asText() + " " + column.path("type").asText())
        .containsExactlyElementsOf(
            UsageTable.columns().stream()
                .map(column -> column.name() + " " + column.type())
                .toList());
    assertThat(storage.at("/serDeInfo/parameters"))
        .isEqualTo(Json.mapper().valueToTree(UsageTable.serdeParameters()));
    assertThat(storage.at("/serDeInfo/serializationLibrary").asText()).isEqualTo(UsageTable.SERDE);
    assertThat(storage.path("inputFormat").asText()).isEqualTo(UsageTable.INPUT_FORMAT);
    assertThat(storage.path("outputFormat").asText()).isEqualTo(UsageTable.OUTPUT_FORMAT);
  }

  @ParameterizedTest
  @EnumSource
  void projectsItsPartitionsFromTheBucketThatTheEventsAreIn(Preset preset) {
    var table = inputs(preset, "aws:glue/catalogTable:CatalogTable");
    var bucket = BUCKET.formatted(preset.settings().installation());

    assertThat(table.path("partitionKeys")).hasSize(1);
    assertThat(table.at("/partitionKeys/0/name").asText())
        .isEqualTo(UsageTable.PARTITION_KEY.name());
    assertThat(table.path("parameters"))
        .isEqualTo(Json.mapper().valueToTree(UsageTable.parameters(bucket)));
    assertThat(table.at("/storageDescriptor/location").asText())
        .isEqualTo(UsageTable.location(bucket));
  }

  @ParameterizedTest
  @EnumSource
  void letsNoQueryReadOrKeepMoreThanTheWorkgroupAllows(Preset preset) {
    var workgroup = inputs(preset, "aws:athena/workgroup:Workgroup").path("configuration");

    assertThat(workgroup.path("enforceWorkgroupConfiguration").asBoolean()).isTrue();
    assertThat(workgroup.path("bytesScannedCutoffPerQuery").asLong())
        .isBetween(10_000_000L, UsageTable.SCAN_LIMIT_BYTES);
    assertThat(
            workgroup.at("/resultConfiguration/encryptionConfiguration/encryptionOption").asText())
        .isEqualTo("SSE_KMS");
    assertThat(workgroup.at("/resultConfiguration/outputLocation").asText())
        .isEqualTo(UsageTable.resultLocation(BUCKET.formatted(preset.settings().installation())));
  }

  private static JsonNode inputs(Preset preset, String type) {
    return Json.mapper().valueToTree(Stacks.of(preset, type).getFirst().inputs());
  }
}
