package io.cloudapp.pulumi.workflows;

import com.pulumi.core.Output;
import io.cloudapp.core.api.StateMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A machine's definition with its placeholders, <code>${Name}</code>. */
record Definition(StateMachine machine, String text) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");

  static Definition read(StateMachine machine) {
    var file = "/statemachines/" + machine.machineName() + ".asl.json";
    try (var stream = Definition.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException(file + " is missing on the class path");
      }
      return new Definition(machine, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  Set<String> placeholders() {
    var names = new TreeSet<String>();
    PLACEHOLDER.matcher(text).results().forEach(match -> names.add(match.group(1)));
    return names;
  }

  /**
   * @param values what each placeholder stands for; a placeholder without one is our mistake
   */
  Output<String> filled(Map<String, Output<String>> values) {
    var names = List.copyOf(placeholders());
    for (var name : names) {
      if (!values.containsKey(name)) {
        throw new IllegalStateException(
            "Nobody fills ${%s} of %s".formatted(name, machine.machineName()));
      }
    }
    return Output.all(names.stream().map(values::get).toList())
        .applyValue(
            resolved -> {
              var filled = text;
              for (int index = 0; index < names.size(); index++) {
                filled = filled.replace("${" + names.get(index) + "}", resolved.get(index));
              }
              return filled;
            });
  }
}
