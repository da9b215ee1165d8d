package io.cloudapp.functions.http;

import io.cloudapp.core.api.Problem;

/** A request that cannot be read; thrown only inside the HTTP edge. */
final class BadRequest extends RuntimeException {

  private final transient Problem problem;

  BadRequest(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
