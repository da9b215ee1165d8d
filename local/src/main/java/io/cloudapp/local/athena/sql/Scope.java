package io.cloudapp.local.athena.sql;

import io.trino.sql.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The columns that an expression can name.
 *
 * @param outer of the query around this one
 */
record Scope(List<Field> fields, Optional<Scope> outer) {

  static final Scope EMPTY = new Scope(List.of(), Optional.empty());

  Scope {
    fields = List.copyOf(fields);
  }

  /**
   * A column in reach.
   *
   * @param qualifier the names that may stand before it, the last one being the table's; in lower
   *     case
   * @param name in lower case; empty for a column without a name
   */
  record Field(List<String> qualifier, String name, Expressed value) {

    Field {
      qualifier = List.copyOf(qualifier);
    }

    boolean answersTo(List<String> asked) {
      var prefix = asked.subList(0, asked.size() - 1);
      return name.equals(asked.getLast())
          && prefix.size() <= qualifier.size()
          && prefix.equals(qualifier.subList(qualifier.size() - prefix.size(), qualifier.size()));
    }

    Field qualified(List<String> newQualifier) {
      return new Field(newQualifier, name, value);
    }
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  Scope within(List<Field> inner) {
    return new Scope(inner, Optional.of(this));
  }

  Scope with(List<Field> more) {
    var all = new ArrayList<>(fields);
    all.addAll(more);
    return new Scope(all, outer);
  }

  /**
   * The column of that name.
   *
   * @param parts in lower case, the column's own name last
   */
  Expressed resolve(Node node, List<String> parts) {
    var found = fields.stream().filter(field -> field.answersTo(parts)).toList();
    if (found.size() > 1) {
      throw QueryFailure.at(
          node, "AMBIGUOUS_NAME", "Column '%s' is ambiguous".formatted(String.join(".", parts)));
    }
    if (found.size() == 1) {
      return found.getFirst().value();
    }
    return outer
        .map(scope -> scope.resolve(node, parts))
        .orElseThrow(
            () ->
                QueryFailure.at(
                    node,
                    "COLUMN_NOT_FOUND",
                    ("Column '%s' cannot be resolved or requester is not authorized to access"
                            + " requested resources")
                        .formatted(String.join(".", parts))));
  }
}
