package io.cloudapp.local.states.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.endpoint.AwsError;
import java.util.Optional;

/** The members of a request, with the refusals of AWS for those that are missing or too long. */
record RequestFields(ObjectNode request) {

  String required(String name, int longest) {
    return optional(name, longest)
        .orElseThrow(
            () ->
                invalid(
                    "Value null at '"
                        + name
                        + "' failed to satisfy constraint: Member must not be null"));
  }

  Optional<String> optional(String name, int longest) {
    var value = request.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new AwsError(400, "SerializationException", "'" + name + "' is not a string.");
    }
    if (value.textValue().length() > longest) {
      throw invalid(
          "Value at '"
              + name
              + "' failed to satisfy constraint: Member must have length less than or equal to "
              + longest);
    }
    return Optional.of(value.textValue());
  }

  Optional<JsonNode> node(String name) {
    return request.hasNonNull(name) ? Optional.of(request.get(name)) : Optional.empty();
  }

  /** {@code maxResults}, where 0 means as many as there may be. */
  int maxResults(int largest) {
    var value = request.path("maxResults");
    if (value.isMissingNode() || value.isNull()) {
      return largest;
    }
    if (!value.isInt() || value.intValue() < 0 || value.intValue() > largest) {
      throw invalid(
          "Value '"
              + value.asText()
              + "' at 'maxResults' failed to satisfy constraint:"
              + " Member must have value less than or equal to "
              + largest);
    }
    return value.intValue() == 0 ? largest : value.intValue();
  }

  static AwsError invalid(String message) {
    return new AwsError(400, "ValidationException", "1 validation error detected: " + message);
  }
}
