package io.cloudapp.pulumi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.core.json.Json;
import io.cloudapp.pulumi.settings.Preset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What has to be true of the plan as a whole, and of every resource. */
class PlanTest {

  @ParameterizedTest
  @EnumSource
  void namesEachResourceOnceAndAfterTheInstallation(Preset preset) {
    assertThat(Stacks.of(preset))
        .extracting(PlannedResource::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.startsWith(preset.settings().installation() + "-"));
  }

  @ParameterizedTest
  @EnumSource
  void printsWhatItPromises(Preset preset) {
    JsonNode printed = Json.mapper().valueToTree(Stacks.of(preset));

    assertThat(printed).hasSizeGreaterThan(100);
    for (var resource : printed) {
      assertThat(resource.properties())
          .extracting(Map.Entry::getKey)
          .containsExactly("type", "name", "inputs", "parent", "dependsOn", "outputsUsed");
      assertThat(resource.path("type").asText()).matches("[a-z]+:[A-Za-z0-9/.-]+(:[A-Za-z0-9-]+)?");
      assertThat(resource.path("inputs").isObject()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void refersOnlyToResourcesOfThePlanAndComesAfterThem(Preset preset) {
    var made = new HashSet<String>();
    var byName =
        Stacks.of(preset).stream()
            .collect(Collectors.toMap(PlannedResource::name, Function.identity()));

    for (var resource : inOrder(Stacks.of(preset))) {
      assertThat(made).as(resource.name()).containsAll(resource.dependsOn());
      assertThat(resource.parent().isEmpty() || byName.containsKey(resource.parent())).isTrue();
      for (var reference : references(resource)) {
        assertThat(resource.dependsOn()).contains(reference.name());
        assertThat(byName.get(reference.name()).outputsUsed()).contains(reference.output());
      }
      made.add(resource.name());
    }
    assertThat(made).hasSameSizeAs(Stacks.of(preset));
  }

  @ParameterizedTest
  @EnumSource
  void hasEachFunctionOfTheCatalogueWithAnAlias(Preset preset) {
    assertThat(Stacks.of(preset, "aws:lambda/function:Function"))
        .extracting(function -> function.inputs().get("handler"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(CloudFunction.values()).map(CloudFunction::handler).toList());
    assertThat(Stacks.of(preset, "aws:lambda/alias:Alias")).hasSize(CloudFunction.values().length);
  }

  @ParameterizedTest
  @EnumSource
  void allowsNoActionByAStar(Preset preset) {
    assertThat(Stacks.statements(preset))
        .isNotEmpty()
        .allSatisfy(
            statement -> assertThat(statement.path("Action").toString()).doesNotContain("*"))
        .noneMatch(statement -> statement.has("NotAction"));
  }

  /** Two runs would write documents in two orders if a map decided, and each is a change. */
  @Test
  void writesDocumentsInOneOrder() {
    var policy = Stacks.of(Preset.SMALL, "aws:s3/bucketPolicy:BucketPolicy").getFirst();

    assertThat(policy.inputs().get("policy").toString())
        .startsWith("{\"Statement\":[{\"Action\":")
        .endsWith("],\"Version\":\"2012-10-17\"}");
  }

  /** The resources in an order in which they can be made; those of a circle are left out. */
  private static List<PlannedResource> inOrder(List<PlannedResource> plan) {
    var ordered = new ArrayList<PlannedResource>();
    var made = new HashSet<String>();
    var left = new ArrayList<>(plan);
    var progress = true;
    while (progress) {
      progress =
          left.removeIf(
              resource -> {
                var ready = made.containsAll(resource.dependsOn());
                if (ready) {
                  made.add(resource.name());
                  ordered.add(resource);
                }
                return ready;
              });
    }
    return ordered;
  }

  /** Those that are a value of their own, and those within texts. */
  private static List<Reference> references(PlannedResource resource) {
    JsonNode inputs = Json.mapper().valueToTree(resource.inputs());
    var references = new ArrayList<Reference>();
    for (var holder : inputs.findParents("ref")) {
      references.add(new Reference(holder.path("ref").asText(), holder.path("output").asText()));
    }
    references.addAll(Reference.in(resource.inputs()));
    return references;
  }
}
