package io.cloudapp.local.states.expression;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The syntax tree of one compiled expression. The library keeps it to itself, so it is read by
 * reflection, once for each compiled expression and never while one is evaluated.
 */
final class ExpressionTree {

  /** Operators that the library does otherwise than AWS. */
  private static final Set<String> ADAPTED = Set.of("/", "*", "%", "&");

  private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=");
  private static final Map<String, Field> FIELDS = fields(Parser.Symbol.class);
  private static final List<Field> CHILDREN =
      FIELDS.values().stream().filter(ExpressionTree::holdsSymbols).toList();
  private static final Field ROOT = fields(Jsonata.class).get("ast");

  private final Set<String> variables = new LinkedHashSet<>();
  private final Set<String> references = new LinkedHashSet<>();
  private final Set<String> statesFields = new LinkedHashSet<>();
  private final Set<String> comparisons = new LinkedHashSet<>();
  private final Map<Integer, String> functions = new HashMap<>();

  private ExpressionTree() {}

  /** Reads the tree, and lets operators go through {@link StatesFunctions}. */
  static ExpressionTree adapt(Jsonata compiled) {
    var tree = new ExpressionTree();
    var root = get(ROOT, compiled);
    tree.collect(root, new IdentityHashMap<>());
    tree.topLevel(root);
    return tree;
  }

  /** Names of variables mentioned anywhere, without the dollar sign. */
  Set<String> variables() {
    return variables;
  }

  /** What the expression reads from a context item, which Step Functions does not have. */
  Set<String> references() {
    return references;
  }

  /** Fields of {@code $states} it names; {@code *} when it takes {@code $states} as a whole. */
  Set<String> statesFields() {
    return statesFields;
  }

  /** The function called at a position of the source, which some messages have to name. */
  String functionAt(int position) {
    return functions.getOrDefault(
        position, functions.size() == 1 ? functions.values().iterator().next() : "");
  }

  /** The comparison operator, when the expression has only one; the library does not say which. */
  String comparison() {
    return comparisons.size() == 1 ? comparisons.iterator().next() : "";
  }

  private void collect(Object node, Map<Object, Boolean> seen) {
    switch (node) {
      case null -> {}
      case Parser.Symbol symbol -> {
        if (seen.put(symbol, true) == null) {
          note(symbol);
          CHILDREN.forEach(child -> collect(get(child, symbol), seen));
          adaptOperator(symbol);
        }
      }
      case Collection<?> nodes -> nodes.forEach(each -> collect(each, seen));
      case Object[] nodes -> Arrays.asList(nodes).forEach(each -> collect(each, seen));
      default -> {}
    }
  }

  private void note(Parser.Symbol symbol) {
    switch (type(symbol)) {
      case "variable" -> {
        variables.add(text(symbol, "value"));
        if (text(symbol, "value").equals("$")) {
          references.add("$$");
        }
      }
      case "function", "partial" -> {
        var procedure = (Parser.Symbol) value(symbol, "procedure");
        functions.put((Integer) value(symbol, "position"), text(procedure, "value"));
      }
      case "path" -> noteStates((List<?>) value(symbol, "steps"));
      case "binary" -> {
        if (COMPARISONS.contains(text(symbol, "value"))) {
          comparisons.add(text(symbol, "value"));
        }
      }
      default -> {}
    }
  }

  private void noteStates(List<?> steps) {
    if (steps.getFirst() instanceof Parser.Symbol first
        && type(first).equals("variable")
        && text(first, "value").equals("states")) {
      var named = steps.size() > 1 && type((Parser.Symbol) steps.get(1)).equals("name");
      statesFields.add(named ? text((Parser.Symbol) steps.get(1), "value") : "*");
    }
  }

  /**
   * Only the first step of a path reads the context item; every later one reads its predecessor.
   */
  private void topLevel(Object node) {
    switch (node) {
      case null -> {}
      case Parser.Symbol symbol -> topLevel(symbol);
      case Collection<?> nodes -> nodes.forEach(this::topLevel);
      case Object[] nodes -> Arrays.asList(nodes).forEach(this::topLevel);
      default -> {}
    }
  }

  private void topLevel(Parser.Symbol symbol) {
    switch (type(symbol)) {
      case "name" -> references.add(text(symbol, "value"));
      case "wildcard" -> references.add("*");
      case "descendant" -> references.add("**");
      case "variable" -> {
        switch (text(symbol, "value")) {
          case "" -> references.add("$");
          case "states" -> statesFields.add("*");
          default -> {}
        }
      }
      case "path" -> {
        if (((List<?>) value(symbol, "steps")).getFirst() instanceof Parser.Symbol first
            && !isStates(first)) {
          topLevel(first);
        }
      }
      case "lambda" -> topLevel(value(symbol, "body"));
      default ->
          List.of(
                  "lhs",
                  "rhs",
                  "arguments",
                  "expressions",
                  "expression",
                  "condition",
                  "then",
                  "_else",
                  "lhsObject",
                  "procedure")
              .forEach(child -> topLevel(value(symbol, child)));
    }
  }

  private static boolean isStates(Parser.Symbol symbol) {
    return type(symbol).equals("variable") && text(symbol, "value").equals("states");
  }

  private static void adaptOperator(Parser.Symbol symbol) {
    if (!type(symbol).equals("binary") || !ADAPTED.contains(text(symbol, "value"))) {
      return;
    }
    var procedure = symbol.create();
    set(procedure, "type", "variable");
    set(procedure, "value", text(symbol, "value"));
    List.of("lhs", "rhs", "predicate", "group").forEach(child -> set(procedure, child, null));
    set(symbol, "procedure", procedure);
    set(
        symbol,
        "arguments",
        new ArrayList<>(Arrays.asList(value(symbol, "lhs"), value(symbol, "rhs"))));
    set(symbol, "type", "function");
  }

  private static String type(Parser.Symbol symbol) {
    return text(symbol, "type");
  }

  private static String text(Parser.Symbol symbol, String name) {
    return symbol == null ? "" : String.valueOf(value(symbol, name));
  }

  private static Object value(Parser.Symbol symbol, String name) {
    return get(FIELDS.get(name), symbol);
  }

  private static Object get(Field field, Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException closed) {
      throw new IllegalStateException(closed);
    }
  }

  private static void set(Parser.Symbol symbol, String name, Object value) {
    try {
      FIELDS.get(name).set(symbol, value);
    } catch (IllegalAccessException closed) {
      throw new IllegalStateException(closed);
    }
  }

  private static boolean holdsSymbols(Field field) {
    return field.getType() == Parser.Symbol.class
        || field.getType() == List.class
        || field.getName().equals("expr");
  }

  private static Map<String, Field> fields(Class<?> owner) {
    var fields = new LinkedHashMap<String, Field>();
    for (var field : owner.getDeclaredFields()) {
      if (!field.isSynthetic()) {
        field.setAccessible(true);
        fields.put(field.getName(), field);
      }
    }
    return fields;
  }
}
