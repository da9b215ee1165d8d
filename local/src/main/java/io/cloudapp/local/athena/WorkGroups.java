package io.cloudapp.local.athena;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.snapshot.StateFile;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The workgroups and the operations on them. */
final class WorkGroups {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,128}");
  private static final long SMALLEST_LIMIT = 10_000_000;

  private final Map<String, WorkGroup> groups = new TreeMap<>();
  private final Clock clock;
  private final StateFile<AthenaState> file;

  WorkGroups(Clock clock, StateFile<AthenaState> file) {
    this.clock = clock;
    this.file = file;
    var enforcing = JSON.objectNode().put("EnforceWorkGroupConfiguration", false);
    groups.put(WorkGroup.PRIMARY, new WorkGroup(WorkGroup.PRIMARY, "", enforcing, clock.instant()));
    file.load()
        .ifPresent(state -> state.workGroups().forEach(group -> groups.put(group.name(), group)));
  }

  synchronized WorkGroup require(String name) {
    var group = groups.get(name);
    if (group == null) {
      throw Refusals.invalid("WorkGroup " + name + " is not found.");
    }
    return group;
  }

  synchronized JsonNode create(ObjectNode input) {
    var name = input.path("Name").asText("");
    if (!NAME.matcher(name).matches()) {
      throw Refusals.invalid("The workgroup name is not valid.");
    }
    if (groups.containsKey(name)) {
      throw Refusals.invalid("WorkGroup is already created");
    }
    var configuration = JSON.objectNode();
    configuration.put("EnforceWorkGroupConfiguration", true);
    configuration.put("PublishCloudWatchMetricsEnabled", true);
    if (input.path("Configuration") instanceof ObjectNode given) {
      configuration.setAll(given);
    }
    return put(
        new WorkGroup(name, input.path("Description").asText(""), configuration, clock.instant()));
  }

  synchronized JsonNode update(ObjectNode input) {
    var present = require(input.path("WorkGroup").asText(""));
    var configuration = present.configuration().deepCopy();
    input
        .path("ConfigurationUpdates")
        .properties()
        .forEach(
            change -> {
              switch (change.getKey()) {
                case "RemoveBytesScannedCutoffPerQuery" -> {
                  if (change.getValue().asBoolean()) {
                    configuration.remove("BytesScannedCutoffPerQuery");
                  }
                }
                case "ResultConfigurationUpdates" -> {
                  var results = configuration.withObject("ResultConfiguration");
                  var location = change.getValue().path("OutputLocation").asText("");
                  if (!location.isEmpty()) {
                    results.put("OutputLocation", location);
                  }
                }
                default -> configuration.set(change.getKey(), change.getValue());
              }
            });
    return put(
        new WorkGroup(
            present.name(),
            input.path("Description").asText(present.description()),
            configuration,
            present.createdAt()));
  }

  private JsonNode put(WorkGroup group) {
    if (group.scanLimit().isPresent() && group.scanLimit().getAsLong() < SMALLEST_LIMIT) {
      throw Refusals.invalid(
          "BytesScannedCutoffPerQuery must be greater than or equal to " + SMALLEST_LIMIT);
    }
    groups.put(group.name(), group);
    file.changed(
        () -> {
          synchronized (this) {
            return new AthenaState(new ArrayList<>(groups.values()));
          }
        });
    return JSON.objectNode();
  }

  JsonNode get(ObjectNode input) {
    var group = require(input.path("WorkGroup").asText(""));
    var configuration = group.configuration().deepCopy();
    var version = "Athena engine version 3";
    configuration.set(
        "EngineVersion",
        JSON.objectNode()
            .put("SelectedEngineVersion", "AUTO")
            .put("EffectiveEngineVersion", version));
    var answer = JSON.objectNode();
    var described = answer.putObject("WorkGroup");
    described
        .put("Name", group.name())
        .put("State", "ENABLED")
        .put("Description", group.description())
        .put("CreationTime", group.createdAt().toEpochMilli() / 1000.0)
        .set("Configuration", configuration);
    return answer;
  }

  void close() {
    file.close();
  }
}
