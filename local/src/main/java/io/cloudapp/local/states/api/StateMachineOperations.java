package io.cloudapp.local.states.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.states.definition.Diagnostic;
import io.cloudapp.local.states.definition.InvalidDefinition;
import io.cloudapp.local.states.definition.StateMachineDefinition;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** The operations on state machines. */
final class StateMachineOperations {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int LONGEST_DEFINITION = 1_048_576;
  private static final int LONGEST_ARN = 256;
  private static final int PAGE = 1_000;
  private static final int DIAGNOSTICS = 100;

  private final StateMachines machines;
  private final Names names;
  private final Predicate<String> hasLogGroup;

  StateMachineOperations(StateMachines machines, Names names, Predicate<String> hasLogGroup) {
    this.machines = machines;
    this.names = names;
    this.hasLogGroup = hasLogGroup;
  }

  Map<String, Function<ObjectNode, JsonNode>> table() {
    return Map.ofEntries(
        Map.entry("CreateStateMachine", this::create),
        Map.entry("UpdateStateMachine", this::update),
        Map.entry("DeleteStateMachine", this::delete),
        Map.entry("DescribeStateMachine", this::describe),
        Map.entry("ListStateMachines", this::list),
        Map.entry("ListStateMachineVersions", request -> none(request, "stateMachineVersions")),
        Map.entry("ListStateMachineAliases", request -> none(request, "stateMachineAliases")),
        Map.entry("ValidateStateMachineDefinition", this::validate),
        Map.entry("ListTagsForResource", this::listTags),
        Map.entry("TagResource", this::tag),
        Map.entry("UntagResource", this::untag));
  }

  private JsonNode create(ObjectNode request) {
    var fields = new RequestFields(request);
    var name = Names.checked(fields.required("name", 4_096));
    var text = fields.required("definition", LONGEST_DEFINITION);
    var role = Names.arn(fields.required("roleArn", LONGEST_ARN));
    refuseStandard(fields.optional("type", 32).orElse("STANDARD"));
    refuseUnkept(request);
    var logging = LoggingConfiguration.read(fields.node("loggingConfiguration"), hasLogGroup);
    var machine =
        machines.create(
            new StateMachine(
                names.machine(name),
                name,
                definition(text),
                role,
                logging.described(),
                logging.settings(),
                isTraced(fields).orElse(false),
                tags(request.path("tags")),
                Instant.now()));
    return JSON.objectNode()
        .put("creationDate", seconds(machine.created()))
        .put("stateMachineArn", machine.arn());
  }

  private static void refuseStandard(String type) {
    switch (type) {
      case "EXPRESS" -> {}
      case "STANDARD" ->
          throw new AwsError(
              400,
              "ValidationException",
              "LocalCloud runs EXPRESS state machines only; create it with type EXPRESS (STANDARD"
                  + " is the default).");
      default ->
          throw RequestFields.invalid(
              "Value '"
                  + type
                  + "' at 'type' failed to satisfy constraint:"
                  + " Member must satisfy enum value set: [STANDARD, EXPRESS]");
    }
  }

  /** What would be forgotten is refused, so that nobody relies on it. */
  private static void refuseUnkept(ObjectNode request) {
    if (request.path("publish").asBoolean(false) || request.hasNonNull("versionDescription")) {
      throw new AwsError(
          400,
          "ValidationException",
          "LocalCloud keeps no versions of state machines; leave publish and versionDescription"
              + " out.");
    }
    var encryption = request.path("encryptionConfiguration").path("type").asText("AWS_OWNED_KEY");
    if (!encryption.equals("AWS_OWNED_KEY")) {
      throw new AwsError(
          400,
          "InvalidEncryptionConfiguration",
          "LocalCloud has no KMS keys; the type of encryptionConfiguration must be AWS_OWNED_KEY.");
    }
  }

  /** There are no versions and no aliases, which infrastructure tools ask for nevertheless. */
  private JsonNode none(ObjectNode request, String list) {
    machines.get(new RequestFields(request).required("stateMachineArn", LONGEST_ARN));
    var answer = JSON.objectNode();
    answer.putArray(list);
    return answer;
  }

  private static StateMachineDefinition definition(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_DEFINITION) {
      throw RequestFields.invalid(
          "Value at 'definition' failed to satisfy constraint: Member must have length less than or"
              + " equal to "
              + LONGEST_DEFINITION);
    }
    try {
      return StateMachineDefinition.parse(text);
    } catch (InvalidDefinition refused) {
      throw new AwsError(400, "InvalidDefinition", refused.getMessage());
    }
  }

  private static Optional<Boolean> isTraced(RequestFields fields) {
    return fields.node("tracingConfiguration").map(node -> node.path("enabled").asBoolean(false));
  }

  private JsonNode update(ObjectNode request) {
    var fields = new RequestFields(request);
    var arn = fields.required("stateMachineArn", LONGEST_ARN);
    machines.get(arn);
    refuseUnkept(request);
    var text = fields.optional("definition", LONGEST_DEFINITION);
    var role = fields.optional("roleArn", LONGEST_ARN).map(Names::arn);
    var logging = fields.node("loggingConfiguration");
    var traced = isTraced(fields);
    if (text.isEmpty() && role.isEmpty() && logging.isEmpty() && traced.isEmpty()) {
      throw new AwsError(
          400,
          "MissingRequiredParameter",
          "Either the definition, the role ARN, the LoggingConfiguration, or the"
              + " TracingConfiguration must be specified");
    }
    var parsed = text.map(StateMachineOperations::definition);
    var configured =
        logging.map(given -> LoggingConfiguration.read(Optional.of(given), hasLogGroup));
    machines.change(
        arn,
        old ->
            new StateMachine(
                old.arn(),
                old.name(),
                parsed.orElse(old.definition()),
                role.orElse(old.roleArn()),
                configured.map(LoggingConfiguration::described).orElse(old.logging()),
                configured.map(LoggingConfiguration::settings).orElse(old.log()),
                traced.orElse(old.isTraced()),
                old.tags(),
                old.created()));
    return JSON.objectNode()
        .put("revisionId", UUID.randomUUID().toString())
        .put("updateDate", seconds(Instant.now()));
  }

  private JsonNode delete(ObjectNode request) {
    machines.delete(new RequestFields(request).required("stateMachineArn", LONGEST_ARN));
    return JSON.objectNode();
  }

  private JsonNode describe(ObjectNode request) {
    var machine = machines.get(new RequestFields(request).required("stateMachineArn", LONGEST_ARN));
    var described =
        JSON.objectNode()
            .put("creationDate", seconds(machine.created()))
            .put("definition", machine.definition().text());
    described.set("loggingConfiguration", machine.logging());
    described
        .put("name", machine.name())
        .put("roleArn", machine.roleArn())
        .put("stateMachineArn", machine.arn())
        .put("status", "ACTIVE");
    described.putObject("tracingConfiguration").put("enabled", machine.isTraced());
    return described.put("type", "EXPRESS");
  }

  private JsonNode list(ObjectNode request) {
    var fields = new RequestFields(request);
    var after = fields.optional("nextToken", 1_024).orElse("");
    if (!after.isEmpty() && !after.startsWith("arn:")) {
      throw new AwsError(400, "InvalidToken", "Invalid Token: '" + after + "'");
    }
    var limit = fields.maxResults(PAGE);
    var all =
        machines.list().stream().filter(machine -> machine.arn().compareTo(after) > 0).toList();
    var answer = JSON.objectNode();
    var page = answer.putArray("stateMachines");
    for (var machine : all.subList(0, Math.min(limit, all.size()))) {
      page.addObject()
          .put("creationDate", seconds(machine.created()))
          .put("name", machine.name())
          .put("stateMachineArn", machine.arn())
          .put("type", "EXPRESS");
    }
    if (all.size() > limit) {
      answer.put("nextToken", all.get(limit - 1).arn());
    }
    return answer;
  }

  private JsonNode validate(ObjectNode request) {
    var fields = new RequestFields(request);
    var text = fields.required("definition", LONGEST_DEFINITION);
    var limit = fields.maxResults(DIAGNOSTICS);
    fields
        .optional("type", 32)
        .filter(type -> !type.equals("STANDARD"))
        .ifPresent(StateMachineOperations::refuseStandard);
    var found = diagnostics(text);
    var answer = JSON.objectNode();
    var diagnostics = answer.putArray("diagnostics");
    for (var diagnostic : found.subList(0, Math.min(limit, found.size()))) {
      var shown = diagnostics.addObject().put("code", diagnostic.code());
      diagnostic.location().ifPresent(location -> shown.put("location", location));
      shown.put("message", diagnostic.message()).put("severity", "ERROR");
    }
    return answer
        .put("result", found.isEmpty() ? "OK" : "FAIL")
        .put("truncated", found.size() > limit);
  }

  private static List<Diagnostic> diagnostics(String text) {
    try {
      StateMachineDefinition.parse(text);
      return List.of();
    } catch (InvalidDefinition refused) {
      return refused.diagnostics();
    }
  }

  private JsonNode listTags(ObjectNode request) {
    var answer = JSON.objectNode();
    var tags = answer.putArray("tags");
    tagged(request)
        .tags()
        .forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    return answer;
  }

  private JsonNode tag(ObjectNode request) {
    machines.change(
        tagged(request).arn(),
        machine -> {
          var tags = new LinkedHashMap<>(machine.tags());
          tags.putAll(tags(request.path("tags")));
          return machine.withTags(tags);
        });
    return JSON.objectNode();
  }

  private JsonNode untag(ObjectNode request) {
    machines.change(
        tagged(request).arn(),
        machine -> {
          var tags = new LinkedHashMap<>(machine.tags());
          request.path("tagKeys").forEach(key -> tags.remove(key.asText()));
          return machine.withTags(tags);
        });
    return JSON.objectNode();
  }

  private StateMachine tagged(ObjectNode request) {
    var arn = Names.arn(new RequestFields(request).required("resourceArn", LONGEST_ARN));
    try {
      return machines.get(arn);
    } catch (AwsError unknown) {
      throw new AwsError(400, "ResourceNotFound", "Resource not found: '" + arn + "'");
    }
  }

  private static Map<String, String> tags(JsonNode given) {
    var tags = new LinkedHashMap<String, String>();
    given.forEach(tag -> tags.put(tag.path("key").asText(), tag.path("value").asText()));
    return Map.copyOf(tags);
  }

  /** A time as the JSON protocol has it: seconds since 1970, to the millisecond. */
  static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), 3);
  }
}
