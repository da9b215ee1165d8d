package io.cloudapp.local.ssm;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Parameter Store as LocalCloud answers for it: the public AMI aliases and one's own parameters.
 */
public final class SsmService implements AwsService, AutoCloseable {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.\\-/]{1,1011}");
  private static final int LONGEST_VALUE = 4096;
  private static final int LARGEST_PAGE = 10;

  private final TreeMap<String, Parameter> parameters = new TreeMap<>();
  private final Clock clock;
  private final StateFile<SsmState> file;
  private final JsonProtocol protocol =
      new JsonProtocol(
          "ssm",
          "1.1",
          Map.of(
              "GetParameter", this::getParameter,
              "GetParameters", this::getParameters,
              "GetParametersByPath", this::getParametersByPath,
              "PutParameter", this::putParameter,
              "DeleteParameter", this::deleteParameter));

  /**
   * @param published values of public parameters by their names, which begin with {@code
   *     /aws/service/}
   */
  public SsmService(Clock clock, Map<String, String> published, StateFile<SsmState> file) {
    this.clock = clock;
    this.file = file;
    file.load()
        .ifPresent(state -> state.parameters().forEach(kept -> parameters.put(kept.name(), kept)));
    published.forEach(
        (name, value) ->
            parameters.put(name, new Parameter(name, "String", value, 1, clock.instant())));
  }

  @Override
  public String signingName() {
    return protocol.signingName();
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    return protocol.answer(request);
  }

  /** Calls an operation without HTTP. */
  public JsonNode call(String operation, ObjectNode input) {
    return protocol.call(operation, input);
  }

  private synchronized JsonNode getParameter(ObjectNode input) {
    return JSON.objectNode().set("Parameter", json(require(text(input, "Name")), input));
  }

  private synchronized JsonNode getParameters(ObjectNode input) {
    var names = new ArrayList<String>();
    input.path("Names").forEach(name -> names.add(name.asText()));
    if (names.isEmpty() || names.size() > LARGEST_PAGE) {
      throw invalid(
          "1 validation error detected: Value at 'names' failed to satisfy constraint: Member must"
              + " have length between 1 and 10");
    }
    var answer = JSON.objectNode();
    var found = answer.putArray("Parameters");
    var unknown = answer.putArray("InvalidParameters");
    for (var name : names) {
      var parameter = parameters.get(name);
      if (parameter == null) {
        unknown.add(name);
      } else {
        found.add(json(parameter, input));
      }
    }
    return answer;
  }

  private synchronized JsonNode getParametersByPath(ObjectNode input) {
    var path = text(input, "Path");
    if (!path.startsWith("/")) {
      throw invalid("The parameter path must begin with a slash.");
    }
    int size = input.path("MaxResults").asInt(LARGEST_PAGE);
    if (size < 1 || size > LARGEST_PAGE) {
      throw invalid("MaxResults must be between 1 and 10.");
    }
    var prefix = path.endsWith("/") ? path : path + "/";
    boolean recursive = input.path("Recursive").asBoolean(false);
    var after = input.path("NextToken").asText("");
    var below = new ArrayList<Parameter>();
    for (var parameter : parameters.subMap(prefix, prefix + Character.MAX_VALUE).values()) {
      boolean isDirect = parameter.name().indexOf('/', prefix.length()) < 0;
      if ((recursive || isDirect) && parameter.name().compareTo(after) > 0) {
        below.add(parameter);
      }
    }
    var answer = JSON.objectNode();
    var page = below.subList(0, Math.min(size, below.size()));
    var found = answer.putArray("Parameters");
    page.forEach(parameter -> found.add(json(parameter, input)));
    if (page.size() < below.size()) {
      answer.put("NextToken", page.getLast().name());
    }
    return answer;
  }

  private synchronized JsonNode putParameter(ObjectNode input) {
    var name = text(input, "Name");
    var value = text(input, "Value");
    if (!NAME.matcher(name).matches() || (name.indexOf('/') >= 0 && !name.startsWith("/"))) {
      throw invalid("Parameter name must be a fully qualified name.");
    }
    if (name.matches("/?(?i:aws|ssm).*")) {
      throw new AwsError(
          400, "AccessDeniedException", "No access to reserved parameter name: " + name + ".");
    }
    if (value.length() > LONGEST_VALUE) {
      throw invalid(
          "Standard tier parameters support a maximum parameter value of 4096 characters.");
    }
    var present = parameters.get(name);
    if (present != null && !input.path("Overwrite").asBoolean(false)) {
      throw new AwsError(
          400,
          "ParameterAlreadyExists",
          "The parameter already exists. To overwrite this value, set the overwrite option in the"
              + " request to true.");
    }
    var type = input.path("Type").asText(present == null ? "String" : present.type());
    if (!List.of("String", "StringList", "SecureString").contains(type)) {
      throw invalid("The parameter type " + type + " is not supported.");
    }
    int version = present == null ? 1 : present.version() + 1;
    parameters.put(name, new Parameter(name, type, value, version, clock.instant()));
    file.changed(this::state);
    return JSON.objectNode().put("Version", version).put("Tier", "Standard");
  }

  private synchronized JsonNode deleteParameter(ObjectNode input) {
    parameters.remove(require(text(input, "Name")).name());
    file.changed(this::state);
    return JSON.objectNode();
  }

  private Parameter require(String name) {
    var parameter = parameters.get(name);
    if (parameter == null) {
      throw new AwsError(400, "ParameterNotFound", "Parameter " + name + " not found.");
    }
    return parameter;
  }

  private static String text(ObjectNode input, String name) {
    var value = input.path(name).asText("");
    if (value.isEmpty()) {
      throw invalid(
          "1 validation error detected: Value at '%s%s' failed to satisfy constraint: Member must"
                  .formatted(Character.toLowerCase(name.charAt(0)), name.substring(1))
              + " not be null");
    }
    return value;
  }

  private static AwsError invalid(String message) {
    return new AwsError(400, "ValidationException", message);
  }

  private static ObjectNode json(Parameter parameter, ObjectNode input) {
    boolean hidden =
        parameter.type().equals("SecureString") && !input.path("WithDecryption").asBoolean(false);
    return JSON.objectNode()
        .put("Name", parameter.name())
        .put("Type", parameter.type())
        .put("Value", hidden ? "encrypted" : parameter.value())
        .put("Version", parameter.version())
        .put("LastModifiedDate", parameter.changedAt().toEpochMilli() / 1000.0)
        .put("DataType", parameter.value().startsWith("ami-") ? "aws:ec2:image" : "text")
        .put("ARN", arn(parameter.name()));
  }

  private static String arn(String name) {
    var account = name.startsWith("/aws/") ? "" : "000000000000";
    return "arn:aws:ssm:eu-west-1:%s:parameter%s%s"
        .formatted(account, name.startsWith("/") ? "" : "/", name);
  }

  private synchronized SsmState state() {
    return new SsmState(
        parameters.values().stream()
            .filter(parameter -> !parameter.name().startsWith("/aws/"))
            .toList());
  }

  /** Writes what is not written yet. */
  @Override
  public void close() {
    file.close();
  }
}
