package io.cloudapp.local.states.expression;

/**
 * A field whose value could not be had: the state fails with {@code States.QueryEvaluationError}.
 */
public final class EvaluationFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String location;

  /**
   * @param location the field, for example {@code Output/a/b[0]}; empty when there is none
   */
  public EvaluationFailure(String location, String message) {
    super(message, null, false, false);
    this.location = location;
  }

  public String location() {
    return location;
  }
}
