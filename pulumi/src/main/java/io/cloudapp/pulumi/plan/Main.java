package io.cloudapp.pulumi.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.json.Json;
import io.cloudapp.pulumi.cost.CostReport;
import io.cloudapp.pulumi.settings.BadSetting;
import io.cloudapp.pulumi.settings.Preset;
import java.util.stream.Collectors;

/** {@code ./cloudapp plan}: prints what a deployment would create. */
public final class Main {

  private static final String USAGE =
      "Use: ./cloudapp plan [--preset small|production] [--json | --cost]";

  private Main() {}

  public static void main(String[] arguments) throws JsonProcessingException {
    var json = false;
    var cost = false;
    var preset = "small";
    for (int index = 0; index < arguments.length; index++) {
      switch (arguments[index]) {
        case "--json" -> json = true;
        case "--cost" -> cost = true;
        case "--preset" -> {
          if (++index == arguments.length) {
            fail(USAGE);
          }
          preset = arguments[index];
        }
        default -> fail("There is no option '" + arguments[index] + "'. " + USAGE);
      }
    }
    try {
      var settings = Preset.of(preset).settings();
      if (cost) {
        System.out.println(CostReport.of(settings).text());
        System.exit(0);
      }
      var run = Plan.run(settings);
      System.out.println(
          json ? Json.mapper().writeValueAsString(run.resources()) : table(preset, run));
    } catch (BadSetting bad) {
      fail(bad.getMessage());
    }
    // Pulumi's threads would keep the JVM alive.
    System.exit(0);
  }

  private static String table(String preset, Plan.Run run) {
    var plan = run.resources();
    var components = plan.stream().filter(resource -> resource.parent().isEmpty()).toList();
    var text = new StringBuilder();
    for (var component : components) {
      text.append('\n').append(component.name()).append('\n');
      for (var resource : plan) {
        if (resource.parent().equals(component.name())) {
          text.append("  %-52s %s%n".formatted(resource.name(), kind(resource.type())));
        }
      }
    }
    text.append("\nTold at the end\n");
    run.outputs()
        .forEach(
            (name, value) ->
                text.append("  %-20s %s%n".formatted(name, indented(String.valueOf(value)))));
    var kinds =
        plan.stream()
            .filter(resource -> !resource.parent().isEmpty())
            .collect(Collectors.groupingBy(resource -> kind(resource.type())));
    return "%s%n%d resources of %d kinds in %d components (preset %s); nothing was created."
        .formatted(text, plan.size() - components.size(), kinds.size(), components.size(), preset);
  }

  private static String indented(String text) {
    return text.strip().replace("\n", "\n" + " ".repeat(23));
  }

  /** For example {@code sqs Queue} for {@code aws:sqs/queue:Queue}. */
  private static String kind(String type) {
    var parts = type.split(":");
    return parts[1].replaceFirst("/.*", "") + " " + parts[parts.length - 1];
  }

  private static void fail(String message) {
    System.err.println("cloudapp: " + message);
    System.exit(2);
  }
}
