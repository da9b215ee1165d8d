package io.cloudapp.local.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.endpoint.AwsError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Lists secrets by name, filtered and in pages. */
final class SecretList {

  private static final int LARGEST = 100;

  private SecretList() {}

  /**
   * @param byName in the order of their names
   */
  static ObjectNode page(ObjectNode input, List<Secret> byName) {
    int size = input.path("MaxResults").asInt(LARGEST);
    if (size < 1 || size > LARGEST) {
      throw SecretInput.invalid("MaxResults must be between 1 and 100.");
    }
    var after = input.path("NextToken").asText("");
    if (!after.isEmpty() && !after.startsWith("after:")) {
      throw new AwsError(400, "InvalidNextTokenException", "The NextToken value is invalid.");
    }
    var last = after.isEmpty() ? "" : after.substring("after:".length());
    boolean withDeleted = input.path("IncludePlannedDeletion").asBoolean(false);
    var found = new ArrayList<Secret>();
    for (var secret : byName) {
      if ((withDeleted || !secret.isDeleted())
          && secret.name().compareTo(last) > 0
          && passesAll(input.path("Filters"), secret)) {
        found.add(secret);
      }
    }
    var answer = JsonNodeFactory.instance.objectNode();
    var items = answer.putArray("SecretList");
    var page = found.subList(0, Math.min(size, found.size()));
    page.forEach(secret -> items.add(SecretJson.listed(secret)));
    if (page.size() < found.size()) {
      answer.put("NextToken", "after:" + page.getLast().name());
    }
    return answer;
  }

  private static boolean passesAll(JsonNode filters, Secret secret) {
    for (var filter : filters) {
      var present = values(filter.path("Key").asText(), secret);
      boolean passes = false;
      for (var wanted : filter.path("Values")) {
        passes |= matches(wanted.asText(), present);
      }
      if (!passes) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(String wanted, Collection<String> present) {
    return wanted.startsWith("!")
        ? present.stream().noneMatch(value -> value.startsWith(wanted.substring(1)))
        : present.stream().anyMatch(value -> value.startsWith(wanted));
  }

  private static Collection<String> values(String key, Secret secret) {
    return switch (key) {
      case "name" -> List.of(secret.name());
      case "description" -> List.of(secret.description());
      case "tag-key" -> secret.tags().keySet();
      case "tag-value" -> secret.tags().values();
      case "all" -> {
        var all = new ArrayList<>(List.of(secret.name(), secret.description()));
        all.addAll(secret.tags().keySet());
        all.addAll(secret.tags().values());
        yield all;
      }
      default -> throw SecretInput.invalid("The filter key " + key + " is not valid.");
    };
  }
}
