package io.cloudapp.local.states.definition;

import io.cloudapp.local.states.definition.Fields.Moment;
import io.cloudapp.local.states.expression.Expression;
import io.cloudapp.local.states.expression.Template;
import io.cloudapp.local.states.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one state. */
final class StateParser {

  private static final int LONGEST_SECONDS = 99_999_999;
  private static final List<String> JSONPATH_FIELDS =
      List.of(
          "InputPath",
          "OutputPath",
          "ResultPath",
          "ResultSelector",
          "Parameters",
          "Result",
          "ItemsPath",
          "MaxConcurrencyPath",
          "ToleratedFailureCountPath",
          "ToleratedFailurePercentagePath",
          "TimeoutSecondsPath",
          "HeartbeatSecondsPath",
          "SecondsPath",
          "TimestampPath",
          "ErrorPath",
          "CausePath");
  private static final Map<String, List<String>> OWN_FIELDS =
      Map.of(
          "Task",
          List.of(
              "Next",
              "End",
              "Assign",
              "Output",
              "Resource",
              "Arguments",
              "TimeoutSeconds",
              "HeartbeatSeconds",
              "Retry",
              "Catch",
              "Credentials"),
          "Parallel",
          List.of("Next", "End", "Assign", "Output", "Branches", "Arguments", "Retry", "Catch"),
          "Map",
          List.of(
              "Next",
              "End",
              "Assign",
              "Output",
              "Items",
              "ItemSelector",
              "ItemProcessor",
              "Iterator",
              "MaxConcurrency",
              "Retry",
              "Catch",
              "ToleratedFailureCount",
              "ToleratedFailurePercentage"),
          "Choice",
          List.of("Assign", "Output", "Choices", "Default"),
          "Wait",
          List.of("Next", "End", "Assign", "Output", "Seconds", "Timestamp"),
          "Pass",
          List.of("Next", "End", "Assign", "Output"),
          "Succeed",
          List.of("Output"),
          "Fail",
          List.of("Error", "Cause"));
  private static final List<String> DISTRIBUTED_FIELDS =
      List.of("ItemReader", "ItemBatcher", "ResultWriter", "Label");
  private static final Set<String> INTEGRATIONS =
      Set.of(
          "lambda:invoke",
          "apigateway:invoke",
          "sqs:sendMessage",
          "sns:publish",
          "states:startExecution",
          "events:putEvents");

  private final DefinitionParser definition;
  private final String name;
  private final Fields fields;

  StateParser(DefinitionParser definition, String name, Fields fields) {
    this.definition = definition;
    this.name = name;
    this.fields = fields;
  }

  Optional<State> parse() {
    fields.require("Type");
    var type = fields.text("Type").orElse("");
    if (!OWN_FIELDS.containsKey(type)) {
      if (fields.has("Type")) {
        fields.refuse(
            "Type",
            "The field 'Type' should have one of these values:"
                + " [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]");
      }
      return Optional.empty();
    }
    checkLanguage();
    checkFields(type);
    return Optional.ofNullable(
        switch (type) {
          case "Task" -> task();
          case "Parallel" -> parallel();
          case "Map" -> map();
          case "Choice" -> choice();
          case "Wait" -> waiting();
          case "Pass" -> new State.Pass(name, fields.effects(Moment.BEFORE_RESULT), next());
          case "Succeed" -> new State.Succeed(name, fields.effects(Moment.BEFORE_RESULT));
          default ->
              new State.Fail(
                  name, fields.textOrExpression("Error"), fields.textOrExpression("Cause"));
        });
  }

  private void checkLanguage() {
    if (!definition.isJsonata(fields)) {
      fields.refuse(
          definition.isJsonataMachine()
              ? "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine"
              : "LocalCloud runs JSONata states only; this one is JSONPath");
      return;
    }
    for (var field : JSONPATH_FIELDS) {
      if (fields.has(field)) {
        fields.refuse(
            "The QueryLanguage is set to 'JSONata', but field '"
                + field
                + "' is only supported for the 'JSONPath' QueryLanguage");
      }
    }
    DefinitionParser.checkLanguage(fields);
  }

  private void checkFields(String type) {
    var unsupported = new LinkedHashSet<>(fields.object().keySet());
    unsupported.removeAll(List.of("Type", "Comment", "QueryLanguage"));
    unsupported.removeAll(OWN_FIELDS.get(type));
    unsupported.removeAll(JSONPATH_FIELDS);
    for (var field : List.of("TimeoutSeconds", "Catch", "Retry")) {
      if (unsupported.remove(field)) {
        fields.refuse("Field '" + field + "' is not supported");
      }
    }
    for (var field : unsupported) {
      fields.refuse(
          type.equals("Map") && DISTRIBUTED_FIELDS.contains(field)
              ? "Field '"
                  + field
                  + "' is only supported for a Map in DISTRIBUTED mode,"
                  + " which Express state machines do not have"
              : "Field '" + field + "' is not supported");
    }
  }

  private Optional<String> next() {
    if (Boolean.TRUE.equals(fields.raw("End"))) {
      fields.onlyOneOf("Next", "End");
    }
    if (fields.has("End") && !(fields.raw("End") instanceof Boolean)) {
      fields.refuse("End", "Expected value of type [BOOLEAN]");
    } else if (!fields.has("Next") && !Boolean.TRUE.equals(fields.raw("End"))) {
      fields.refuse("There should be one of the following fields: [Next, End]");
    }
    return fields.text("Next");
  }

  private State task() {
    fields.require("Resource");
    var resource = fields.text("Resource").flatMap(this::resource);
    var timeout = fields.integerOrExpression("TimeoutSeconds", 1, LONGEST_SECONDS);
    var heartbeat = fields.integerOrExpression("HeartbeatSeconds", 1, LONGEST_SECONDS);
    if (literal(timeout) instanceof Integer limit
        && literal(heartbeat) instanceof Integer beat
        && beat >= limit) {
      fields.refuse("HeartbeatSeconds must be smaller than TimeoutSeconds");
    }
    if (fields.raw("Credentials") instanceof JsonObject credentials
        && !credentials.containsKey("RoleArn")) {
      fields.refuse("Credentials", "The field 'RoleArn' is required but was missing");
    }
    var arguments = fields.template("Arguments", Moment.BEFORE_RESULT);
    var retriers = new ResilienceParser(fields).retriers();
    var catchers = new ResilienceParser(fields).catchers();
    var effects = fields.effects(Moment.WITH_RESULT);
    var next = next();
    return resource
        .map(
            found ->
                new State.Task(
                    name, found, arguments, timeout, heartbeat, retriers, catchers, effects, next))
        .orElse(null);
  }

  private static Object literal(Optional<Template> template) {
    return template.orElse(null) instanceof Template.Literal literal ? literal.value() : "";
  }

  private Optional<TaskResource> resource(String arn) {
    if (arn.contains(".sync")) {
      fields.refuse(
          "Resource", "Express state machine does not support '.sync' service integration");
      return Optional.empty();
    }
    if (arn.endsWith(".waitForTaskToken")) {
      // AWS's own sentence ends with a space.
      fields.refuse(
          "Resource",
          "Express state machine does not support '.waitForTaskToken' service integration ");
      return Optional.empty();
    }
    if (arn.contains(":activity:")) {
      fields.refuse("Resource", "Express state machine does not support Activity ARN");
      return Optional.empty();
    }
    var resource = TaskResource.read(arn);
    var isKnown =
        switch (resource.orElse(null)) {
          case null -> false;
          case TaskResource.Function function -> true;
          case TaskResource.Service service ->
              service.isSdk() || INTEGRATIONS.contains(service.service() + ":" + service.action());
        };
    if (!isKnown) {
      fields.refuse(
          "Resource",
          "The resource provided "
              + arn
              + " is not recognized. The value is not a valid resource ARN,"
              + " or the resource is not available in this region.");
      return Optional.empty();
    }
    return resource;
  }

  private State parallel() {
    fields.require("Branches");
    if (fields.raw("Branches") instanceof List<?> branches && branches.isEmpty()) {
      fields.refuse("Branches", "Value cannot be empty");
    }
    var branches = new ArrayList<StateGraph>();
    for (var branch : fields.objects("Branches")) {
      branches.add(definition.nested(branch, branch.path()));
    }
    var arguments = fields.template("Arguments", Moment.BEFORE_RESULT);
    var retriers = new ResilienceParser(fields).retriers();
    var catchers = new ResilienceParser(fields).catchers();
    return new State.Parallel(
        name,
        List.copyOf(branches),
        arguments,
        retriers,
        catchers,
        fields.effects(Moment.WITH_RESULT),
        next());
  }

  private State map() {
    // The field's name from before there was ItemProcessor, which AWS still takes.
    var field = fields.has("Iterator") ? "Iterator" : "ItemProcessor";
    fields.require(field);
    var items = items();
    var processor =
        fields
            .object(field)
            .map(object -> new Fields(object, fields.at(field), "", fields.diagnostics()))
            .map(
                nested -> {
                  checkMode(nested);
                  return definition.nested(nested, nested.path());
                });
    var selector = fields.template("ItemSelector", Moment.BEFORE_RESULT);
    var concurrency = fields.integerOrExpression("MaxConcurrency", 0, Integer.MAX_VALUE);
    // AWS takes these on an inline Map too, where they change nothing.
    fields.integerOrExpression("ToleratedFailureCount", 0, Integer.MAX_VALUE);
    fields.integerOrExpression("ToleratedFailurePercentage", 0, 100);
    var retriers = new ResilienceParser(fields).retriers();
    var catchers = new ResilienceParser(fields).catchers();
    var effects = fields.effects(Moment.WITH_RESULT);
    var next = next();
    return processor
        .map(
            graph ->
                new State.Map(
                    name, items, selector, graph, concurrency, retriers, catchers, effects, next))
        .orElse(null);
  }

  private Optional<Template> items() {
    var value = fields.object().get("Items");
    if (value != null
        && !(value instanceof List)
        && !(value instanceof String text && Expression.isExpression(text))) {
      fields.refuse("Items", "Expected value of type [ARRAY] or a JSONata expression");
    }
    return fields.template("Items", Moment.BEFORE_RESULT);
  }

  private static void checkMode(Fields processor) {
    var isDistributed =
        processor.raw("ProcessorConfig") instanceof JsonObject config
            && "DISTRIBUTED".equals(config.get("Mode"));
    if (isDistributed) {
      processor.refuse(
          "ProcessorConfig/Mode",
          "Express state machine does not support 'DISTRIBUTED' mode of Map");
    }
  }

  private State choice() {
    fields.require("Choices");
    if (fields.raw("Choices") instanceof List<?> choices && choices.isEmpty()) {
      fields.refuse("Choices", "Value cannot be empty");
    }
    var rules = new ArrayList<ChoiceRule>();
    for (var rule : fields.objects("Choices")) {
      rule.require("Condition", "Next");
      rule.allow(Set.of("Condition", "Next", "Assign", "Output", "Comment"));
      checkCondition(rule);
      rules.add(
          new ChoiceRule(
              rule.template("Condition", Moment.BEFORE_RESULT).orElse(new Template.Literal(true)),
              rule.text("Next").orElse(""),
              rule.effects(Moment.BEFORE_RESULT)));
    }
    return new State.Choice(
        name, List.copyOf(rules), fields.text("Default"), fields.effects(Moment.BEFORE_RESULT));
  }

  private static void checkCondition(Fields rule) {
    var condition = rule.object().get("Condition");
    if (condition != null
        && !(condition instanceof Boolean)
        && !(condition instanceof String text && Expression.isExpression(text))) {
      rule.refuse("Condition", "Expected value of type [BOOLEAN] or a JSONata expression");
    }
  }

  private State waiting() {
    fields.onlyOneOf("Seconds", "Timestamp");
    if (!fields.has("Seconds") && !fields.has("Timestamp")) {
      fields.refuse("There should be one of the following fields: [Seconds, Timestamp]");
    }
    fields
        .text("Timestamp")
        .filter(text -> !Expression.isExpression(text) && !isTimestamp(text))
        .ifPresent(text -> fields.refuse("Timestamp", "String does not match RFC3339 timestamp"));
    return new State.Wait(
        name,
        fields.integerOrExpression("Seconds", 0, LONGEST_SECONDS),
        fields.textOrExpression("Timestamp"),
        fields.effects(Moment.BEFORE_RESULT),
        next());
  }

  private static boolean isTimestamp(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeParseException other) {
      return false;
    }
  }
}
