package io.cloudapp.pulumi.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the values of one namespace, each with a sentence for when it cannot be used. */
final class ConfigurationValues {

  private final String namespace;
  private final Function<String, Optional<String>> values;

  /**
   * @param values full key ({@code cloudapp:domain}) → value
   */
  ConfigurationValues(String namespace, Function<String, Optional<String>> values) {
    this.namespace = namespace;
    this.values = values;
  }

  Optional<String> find(String key) {
    return values.apply(namespace + ":" + key).map(String::strip).filter(value -> !value.isEmpty());
  }

  /**
   * @param meaning what it is, with an example; ends the sentence "Set …, "
   */
  String require(String key, Pattern pattern, String meaning) {
    var value = find(key).orElseThrow(() -> bad(key, "is missing", meaning));
    if (!pattern.matcher(value).matches()) {
      throw bad(key, "is \"" + value + "\", which cannot be used", meaning);
    }
    return value;
  }

  Optional<String> optional(String key, Pattern pattern, String meaning) {
    return find(key).map(_ -> require(key, pattern, meaning));
  }

  int number(String key, int otherwise, int minimum, int maximum, String meaning) {
    return (int) decimal(key, otherwise, minimum, maximum, 1, meaning);
  }

  /**
   * @param step what the value has to be a multiple of
   */
  double decimal(
      String key, double otherwise, double minimum, double maximum, double step, String meaning) {
    var text = find(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      var value = Double.parseDouble(text.get());
      if (value >= minimum && value <= maximum && Math.rint(value / step) * step == value) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, with what a good value looks like.
    }
    throw bad(
        key,
        "is \"" + text.get() + "\", which cannot be used",
        "%s, %s to %s".formatted(meaning, plain(minimum), plain(maximum)));
  }

  boolean flag(String key, boolean otherwise, String meaning) {
    return find(key)
        .map(
            value ->
                switch (value) {
                  case "true" -> true;
                  case "false" -> false;
                  default ->
                      throw bad(
                          key,
                          "is \"" + value + "\", which cannot be used",
                          "true or false: " + meaning);
                })
        .orElse(otherwise);
  }

  /**
   * @param read what an item stands for, or a {@link BadSetting}
   */
  <T> List<T> list(String key, Function<String, T> read) {
    return find(key).stream()
        .flatMap(value -> Arrays.stream(value.replaceAll("[\\[\\]\"]", "").split("[,\\s]+")))
        .filter(item -> !item.isEmpty())
        .map(read)
        .toList();
  }

  BadSetting bad(String key, String what, String meaning) {
    return new BadSetting(
        "%s:%s %s. Set %s, for example: pulumi config set %s:%s <value>"
            .formatted(namespace, key, what, meaning, namespace, key));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
