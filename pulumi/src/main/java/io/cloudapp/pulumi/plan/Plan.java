package io.cloudapp.pulumi.plan;

import com.pulumi.resources.Resource;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import io.cloudapp.pulumi.App;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a deployment would create, found out without an account by running the program. */
public final class Plan {

  private Plan() {}

  /** In the order in which the program makes them. */
  public static List<PlannedResource> of(StackSettings settings) {
    return run(settings).resources();
  }

  /**
   * What the program would make and tell.
   *
   * @param outputs name → value, with references as in {@link PlannedResource#inputs()}
   */
  record Run(List<PlannedResource> resources, Map<String, Object> outputs) {}

  static Run run(StackSettings settings) {
    var recorder = new Recorder(settings);
    var options =
        TestOptions.builder()
            .projectName("cloudapp")
            .stackName(settings.installation())
            .preview(false)
            .resourceTransformations(List.of(recorder::see))
            .build();
    try {
      var result =
          PulumiTest.withMocks(recorder)
              .withOptions(options)
              .runTest(context -> App.stack(settings).forEach(context::export))
              .throwOnError();
      var outputs = new TreeMap<String, Object>();
      result.outputs().forEach((name, value) -> outputs.put(name, PulumiTest.extractValue(value)));
      return new Run(resources(recorder), outputs);
    } finally {
      PulumiTest.cleanup();
    }
  }

  private static List<PlannedResource> resources(Recorder recorder) {
    var used = new HashMap<String, Set<String>>();
    for (var made : recorder.made()) {
      Reference.in(recorder.inputs(made.resource().pulumiResourceName()))
          .forEach(
              reference ->
                  used.computeIfAbsent(reference.name(), _ -> new TreeSet<>())
                      .add(reference.output()));
    }
    var planned = new ArrayList<PlannedResource>();
    for (var made : recorder.made()) {
      if (made.resource().pulumiResourceType().equals("pulumi:pulumi:Stack")) {
        continue;
      }
      var name = made.resource().pulumiResourceName();
      planned.add(
          new PlannedResource(
              made.resource().pulumiResourceType(),
              name,
              shown(recorder.inputs(name)),
              parent(made),
              dependsOn(made, recorder.inputs(name)),
              List.copyOf(used.getOrDefault(name, Set.of()))));
    }
    return planned;
  }

  private static Map<String, Object> shown(Map<String, Object> inputs) {
    var shown = new TreeMap<String, Object>();
    inputs.forEach(
        (key, value) -> {
          if (value != null && !key.startsWith("__")) {
            shown.put(key, Reference.shown(value));
          }
        });
    return shown;
  }

  private static String parent(Recorder.Made made) {
    return made.parent()
        .filter(parent -> !parent.pulumiResourceType().equals("pulumi:pulumi:Stack"))
        .map(Resource::pulumiResourceName)
        .orElse("");
  }

  private static List<String> dependsOn(Recorder.Made made, Map<String, Object> inputs) {
    var names = new LinkedHashSet<String>();
    PulumiTest.extractValue(made.dependsOn())
        .forEach(other -> names.add(other.pulumiResourceName()));
    Reference.in(inputs).forEach(reference -> names.add(reference.name()));
    return List.copyOf(names);
  }
}
