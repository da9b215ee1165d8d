package io.cloudapp.functions.manageprofile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.api.Route;
import io.cloudapp.functions.http.Answer;
import io.cloudapp.functions.http.HttpFunction;
import io.cloudapp.functions.http.HttpRequest;
import io.cloudapp.logic.profile.OwnKeys;
import io.cloudapp.logic.profile.ProfileOutcome;
import io.cloudapp.logic.profile.Profiles;
import io.cloudapp.logic.profile.SecondFactors;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code /profile} and {@code /second-factor}: what people see and change about themselves. */
public final class ManageProfileHandler extends HttpFunction {

  private static final String BEARER = "bearer ";

  private static final Set<String> CHANGEABLE = Set.of("timeZone", "language", "notifications");

  @Inject Profiles profiles;
  @Inject OwnKeys keys;
  @Inject SecondFactors secondFactors;

  public ManageProfileHandler() {}

  public ManageProfileHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected Answer answer(HttpRequest request) {
    return switch (route(request)) {
      case READ_PROFILE -> answer(profiles.read(request.person()));
      case CHANGE_PROFILE -> changeProfile(request);
      case ADD_KEY -> answer(keys.add(request.person(), request.jsonBody()));
      case REMOVE_KEY -> answer(keys.remove(request.person(), request.pathParameter("id")));
      case START_SECOND_FACTOR -> answer(secondFactors.start(signedIn(request)));
      case CONFIRM_SECOND_FACTOR -> confirmSecondFactor(request);
      case REMOVE_SECOND_FACTOR -> answer(secondFactors.remove(signedIn(request)));
      default -> Answer.of(Problem.of(ProblemType.NOT_FOUND, "There is nothing at this address."));
    };
  }

  private Answer changeProfile(HttpRequest request) {
    var change = request.jsonBody();
    if (change.isEmpty() || !CHANGEABLE.containsAll(fieldNames(change))) {
      return Answer.of(
          Problem.of(
              ProblemType.MALFORMED_REQUEST,
              "Send timeZone, language or notifications, and nothing else."));
    }
    return answer(profiles.changePreferences(request.person(), change));
  }

  private Answer confirmSecondFactor(HttpRequest request) {
    var code = request.jsonBody().path("code");
    if (!code.isTextual() || !code.textValue().matches("[0-9]{6}")) {
      return Answer.of(
          Problem.ofField("code", "Give the six digits that your authenticator app shows."));
    }
    return answer(secondFactors.confirm(signedIn(request), code.textValue()));
  }

  private static SecondFactors.SignedIn signedIn(HttpRequest request) {
    return new SecondFactors.SignedIn(request.person(), accessToken(request), request.signedInAt());
  }

  private static Answer answer(ProfileOutcome outcome) {
    return switch (outcome) {
      case ProfileOutcome.Shown(var profile) -> Answer.ok(profile);
      case ProfileOutcome.KeyAdded(var key) -> Answer.created("/profile/keys/" + key.id(), key);
      case ProfileOutcome.SecondFactorStarted(var secret) -> Answer.ok(secret);
      case ProfileOutcome.Done() -> Answer.noContent();
      case ProfileOutcome.Refused(Problem problem) -> Answer.of(problem);
    };
  }

  private static Set<String> fieldNames(ObjectNode object) {
    return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
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
