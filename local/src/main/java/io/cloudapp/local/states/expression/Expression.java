package io.cloudapp.local.states.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.List;

/** One JSONata expression of a definition, compiled once and evaluated by any number of threads. */
public final class Expression {

  private final String source;
  private final Jsonata compiled;
  private final ExpressionTree tree;
  private final String[] variables;
  private final boolean needsStates;
  private final boolean needsContext;
  private final boolean needsClock;

  private Expression(String source, Jsonata compiled, ExpressionTree tree) {
    this.source = source;
    this.compiled = compiled;
    this.tree = tree;
    this.needsStates = tree.variables().contains("states");
    this.needsContext =
        tree.statesFields().contains("context") || tree.statesFields().contains("*");
    this.needsClock = tree.variables().contains("now") || tree.variables().contains("millis");
    this.variables =
        tree.variables().stream().filter(name -> !name.equals("states")).toArray(String[]::new);
  }

  /** Whether a text of a definition is an expression: anything else is itself. */
  public static boolean isExpression(String text) {
    return text.length() >= 4 && text.startsWith("{%") && text.endsWith("%}");
  }

  /**
   * Compiles a text with its {@code {% %}}.
   *
   * @throws SyntaxError when it is no JSONata
   */
  public static Expression compile(String text) {
    var source = text.substring(2, text.length() - 2).strip();
    try {
      var compiled = Compiler.compile(source);
      return new Expression(source, compiled, ExpressionTree.adapt(compiled));
    } catch (JException syntax) {
      throw new SyntaxError(syntax.getMessage());
    } catch (RuntimeException syntax) {
      throw new SyntaxError(String.valueOf(syntax.getMessage()));
    }
  }

  /** A text between {@code {%} and {@code %}} that the JSONata parser refuses. */
  public static final class SyntaxError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SyntaxError(String message) {
      super(message, null, false, false);
    }

    public ExpressionProblem problem() {
      return ExpressionProblem.invalid(getMessage());
    }
  }

  /**
   * What AWS refuses in an expression that parses.
   *
   * @param withResult whether the field is evaluated when there is a result
   * @param withErrorOutput whether the field belongs to a Catch
   */
  public List<ExpressionProblem> problems(boolean withResult, boolean withErrorOutput) {
    var problems = new ArrayList<ExpressionProblem>();
    for (var reference : tree.references()) {
      problems.add(
          ExpressionProblem.unsupported(
              reference.equals("$$")
                  ? "Reference to '$$' is not supported."
                  : "Reference to '" + reference + "' at the top level is not supported."));
    }
    for (var field : tree.statesFields()) {
      var exists =
          switch (field) {
            case "input", "context", "*" -> true;
            case "result" -> withResult;
            case "errorOutput" -> withErrorOutput;
            default -> false;
          };
      if (!exists) {
        problems.add(
            ExpressionProblem.unsupported("Field '$states." + field + "' does not exist."));
      }
    }
    return problems;
  }

  public String source() {
    return source;
  }

  /**
   * Evaluates to JSON.
   *
   * @param location the field, for the failure's message
   * @throws EvaluationFailure when it throws, is undefined, or is a function
   */
  Object evaluate(Scope scope, String location) {
    Object result;
    Compiler.lendParser();
    try {
      result = compiled.evaluate(null, frame(scope));
    } catch (Exception | StackOverflowError | OutOfMemoryError failure) {
      throw failed(
          location, " threw an error during evaluation" + EvaluationMessage.of(failure, tree));
    }
    if (result == null) {
      throw failed(location, " returned nothing (undefined).");
    }
    try {
      return ExpressionResult.seal(result);
    } catch (ExpressionResult.Unsupported function) {
      throw failed(location, " returned an unsupported result type.");
    }
  }

  EvaluationFailure failed(String location, String what) {
    return new EvaluationFailure(
        location,
        "The JSONata expression '"
            + source
            + "' specified for the field '"
            + location
            + "'"
            + what);
  }

  private Jsonata.Frame frame(Scope scope) {
    var frame = new Jsonata.Frame(null);
    EvaluationBounds.bind(frame);
    if (needsStates) {
      frame.bind("states", (Object) scope.states(needsContext));
    }
    if (needsClock) {
      StatesFunctions.bindClock(frame, scope.clock().get());
    }
    for (var name : variables) {
      var value = scope.variables().get(name);
      if (value != null) {
        frame.bind(name, value);
      }
    }
    return frame;
  }
}
