package io.cloudapp.services.edge;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;

/** A request that is refused with a problem document; thrown only inside the HTTP edge. */
public final class Refusal extends RuntimeException {

  private final transient Problem problem;

  public Refusal(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /**
   * @param detail a sentence that says what happened and what to do
   */
  public static Refusal of(ProblemType type, String detail) {
    return new Refusal(Problem.of(type, detail));
  }

  /**
   * @param field the JSON name of the field at fault
   */
  public static Refusal ofField(String field, String message) {
    return new Refusal(Problem.ofField(field, message));
  }

  Problem problem() {
    return problem;
  }
}
