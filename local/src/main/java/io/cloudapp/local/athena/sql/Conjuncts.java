package io.cloudapp.local.athena.sql;

import io.trino.sql.tree.DefaultTraversalVisitor;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.ExistsPredicate;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.LambdaExpression;
import io.trino.sql.tree.LogicalExpression;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.SubqueryExpression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The conditions that all have to hold for a condition to hold. */
final class Conjuncts {

  private Conjuncts() {}

  static List<Expression> of(Expression condition) {
    return flat(condition).toList();
  }

  private static Stream<Expression> flat(Expression condition) {
    return condition instanceof LogicalExpression logical
            && logical.getOperator() == LogicalExpression.Operator.AND
        ? logical.getTerms().stream().flatMap(Conjuncts::flat)
        : Stream.of(condition);
  }

  /** Whether an expression names columns, and none but these, which are given in SQL. */
  static boolean nameOnly(Expression expression, List<String> columns, Scope scope) {
    var names = new Names();
    names.process(expression);
    if (names.more || names.found.isEmpty()) {
      return false;
    }
    var sql = new HashSet<String>();
    names.found.forEach(parts -> sql.add(scope.resolve(expression, parts).sql()));
    return Set.copyOf(columns).containsAll(sql);
  }

  private static final class Names extends DefaultTraversalVisitor<Void> {

    private final List<List<String>> found = new ArrayList<>();
    private boolean more;

    @Override
    protected Void visitIdentifier(Identifier node, Void context) {
      found.add(List.of(Scope.lower(node.getValue())));
      return null;
    }

    @Override
    protected Void visitDereferenceExpression(DereferenceExpression node, Void context) {
      var name = DereferenceExpression.getQualifiedName(node);
      if (name == null) {
        more = true;
      } else {
        found.add(name.getParts().stream().map(Scope::lower).toList());
      }
      return null;
    }

    @Override
    protected Void visitSubqueryExpression(SubqueryExpression node, Void context) {
      return more(node);
    }

    @Override
    protected Void visitExists(ExistsPredicate node, Void context) {
      return more(node);
    }

    @Override
    protected Void visitLambdaExpression(LambdaExpression node, Void context) {
      return more(node);
    }

    private Void more(Node node) {
      more = true;
      return null;
    }
  }
}
