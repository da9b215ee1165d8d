package io.cloudapp.pulumi.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.json.Json;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which keys a stack's configuration has; Pulumi's own interface only tells values of known ones.
 */
final class GivenKeys {

  /** Where Pulumi's engine puts the configuration for every program that it starts. */
  private static final String VARIABLE = "PULUMI_CONFIG";

  private GivenKeys() {}

  /** Empty where nothing is known of it; then a misspelt key is not found. */
  static Set<String> of(Map<String, String> environment) {
    try {
      var keys = new TreeSet<String>();
      Json.mapper()
          .readTree(environment.getOrDefault(VARIABLE, "{}"))
          .fieldNames()
          .forEachRemaining(keys::add);
      return keys;
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException(VARIABLE + " is no JSON", unreadable);
    }
  }
}
