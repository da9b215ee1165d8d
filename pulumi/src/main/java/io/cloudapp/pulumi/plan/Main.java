package io.cloudapp.pulumi.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.json.Json;
import io.cloudapp.pulumi.CommonPool;
import io.cloudapp.pulumi.cost.CostReport;
import io.cloudapp.pulumi.settings.BadSetting;
import io.cloudapp.pulumi.settings.Preset;
import io.cloudapp.pulumi.settings.StackSettings;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code ./cloudapp plan}: prints what a deployment would create. */
public final class Main {

  private static final String USAGE =
      "Use: ./cloudapp plan [--preset small|production] [--set KEY=VALUE]... [--json | --cost]";

  private static final int GOOD = 0;
  private static final int BAD_INPUT = 2;

  private Main() {}

  public static void main(String[] arguments) throws JsonProcessingException {
    CommonPool.widen();
    // Pulumi's threads would keep the JVM alive.
    System.exit(run(arguments, System.out, System.err));
  }

  /** What to print of which stack. */
  private record Order(String preset, Map<String, String> values, boolean json, boolean cost) {

    static Order of(String[] arguments) {
      var json = false;
      var cost = false;
      var preset = "small";
      var values = new HashMap<String, String>();
      for (int index = 0; index < arguments.length; index++) {
        var option = arguments[index];
        switch (option) {
          case "--json" -> json = true;
          case "--cost" -> cost = true;
          case "--preset", "--set" -> {
            if (++index == arguments.length) {
              throw new BadSetting("The option " + option + " lacks its value. " + USAGE);
            }
            if (option.equals("--preset")) {
              preset = arguments[index];
            } else {
              add(values, arguments[index]);
            }
          }
          default -> throw new BadSetting("There is no option '" + option + "'. " + USAGE);
        }
      }
      if (json && cost) {
        throw new BadSetting("The options --json and --cost go not together. " + USAGE);
      }
      return new Order(preset, values, json, cost);
    }

    private static void add(Map<String, String> values, String text) {
      var end = text.indexOf('=');
      if (end < 1 || !text.substring(0, end).contains(":")) {
        throw new BadSetting(
            "The option --set takes KEY=VALUE, for example --set cloudapp:webMinimum=2, and not '%s'."
                .formatted(text));
      }
      values.put(text.substring(0, end), text.substring(end + 1));
    }

    StackSettings settings() {
      return Preset.of(preset).settings(values);
    }
  }

  /** The exit code: 0, or 2 when the person who asked has to change something. */
  static int run(String[] arguments, PrintStream out, PrintStream err)
      throws JsonProcessingException {
    try {
      var order = Order.of(arguments);
      out.println(text(order));
      return GOOD;
    } catch (BadSetting bad) {
      err.println("cloudapp: " + bad.getMessage());
      return BAD_INPUT;
    }
  }

  private static String text(Order order) throws JsonProcessingException {
    var settings = order.settings();
    if (order.cost()) {
      return CostReport.of(settings).text();
    }
    var run = Plan.run(settings);
    return order.json()
        ? Json.mapper().writeValueAsString(run.resources())
        : table(order.preset(), run);
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
}
