package io.cloudapp.webapp.user;

import io.cloudapp.core.user.CreatedUser;
import io.cloudapp.core.user.UserDetails;
import io.cloudapp.core.user.UserDetails.OwnedInstance;
import io.cloudapp.core.user.UserFilter;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.page.Choice;
import io.cloudapp.webapp.page.Notice;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
import io.cloudapp.webapp.session.Form;
import io.cloudapp.webapp.session.SecondFactor;
import io.cloudapp.webapp.session.Session;
import io.cloudapp.webapp.user.Users.NewUser;
import io.cloudapp.webapp.user.Users.UserChange;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.uri.UriBuilder;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The users: their list, a new one, and the page of each. */
@SecondFactor
@Controller("/admin/users")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class UserController {

  private static final String HOME = "/admin/users";
  private static final String DEFAULT_QUOTA = "3";

  /** Without JavaScript the page of a user who is being deleted reloads itself. */
  private static final String REFRESH_SECONDS = "3";

  private final Users users;
  private final UserViews views;
  private final AdminTokens tokens;
  private final Texts texts;
  private final Pages pages;

  UserController(Users users, UserViews views, AdminTokens tokens, Texts texts, Pages pages) {
    this.users = users;
    this.views = views;
    this.tokens = tokens;
    this.texts = texts;
    this.pages = pages;
  }

  @Get
  HttpResponse<?> list(
      HttpRequest<?> request,
      Session session,
      @QueryValue("search") Optional<String> search,
      @QueryValue("state") Optional<String> state,
      @QueryValue("after") Optional<String> after) {
    var wanted = search.orElse("").strip();
    // What a page cannot offer is somebody's own idea: everyone is shown.
    var filter = state.flatMap(UserFilter::of).orElse(UserFilter.ALL);
    var page = users.list(tokens.of(session), wanted, filter.slug(), after);
    return pages.show(
        request,
        "user/list",
        Map.of(
            "users", page.items().stream().map(views::of).toList(),
            "counts", page.counts(),
            "search", wanted,
            "state", filter.slug(),
            "states", Arrays.stream(UserFilter.values()).map(this::choice).toList(),
            "path", path(wanted, filter),
            "next", page.next().orElse(""),
            "first", after.isEmpty()));
  }

  @Get("/new")
  HttpResponse<?> form(HttpRequest<?> request, Session session) {
    tokens.of(session);
    return newPage(
        request, HttpStatus.OK, new NewUser("", "", DEFAULT_QUOTA, false), Refusal.none());
  }

  @Post("/new")
  HttpResponse<?> create(HttpRequest<?> request, Session session, Form form) {
    var user =
        new NewUser(
            form.text("username"),
            form.text("email"),
            number(form.text("quota")),
            form.text("admin").equals("true"));
    return switch (users.create(tokens.of(session), user)) {
      case ApiAnswer.Given<CreatedUser>(CreatedUser created) -> created(request, created);
      case ApiAnswer.Refused<CreatedUser>(var problem) ->
          newPage(request, HttpStatus.valueOf(problem.status()), user, Refusal.of(problem));
    };
  }

  @Get("/{id}")
  HttpResponse<?> user(HttpRequest<?> request, Session session, String id) {
    return userPage(
        request, HttpStatus.OK, session, users.read(tokens.of(session), id), Refusal.none());
  }

  /** The part of a user's page that changes while they are being deleted. */
  @Get("/{id}/deletion")
  HttpResponse<?> deletion(HttpRequest<?> request, Session session, String id) {
    var details = users.read(tokens.of(session), id);
    return pages.show(request, "user/deletion", model(session, details, Refusal.none()));
  }

  @Post("/{id}")
  HttpResponse<?> change(HttpRequest<?> request, Session session, Form form, String id) {
    // One's own account has no switches on the page.
    var hasSwitches = form.text("switches").equals("yes");
    var change =
        new UserChange(
            number(form.text("version")),
            number(form.text("quota")),
            hasSwitches ? form.text("enabled").equals("true") : null,
            hasSwitches ? form.text("admin").equals("true") : null);
    return answer(
        request, session, id, users.change(tokens.of(session), id, change), Notice.USER_CHANGED);
  }

  @Post("/{id}/second-factor")
  HttpResponse<?> resetSecondFactor(HttpRequest<?> request, Session session, Form form, String id) {
    return answer(
        request,
        session,
        id,
        users.resetSecondFactor(tokens.of(session), id),
        Notice.SECOND_FACTOR_RESET);
  }

  @Get("/{id}/delete")
  HttpResponse<?> confirmDelete(HttpRequest<?> request, Session session, String id) {
    var details = users.read(tokens.of(session), id);
    return details.deletion().isPresent()
        ? HttpResponse.seeOther(UriBuilder.of(HOME).path(id).build())
        : pages.show(request, "user/delete", model(session, details, Refusal.none()));
  }

  @Post("/{id}/delete")
  HttpResponse<?> delete(HttpRequest<?> request, Session session, Form form, String id) {
    return switch (users.delete(tokens.of(session), id)) {
      case ApiAnswer.Given<UserDetails> _ ->
          HttpResponse.seeOther(UriBuilder.of(HOME).path(id).build());
      case ApiAnswer.Refused<UserDetails>(var problem) ->
          pages.show(
              request,
              HttpStatus.valueOf(problem.status()),
              "user/delete",
              model(session, users.read(tokens.of(session), id), Refusal.of(problem)));
    };
  }

  private HttpResponse<?> answer(
      HttpRequest<?> request,
      Session session,
      String id,
      ApiAnswer<UserDetails> answer,
      Notice notice) {
    return switch (answer) {
      case ApiAnswer.Given<UserDetails> _ ->
          HttpResponse.seeOther(
              UriBuilder.of(HOME).path(id).queryParam("notice", notice.slug()).build());
      case ApiAnswer.Refused<UserDetails>(var problem) ->
          userPage(
              request,
              HttpStatus.valueOf(problem.status()),
              session,
              users.read(tokens.of(session), id),
              Refusal.of(problem));
    };
  }

  /** A password that is shown once has to be in the answer; everything else is on their page. */
  private HttpResponse<?> created(HttpRequest<?> request, CreatedUser created) {
    return created.temporaryPassword().isPresent()
        ? pages.show(
            request,
            "user/created",
            Map.of(
                "user", views.of(created.user()),
                "password", created.temporaryPassword().get()))
        : HttpResponse.seeOther(
            UriBuilder.of(HOME)
                .path(created.user().id())
                .queryParam("notice", Notice.USER_CREATED.slug())
                .build());
  }

  private HttpResponse<?> newPage(
      HttpRequest<?> request, HttpStatus status, NewUser user, Refusal refusal) {
    return pages.show(request, status, "user/new", Map.of("user", user, "refusal", refusal));
  }

  private HttpResponse<?> userPage(
      HttpRequest<?> request,
      HttpStatus status,
      Session session,
      UserDetails details,
      Refusal refusal) {
    return pages.show(request, status, "user/user", model(session, details, refusal));
  }

  private Map<String, Object> model(Session session, UserDetails details, Refusal refusal) {
    var user = views.of(details.user());
    var model = new HashMap<String, Object>();
    model.put("user", user);
    model.put("own", session.username().equals(user.username()));
    model.put("settled", details.settled());
    model.put(
        "secondFactor", details.secondFactor().map(on -> on ? "on" : "off").orElse("unknown"));
    model.put("deletion", details.deletion().stream().toList());
    model.put("instances", details.instances().stream().map(views::of).toList());
    model.put("refusal", refusal);
    var live =
        details.deletion().isPresent()
            && (user.deleting()
                || details.instances().stream().anyMatch(UserController::isStopping));
    model.put("live", live);
    model.put("refreshSeconds", live ? REFRESH_SECONDS : "");
    return model;
  }

  private static boolean isStopping(OwnedInstance instance) {
    return instance.stop().filter(stop -> !stop.state().isFinal()).isPresent();
  }

  private Choice choice(UserFilter filter) {
    return new Choice(filter.slug(), texts.of("user.filter." + filter.slug()));
  }

  private static String path(String search, UserFilter filter) {
    var path = UriBuilder.of(HOME);
    if (!search.isEmpty()) {
      path.queryParam("search", search);
    }
    if (filter != UserFilter.ALL) {
      path.queryParam("state", filter.slug());
    }
    return path.build().toString();
  }

  private static Object number(String text) {
    return text.matches("[0-9]{1,9}") ? (Object) Integer.valueOf(text) : text;
  }
}
