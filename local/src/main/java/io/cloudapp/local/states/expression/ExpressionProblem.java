package io.cloudapp.local.states.expression;

/**
 * Why an expression cannot be part of a definition.
 *
 * @param code AWS's code, {@code INVALID_JSONATA_EXPRESSION} or {@code
 *     UNSUPPORTED_JSONATA_EXPRESSION}
 */
public record ExpressionProblem(String code, String message) {

  static ExpressionProblem invalid(String message) {
    return new ExpressionProblem("INVALID_JSONATA_EXPRESSION", message);
  }

  static ExpressionProblem unsupported(String message) {
    return new ExpressionProblem("UNSUPPORTED_JSONATA_EXPRESSION", message);
  }
}
