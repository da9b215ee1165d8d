package io.cloudapp.local.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.AwsRequest;
import io.cloudapp.local.endpoint.AwsResponse;
import io.cloudapp.local.endpoint.AwsService;
import io.cloudapp.local.endpoint.JsonProtocol;
import io.cloudapp.local.snapshot.StateFile;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Glue's catalogue of databases and tables, which Athena reads. */
public final class GlueService implements AwsService, AutoCloseable {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String CATALOG = "000000000000";

  private final Map<String, GlueDatabase> databases = new TreeMap<>();
  private final Map<List<String>, GlueTable> tables =
      new TreeMap<>((one, other) -> String.join("\n", one).compareTo(String.join("\n", other)));
  private final Clock clock;
  private final StateFile<GlueState> file;
  private final JsonProtocol protocol =
      new JsonProtocol(
          "glue",
          "1.1",
          Map.of(
              "CreateDatabase", this::createDatabase,
              "GetDatabase", this::getDatabase,
              "DeleteDatabase", this::deleteDatabase,
              "CreateTable", this::createTable,
              "GetTable", this::getTable,
              "GetTables", this::getTables,
              "UpdateTable", this::updateTable,
              "DeleteTable", this::deleteTable));

  public GlueService(Clock clock, StateFile<GlueState> file) {
    this.clock = clock;
    this.file = file;
    file.load()
        .ifPresent(
            state -> {
              state.databases().forEach(database -> databases.put(database.name(), database));
              state.tables().forEach(this::put);
            });
  }

  @Override
  public String signingName() {
    return protocol.signingName();
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    return protocol.answer(request);
  }

  /** The table of that name, whatever its case. */
  public synchronized Optional<GlueTable> table(String database, String name) {
    return Optional.ofNullable(tables.get(key(database, name)));
  }

  public synchronized boolean hasDatabase(String name) {
    return databases.containsKey(lower(name));
  }

  private void put(GlueTable table) {
    tables.put(key(table.database(), table.name()), table);
  }

  private static List<String> key(String database, String table) {
    return List.of(lower(database), lower(table));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private synchronized JsonNode createDatabase(ObjectNode input) {
    var wanted = input.path("DatabaseInput");
    var name = lower(text(wanted, "Name"));
    if (databases.containsKey(name)) {
      throw new AwsError(400, "AlreadyExistsException", "Database already exists.");
    }
    databases.put(
        name, new GlueDatabase(name, wanted.path("Description").asText(), clock.instant()));
    return changed();
  }

  private synchronized JsonNode getDatabase(ObjectNode input) {
    var database = database(text(input, "Name"));
    return JSON.objectNode()
        .set(
            "Database",
            JSON.objectNode()
                .put("Name", database.name())
                .put("Description", database.description())
                .put("CreateTime", seconds(database.createdAt()))
                .put("CatalogId", CATALOG));
  }

  private synchronized JsonNode deleteDatabase(ObjectNode input) {
    var name = database(text(input, "Name")).name();
    databases.remove(name);
    tables.keySet().removeIf(key -> key.getFirst().equals(name));
    return changed();
  }

  private synchronized JsonNode createTable(ObjectNode input) {
    var database = database(text(input, "DatabaseName")).name();
    var wanted = table(input);
    if (tables.containsKey(key(database, wanted.path("Name").asText()))) {
      throw new AwsError(400, "AlreadyExistsException", "Table already exists.");
    }
    var now = clock.instant();
    put(new GlueTable(database, wanted, now, now));
    return changed();
  }

  private synchronized JsonNode updateTable(ObjectNode input) {
    var wanted = table(input);
    var present = require(text(input, "DatabaseName"), wanted.path("Name").asText());
    put(new GlueTable(present.database(), wanted, present.createdAt(), clock.instant()));
    return changed();
  }

  private static ObjectNode table(ObjectNode input) {
    if (!(input.path("TableInput") instanceof ObjectNode wanted)) {
      throw invalid("Table input is missing.");
    }
    var copy = wanted.deepCopy();
    copy.put("Name", lower(text(wanted, "Name")));
    return copy;
  }

  private synchronized JsonNode getTable(ObjectNode input) {
    return JSON.objectNode()
        .set("Table", json(require(text(input, "DatabaseName"), text(input, "Name"))));
  }

  private synchronized JsonNode getTables(ObjectNode input) {
    var database = database(text(input, "DatabaseName")).name();
    var answer = JSON.objectNode();
    var list = answer.putArray("TableList");
    tables.values().stream()
        .filter(table -> table.database().equals(database))
        .forEach(table -> list.add(json(table)));
    return answer;
  }

  private synchronized JsonNode deleteTable(ObjectNode input) {
    var present = require(text(input, "DatabaseName"), text(input, "Name"));
    tables.remove(key(present.database(), present.name()));
    return changed();
  }

  private static ObjectNode json(GlueTable table) {
    return table
        .input()
        .deepCopy()
        .put("DatabaseName", table.database())
        .put("CreateTime", seconds(table.createdAt()))
        .put("UpdateTime", seconds(table.updatedAt()))
        .put("CatalogId", CATALOG);
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1000.0;
  }

  private GlueDatabase database(String name) {
    return Optional.ofNullable(databases.get(lower(name)))
        .orElseThrow(() -> missing("Database " + lower(name) + " not found."));
  }

  private GlueTable require(String database, String name) {
    return table(database(database).name(), name)
        .orElseThrow(() -> missing("Table " + lower(name) + " not found."));
  }

  private static AwsError missing(String message) {
    return new AwsError(400, "EntityNotFoundException", message);
  }

  private static AwsError invalid(String message) {
    return new AwsError(400, "InvalidInputException", message);
  }

  private static String text(JsonNode input, String name) {
    var value = input.path(name).asText("");
    if (value.isEmpty() || value.length() > 255) {
      throw invalid(
          "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must have"
                  .formatted(name)
              + " length between 1 and 255");
    }
    return value;
  }

  private JsonNode changed() {
    file.changed(
        () -> {
          synchronized (this) {
            return new GlueState(
                new ArrayList<>(databases.values()), new ArrayList<>(tables.values()));
          }
        });
    return JSON.objectNode();
  }

  /** Writes what is not written yet. */
  @Override
  public void close() {
    file.close();
  }
}
