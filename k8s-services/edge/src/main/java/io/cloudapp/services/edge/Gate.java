package io.cloudapp.services.edge;

import io.cloudapp.core.api.Access;
import io.cloudapp.core.api.GatewayHeader;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.api.Target;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.audit.Refusals;
import io.cloudapp.logic.login.EndedSessions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.uri.UriMatchTemplate;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lets through what the route table allows, and nothing else but the health check. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class Gate {

  static final String CALLER_ATTRIBUTE = "io.cloudapp.caller";
  private static final String PASSAGE_ATTRIBUTE = "io.cloudapp.passage";

  /** As in application-service.yml, which also holds for bodies that do not say their length. */
  private static final long MAXIMUM_BODY_BYTES = 64 * 1024;

  private static final String HEALTH = "/health";
  private static final String WORKFLOW = "workflow";

  private static final List<Entry> ENTRIES =
      Arrays.stream(Route.values())
          .filter(route -> route.target() instanceof Target.OfService)
          .map(route -> new Entry(route, UriMatchTemplate.of(route.path())))
          .toList();

  private final EndedSessions endedSessions;
  private final Refusals refusals;

  Gate(EndedSessions endedSessions, Refusals refusals) {
    this.endedSessions = endedSessions;
    this.refusals = refusals;
  }

  /** Who wants what, let through or not. */
  private record Passage(Caller caller, Route route, String target) {}

  @ResponseFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  void note(HttpRequest<?> request, HttpResponse<?> response) {
    var passage = request.getAttribute(PASSAGE_ATTRIBUTE, Passage.class);
    if (passage.isPresent() && response.body() instanceof Problem problem) {
      var wanted = passage.get();
      refusals.note(wanted.caller(), wanted.route(), wanted.target(), problem);
    }
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  void check(HttpRequest<?> request) {
    if (request.getPath().equals(HEALTH) || request.getPath().startsWith(HEALTH + "/")) {
      return;
    }
    checkForNul(request);
    if (request.getContentLength() > MAXIMUM_BODY_BYTES) {
      throw Refusal.of(ProblemType.BODY_TOO_LARGE, "Send at most 64 KiB; this body is larger.");
    }
    var entry = entry(request);
    switch (entry.route().access()) {
      case ANYONE -> {}
      case WORKFLOW -> checkWorkflow(request);
      case USER -> person(request, entry);
      case ADMIN -> {
        if (!person(request, entry).isAdmin()) {
          throw Refusal.of(
              ProblemType.SECOND_FACTOR_NEEDED, "Sign in as an admin with your second factor.");
        }
      }
    }
  }

  /** PostgreSQL refuses a text with NUL, and nothing of ours is called so. */
  private static void checkForNul(HttpRequest<?> request) {
    if (request.getUri().getPath().indexOf('\0') >= 0) {
      throw Refusal.of(ProblemType.NOT_FOUND, "There is nothing at this address.");
    }
    for (var parameter : request.getParameters()) {
      if (parameter.getValue().stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
        throw Refusal.ofField(parameter.getKey(), "Send a text without the character NUL.");
      }
    }
  }

  private static Entry entry(HttpRequest<?> request) {
    var path = request.getPath();
    var here = ENTRIES.stream().filter(entry -> entry.path().match(path).isPresent()).toList();
    if (here.isEmpty()) {
      throw Refusal.of(ProblemType.NOT_FOUND, "There is nothing at this address.");
    }
    return here.stream()
        .filter(entry -> entry.route().method().equals(request.getMethodName()))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.of(
                    ProblemType.METHOD_NOT_ALLOWED, "This address does not answer that method."));
  }

  private static void checkWorkflow(HttpRequest<?> request) {
    if (header(request, GatewayHeader.CALLER).filter(WORKFLOW::equals).isEmpty()) {
      throw Refusal.of(ProblemType.FORBIDDEN, "Only a workflow may do this.");
    }
  }

  private Caller person(HttpRequest<?> request, Entry entry) {
    var caller = caller(request);
    var passage = new Passage(caller, entry.route(), entry.target(request.getPath()));
    request.setAttribute(PASSAGE_ATTRIBUTE, passage);
    endedSessions
        .refusal(caller, signedInAt(request))
        .ifPresent(
            problem -> {
              throw new Refusal(problem);
            });
    request.setAttribute(CALLER_ATTRIBUTE, caller);
    return caller;
  }

  private static Caller caller(HttpRequest<?> request) {
    return new Caller(
        required(request, GatewayHeader.USER),
        required(request, GatewayHeader.USERNAME),
        role(required(request, GatewayHeader.ROLE)),
        required(request, GatewayHeader.SESSION),
        Caller.groups(header(request, GatewayHeader.GROUPS).orElse("")),
        Caller.address(
            header(request, GatewayHeader.ADDRESS).orElse(""),
            header(request, GatewayHeader.BROWSER).orElse("")));
  }

  private static Optional<Instant> signedInAt(HttpRequest<?> request) {
    return header(request, GatewayHeader.SIGNED_IN)
        .filter(seconds -> seconds.matches("[0-9]{1,12}"))
        .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)));
  }

  private static Role role(String name) {
    return Role.ADMIN.name().equals(name.toUpperCase(Locale.ROOT)) ? Role.ADMIN : Role.USER;
  }

  private static String required(HttpRequest<?> request, String name) {
    return header(request, name)
        .orElseThrow(() -> Refusal.of(ProblemType.UNAUTHENTICATED, "Sign in first."));
  }

  private static Optional<String> header(HttpRequest<?> request, String name) {
    return request.getHeaders().findFirst(name).filter(value -> !value.isBlank());
  }

  private record Entry(Route route, UriMatchTemplate path) {
    Entry {
      if (route.access() == Access.ANYONE) {
        throw new IllegalStateException("No service answers strangers: " + route);
      }
    }

    /** The id in the path with its kind; empty where there is none. */
    String target(String actual) {
      return path.match(actual).stream()
          .flatMap(match -> match.getVariableValues().values().stream())
          .findFirst()
          .map(id -> route.subject() + "/" + id)
          .orElse("");
    }
  }
}
