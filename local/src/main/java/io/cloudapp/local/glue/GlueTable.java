package io.cloudapp.local.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A table of the catalogue.
 *
 * @param input as Glue's CreateTable takes it, the name in lower case
 */
public record GlueTable(String database, ObjectNode input, Instant createdAt, Instant updatedAt) {

  public GlueTable {
    input = input.deepCopy();
  }

  /**
   * A column.
   *
   * @param name in lower case
   * @param type of Hive, for example {@code string}
   */
  public record Column(String name, String type) {}

  public String name() {
    return input.path("Name").asText();
  }

  public List<Column> columns() {
    return columns(input.path("StorageDescriptor").path("Columns"));
  }

  public List<Column> partitionKeys() {
    return columns(input.path("PartitionKeys"));
  }

  /** For example {@code s3://bucket/usage/}. */
  public String location() {
    return input.path("StorageDescriptor").path("Location").asText();
  }

  public String serde() {
    return input.path("StorageDescriptor").path("SerdeInfo").path("SerializationLibrary").asText();
  }

  public Map<String, String> serdeParameters() {
    return map(input.path("StorageDescriptor").path("SerdeInfo").path("Parameters"));
  }

  public Map<String, String> parameters() {
    return map(input.path("Parameters"));
  }

  private static List<Column> columns(JsonNode nodes) {
    return StreamSupport.stream(nodes.spliterator(), false)
        .map(
            node ->
                new Column(
                    node.path("Name").asText().toLowerCase(Locale.ROOT),
                    node.path("Type").asText("string")))
        .toList();
  }

  private static Map<String, String> map(JsonNode node) {
    var map = new LinkedHashMap<String, String>();
    node.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    return map;
  }
}
