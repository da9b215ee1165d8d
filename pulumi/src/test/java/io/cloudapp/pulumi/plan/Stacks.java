package io.cloudapp.pulumi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.pulumi.settings.Preset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The plans of the presets, made once for all tests. */
public final class Stacks {

  private Stacks() {}

  public static List<PlannedResource> of(Preset preset) {
    return Plans.of(preset).resources();
  }

  /** Those of a type; a rule about nothing would hold whatever the stack is. */
  public static List<PlannedResource> of(Preset preset, String type) {
    var found = of(preset).stream().filter(resource -> resource.type().equals(type)).toList();
    assertThat(found).as(type).isNotEmpty();
    return found;
  }

  /** Every statement of the roles' policies. */
  static List<ObjectNode> statements(Preset preset) {
    return Stream.of("aws:iam/rolePolicy:RolePolicy", "aws:iam/policy:Policy")
        .flatMap(type -> of(preset).stream().filter(resource -> resource.type().equals(type)))
        .map(resource -> json(resource.inputs().get("policy")).path("Statement"))
        .flatMap(all -> StreamSupport.stream(all.spliterator(), false))
        .map(ObjectNode.class::cast)
        .toList();
  }

  /** A document within an input. */
  static JsonNode json(Object text) {
    try {
      return Json.mapper().readTree(text.toString());
    } catch (IOException noJson) {
      throw new UncheckedIOException(noJson);
    }
  }

  /** An input as the plan prints it. */
  static JsonNode input(PlannedResource resource, String name) {
    return Json.mapper().valueToTree(resource.inputs().get(name));
  }

  static boolean isReference(JsonNode value, String type, Preset preset) {
    return of(preset, type).stream()
        .anyMatch(resource -> resource.name().equals(value.path("ref").asText()));
  }
}
