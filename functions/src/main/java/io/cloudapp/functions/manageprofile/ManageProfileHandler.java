package io.cloudapp.functions.manageprofile;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.api.Route;
import io.cloudapp.functions.http.Answer;
import io.cloudapp.functions.http.HttpFunction;
import io.cloudapp.functions.http.HttpRequest;
import io.cloudapp.logic.profile.Profiles;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** {@code /profile} and {@code /second-factor}: what people see and change about themselves. */
public final class ManageProfileHandler extends HttpFunction {

  private static final String BEARER = "bearer ";

  @Inject Profiles profiles;

  public ManageProfileHandler() {}

  public ManageProfileHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected Answer answer(HttpRequest request) {
    return switch (route(request)) {
      case READ_PROFILE -> answer(profiles.read(request.person()));
      case CHANGE_PROFILE -> changeProfile(request);
      case START_SECOND_FACTOR ->
          answer(profiles.startSecondFactor(request.person(), accessToken(request)));
      case CONFIRM_SECOND_FACTOR -> confirmSecondFactor(request);
      default -> Answer.of(Problem.of(ProblemType.NOT_FOUND, "There is nothing at this address."));
    };
  }

  private Answer changeProfile(HttpRequest request) {
    var publicKey = request.jsonBody().path("publicKey");
    if (!publicKey.isTextual() && !publicKey.isNull()) {
      return Answer.of(
          Problem.ofField("publicKey", "Send an OpenSSH public key, or null to remove yours."));
    }
    return answer(
        profiles.changePublicKey(request.person(), Optional.ofNullable(publicKey.textValue())));
  }

  private Answer confirmSecondFactor(HttpRequest request) {
    var code = request.jsonBody().path("code");
    if (!code.isTextual() || !code.textValue().matches("[0-9]{6}")) {
      return Answer.of(
          Problem.ofField("code", "Give the six digits that your authenticator app shows."));
    }
    return answer(
        profiles.confirmSecondFactor(request.person(), accessToken(request), code.textValue()));
  }

  private static Answer answer(Profiles.Outcome outcome) {
    return switch (outcome) {
      case Profiles.Shown(var profile) -> Answer.ok(profile);
      case Profiles.Started(var secret) -> Answer.ok(secret);
      case Profiles.Confirmed() -> Answer.noContent();
      case Profiles.Refused(Problem problem) -> Answer.of(problem);
    };
  }

  private static Route route(HttpRequest request) {
    return Arrays.stream(Route.values())
        .filter(route -> route.routeKey().equals(request.routeKey()))
        .findFirst()
        .orElseThrow();
  }

  /** The token that API Gateway's authorizer let through. */
  private static String accessToken(HttpRequest request) {
    var header = request.header("authorization").orElseThrow();
    return header.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? header.substring(BEARER.length()).strip()
        : header;
  }
}
