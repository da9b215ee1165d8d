package io.cloudapp.webapp.api;

import io.cloudapp.core.api.Problem;

/** The API refused a call that the page cannot do without. */
public final class ApiRefusal extends RuntimeException {

  private final transient Problem problem;

  ApiRefusal(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
