package io.cloudapp.local.athena.sql;

import io.cloudapp.local.athena.sql.FunctionSignature.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The functions that {@code functions.txt} translates. */
final class FunctionCatalogue {

  private static final String FILE = "/athena/functions.txt";
  private static final FunctionCatalogue ONLY = read();

  private final Map<String, List<FunctionSignature>> byName;

  private FunctionCatalogue(Map<String, List<FunctionSignature>> byName) {
    this.byName = byName;
  }

  static FunctionCatalogue get() {
    return ONLY;
  }

  /** All functions of a name, which is in lower case. */
  List<FunctionSignature> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  boolean isAggregate(String name) {
    return named(name).stream().anyMatch(signature -> signature.kind() == Kind.AGGREGATE);
  }

  private static FunctionCatalogue read() {
    var byName = new HashMap<String, List<FunctionSignature>>();
    try (var file = FunctionCatalogue.class.getResourceAsStream(FILE)) {
      new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(FunctionSignature::parse)
          .forEach(
              signature ->
                  byName.computeIfAbsent(signature.name(), _ -> new ArrayList<>()).add(signature));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new FunctionCatalogue(byName);
  }
}
