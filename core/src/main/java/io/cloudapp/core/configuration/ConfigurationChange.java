package io.cloudapp.core.configuration;

import io.cloudapp.core.configuration.Configuration.IngressRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A field in which two versions of a configuration differ.
 *
 * @param field its name in the API, for example {@code disk.sizeGigabytes}
 * @param lines what went and what came, one line for each text or element
 */
public record ConfigurationChange(String field, List<ChangedLine> lines) {

  /** The fields in the order in which the form has them; a list is one line an element. */
  private static final List<Field> FIELDS =
      List.of(
          text("description", Configuration::description),
          new Field("access", ConfigurationChange::access),
          text("ami", Configuration::ami),
          text("loginUser", Configuration::loginUser),
          text("instanceType", Configuration::instanceType),
          text("disk.sizeGigabytes", it -> String.valueOf(it.disk().sizeGigabytes())),
          text("disk.type", it -> it.disk().type()),
          new Field("packages", Configuration::packages),
          new Field("setupScript", it -> it.setupScript().lines().toList()),
          new Field("ingress", it -> it.ingress().stream().map(ConfigurationChange::rule).toList()),
          text("maximumLifetimeHours", it -> String.valueOf(it.maximumLifetimeHours())),
          new Field("quotaPerUser", it -> it.quotaPerUser().map(String::valueOf).stream().toList()),
          new Field(
              "tags",
              it ->
                  it.tags().entrySet().stream()
                      .map(tag -> tag.getKey() + "=" + tag.getValue())
                      .toList()));

  public ConfigurationChange {
    lines = List.copyOf(lines);
  }

  /** Every field in which they differ; none when they are the same recipe. */
  public static List<ConfigurationChange> between(Configuration before, Configuration after) {
    var changes = new ArrayList<ConfigurationChange>();
    for (var field : FIELDS) {
      field.change(before, after).ifPresent(changes::add);
    }
    return changes;
  }

  private record Field(String name, Function<Configuration, List<String>> lines) {

    private Optional<ConfigurationChange> change(Configuration before, Configuration after) {
      var old = lines.apply(before);
      var changed = lines.apply(after);
      return old.equals(changed)
          ? Optional.empty()
          : Optional.of(new ConfigurationChange(name, ChangedLine.between(old, changed)));
    }
  }

  private static Field text(String name, Function<Configuration, String> text) {
    return new Field(name, text.andThen(List::of));
  }

  private static List<String> access(Configuration configuration) {
    return configuration.access().everyone()
        ? List.of("everyone")
        : List.copyOf(configuration.access().groups());
  }

  private static String rule(IngressRule rule) {
    return "%d %s %s".formatted(rule.port(), rule.cidr(), rule.description()).strip();
  }
}
