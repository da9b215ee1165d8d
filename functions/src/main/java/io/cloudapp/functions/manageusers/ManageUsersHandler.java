package io.cloudapp.functions.manageusers;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.user.UserFilter;
import io.cloudapp.functions.http.Answer;
import io.cloudapp.functions.http.HttpFunction;
import io.cloudapp.functions.http.HttpRequest;
import io.cloudapp.logic.people.ChangeUser;
import io.cloudapp.logic.people.CreateUser;
import io.cloudapp.logic.people.DeleteUser;
import io.cloudapp.logic.people.ImportUsers;
import io.cloudapp.logic.people.People;
import io.cloudapp.logic.people.PersonOutcome;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /users}: what admins see of users and do with their accounts. */
public final class ManageUsersHandler extends HttpFunction {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
  private static final int MAXIMUM_SEARCH = 100;

  @Inject People people;
  @Inject CreateUser createUser;
  @Inject ChangeUser changeUser;
  @Inject DeleteUser deleteUser;
  @Inject ImportUsers importUsers;

  public ManageUsersHandler() {}

  public ManageUsersHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected Answer answer(HttpRequest request) {
    return switch (request.route().orElseThrow()) {
      case LIST_USERS -> list(request);
      case CREATE_USER -> answer(createUser.create(request.person(), request.jsonBody()));
      case IMPORT_USERS -> importUsers(request);
      case READ_USER -> answer(deleteUser.read(id(request)));
      case CHANGE_USER ->
          answer(changeUser.change(request.person(), id(request), request.jsonBody()));
      case DELETE_USER -> answer(deleteUser.delete(request.person(), id(request)));
      case RESET_SECOND_FACTOR ->
          answer(changeUser.resetSecondFactor(request.person(), id(request)));
      default -> Answer.of(Problem.of(ProblemType.NOT_FOUND, "There is nothing at this address."));
    };
  }

  private Answer list(HttpRequest request) {
    var search = request.queryParameter("search").orElse("").strip();
    if (search.length() > MAXIMUM_SEARCH || search.indexOf('\0') >= 0) {
      return Answer.of(
          Problem.ofField("search", "Search for at most %d characters.".formatted(MAXIMUM_SEARCH)));
    }
    var filter =
        request
            .queryParameter("state")
            .filter(state -> !state.isEmpty())
            .map(UserFilter::of)
            .orElse(Optional.of(UserFilter.ALL));
    if (filter.isEmpty()) {
      return Answer.of(
          Problem.ofField(
              "state", "Send all, active, invited, disabled, admins or deleted, or leave it out."));
    }
    var limit =
        request
            .queryParameter("limit")
            .map(value -> NUMBER.matcher(value).matches() ? Integer.parseInt(value) : 0)
            .orElse(Page.DEFAULT_LIMIT);
    if (limit < 1 || limit > Page.MAXIMUM_LIMIT) {
      return Answer.of(
          Problem.ofField("limit", "Send a number from 1 to %d.".formatted(Page.MAXIMUM_LIMIT)));
    }
    var after = request.queryParameter("after").map(id -> id.replace("\0", ""));
    return Answer.ok(people.list(search, filter.get(), after, limit));
  }

  private Answer importUsers(HttpRequest request) {
    var dryRun = request.queryParameter("dryRun").orElse("false");
    if (!dryRun.equals("true") && !dryRun.equals("false")) {
      return Answer.of(Problem.ofField("dryRun", "Send true or false."));
    }
    return switch (importUsers.run(
        request.person(), request.textBody("text/csv"), dryRun.equals("true"))) {
      case ImportUsers.Refused(Problem problem) -> Answer.of(problem);
      case ImportUsers.Done(var report) -> Answer.ok(report);
    };
  }

  private static Answer answer(PersonOutcome outcome) {
    return switch (outcome) {
      case PersonOutcome.Found(var user) -> Answer.ok(user);
      case PersonOutcome.Changed(var user) -> Answer.ok(user);
      case PersonOutcome.Created(var created) ->
          new Answer(201, Map.of("location", "/users/" + created.user().id()), created);
      case PersonOutcome.Refused(Problem problem) -> Answer.of(problem);
    };
  }

  private static String id(HttpRequest request) {
    return request.pathParameter("id");
  }
}
