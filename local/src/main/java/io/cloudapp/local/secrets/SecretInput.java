package io.cloudapp.local.secrets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.endpoint.AwsError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Reads and checks what requests to Secrets Manager carry. */
final class SecretInput {

  private static final int MOST_BYTES = 65_536;
  private static final int SHORTEST_TOKEN = 32;
  private static final int LONGEST_TOKEN = 64;

  private SecretInput() {}

  static String text(ObjectNode input, String name) {
    var value = input.path(name).asText("");
    if (value.isEmpty()) {
      throw invalid("You must provide a value for the " + name + " parameter.");
    }
    return value;
  }

  static AwsError invalid(String message) {
    return new AwsError(400, "InvalidParameterException", message);
  }

  /** The value the request carries, under the id of its token; empty when it carries none. */
  static Optional<SecretVersion> version(ObjectNode input, Set<String> stages, Instant now) {
    var text = input.path("SecretString").asText("");
    var binary = input.path("SecretBinary").asText("");
    if (!text.isEmpty() && !binary.isEmpty()) {
      throw invalid("You can't specify both a binary secret value and a string secret value.");
    }
    if (text.isEmpty() && binary.isEmpty()) {
      return Optional.empty();
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES
        || binary.length() > MOST_BYTES / 3 * 4 + 4) {
      throw invalid("The secret value is larger than " + MOST_BYTES + " bytes.");
    }
    var token = input.path("ClientRequestToken").asText(UUID.randomUUID().toString());
    if (token.length() < SHORTEST_TOKEN || token.length() > LONGEST_TOKEN) {
      throw invalid("ClientRequestToken must be 32-64 characters long.");
    }
    return Optional.of(new SecretVersion(token, text, binary, stages, now));
  }

  static Map<String, String> tags(ObjectNode input) {
    var tags = new TreeMap<String, String>();
    for (var tag : input.path("Tags")) {
      var key = tag.path("Key").asText("");
      if (key.isEmpty() || key.length() > 128 || key.startsWith("aws:")) {
        throw invalid("A tag key has 1 to 128 characters and does not begin with aws:.");
      }
      if (tags.put(key, tag.path("Value").asText("")) != null) {
        throw invalid("The tag key " + key + " is given twice.");
      }
    }
    return tags;
  }
}
