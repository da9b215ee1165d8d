package io.cloudapp.functions.reveallogin;

import io.cloudapp.core.login.LoginDetails;
import io.cloudapp.functions.http.Answer;
import io.cloudapp.functions.http.HttpFunction;
import io.cloudapp.functions.http.HttpRequest;
import io.cloudapp.logic.instance.Outcome;
import io.cloudapp.logic.instance.RevealLogin;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/** Shows the login details of an instance to its owner, once. */
public final class RevealLoginHandler extends HttpFunction {

  @Inject RevealLogin revealLogin;

  public RevealLoginHandler() {}

  public RevealLoginHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected Answer answer(HttpRequest request) {
    var outcome = revealLogin.reveal(request.pathParameter("id"), request.person());
    return switch (outcome) {
      case Outcome.Done<LoginDetails>(var details) -> Answer.ok(details);
      case Outcome.Refused<LoginDetails>(var problem) -> Answer.of(problem);
    };
  }
}
