package io.cloudapp.logic.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What a person asks for. */
sealed interface ExecutionRequest {

  int MAXIMUM_REASON = 200;

  ExecutionKind kind();

  /** Everything that makes the request what it is, in an order that never changes. */
  List<Object> parts();

  /** SHA-256 of the parts in hex, by which a repeated request is recognised. */
  default String fingerprint() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Json.mapper().writeValueAsBytes(parts())));
    } catch (NoSuchAlgorithmException | JsonProcessingException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256, and texts are JSON", impossible);
    }
  }

  /**
   * An instance of a configuration.
   *
   * @param testedVersion the version that an admin tries before users get it; empty for normal use
   * @param lifetimeHours at least 1; empty for the usual
   */
  record Provision(
      String configuration, Optional<Integer> testedVersion, Optional<Integer> lifetimeHours)
      implements ExecutionRequest {
    @Override
    public ExecutionKind kind() {
      return ExecutionKind.PROVISION;
    }

    @Override
    public List<Object> parts() {
      return testedVersion
          .map(version -> List.<Object>of("test", configuration, version))
          .or(() -> lifetimeHours.map(hours -> List.<Object>of("provision", configuration, hours)))
          .orElseGet(() -> List.of("provision", configuration));
    }
  }

  record Stop(String instanceId, boolean force, String reason) implements ExecutionRequest {
    @Override
    public ExecutionKind kind() {
      return ExecutionKind.STOP;
    }

    @Override
    public List<Object> parts() {
      return List.of("stop", instanceId, force, reason);
    }
  }

  /** The request, or what is wrong with it. */
  sealed interface Reading {
    record Good(ExecutionRequest request) implements Reading {}

    record Bad(List<FieldError> errors) implements Reading {
      public Bad {
        errors = List.copyOf(errors);
      }
    }
  }

  static Reading read(ObjectNode body) {
    var errors = new ArrayList<FieldError>();
    var kind = text(body, "kind");
    if (kind.filter("provision"::equals).isPresent()) {
      var configuration = text(body, "configuration");
      if (configuration.isEmpty()) {
        errors.add(new FieldError("configuration", "Name the configuration to create."));
      }
      var testedVersion = testedVersion(body, errors);
      var lifetime = body.path("lifetimeHours");
      if (isGiven(body, "lifetimeHours") && !isHours(lifetime)) {
        errors.add(new FieldError("lifetimeHours", "Send a whole number of hours, at least 1."));
      }
      if (testedVersion.isPresent() && isGiven(body, "lifetimeHours")) {
        errors.add(
            new FieldError("lifetimeHours", "A test ends after 15 minutes; leave this out."));
      }
      var hours = Optional.of(lifetime).filter(JsonNode::isInt).map(JsonNode::intValue);
      return reading(errors, new Provision(configuration.orElse(""), testedVersion, hours));
    }
    if (kind.filter("stop"::equals).isPresent()) {
      var instanceId = text(body, "instanceId");
      if (instanceId.isEmpty()) {
        errors.add(new FieldError("instanceId", "Name the instance to stop."));
      }
      if (isGiven(body, "force") && !body.get("force").isBoolean()) {
        errors.add(new FieldError("force", "Send true or false."));
      }
      var reason = isGiven(body, "reason") ? body.get("reason") : body.textNode("");
      if (!isReason(reason)) {
        errors.add(
            new FieldError(
                "reason", "Send one line of at most %d characters.".formatted(MAXIMUM_REASON)));
      }
      return reading(
          errors,
          new Stop(
              instanceId.orElse(""), body.path("force").asBoolean(false), reason.asText().strip()));
    }
    errors.add(new FieldError("kind", "Send \"provision\" or \"stop\"."));
    return new Reading.Bad(errors);
  }

  private static Optional<Integer> testedVersion(ObjectNode body, List<FieldError> errors) {
    var test = body.path("test");
    if (isGiven(body, "test") && !test.isBoolean()) {
      errors.add(new FieldError("test", "Send true or false."));
    }
    var version = body.path("version");
    if (!test.asBoolean(false)) {
      if (isGiven(body, "version")) {
        errors.add(new FieldError("version", "Only a test names a version; leave it out."));
      }
      return Optional.empty();
    }
    if (!version.isIntegralNumber() || !version.canConvertToInt() || version.intValue() < 1) {
      errors.add(new FieldError("version", "Send the version to test, for example 3."));
      return Optional.empty();
    }
    return Optional.of(version.intValue());
  }

  private static Reading reading(List<FieldError> errors, ExecutionRequest request) {
    return errors.isEmpty() ? new Reading.Good(request) : new Reading.Bad(errors);
  }

  private static boolean isGiven(ObjectNode body, String field) {
    return !body.path(field).isMissingNode() && !body.path(field).isNull();
  }

  private static boolean isHours(JsonNode hours) {
    return hours.isInt() && hours.intValue() >= 1;
  }

  private static boolean isReason(JsonNode reason) {
    return reason.isTextual()
        && reason.textValue().length() <= MAXIMUM_REASON
        && reason.textValue().chars().noneMatch(Character::isISOControl);
  }

  private static Optional<String> text(ObjectNode body, String field) {
    return Optional.ofNullable(body.path(field).textValue()).filter(value -> !value.isBlank());
  }
}
