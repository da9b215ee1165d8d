package io.cloudapp.webapp.admin;

import io.cloudapp.core.instance.Instance;
import io.cloudapp.webapp.admin.ForceStops.Result;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.SessionEnded;
import io.cloudapp.webapp.instance.InstanceView;
import io.cloudapp.webapp.instance.InstanceViews;
import io.cloudapp.webapp.instance.Instances;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
import io.cloudapp.webapp.session.Form;
import io.cloudapp.webapp.session.RandomTokens;
import io.cloudapp.webapp.session.SecondFactor;
import io.cloudapp.webapp.session.Session;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;

/** Stops the instances that an admin chose from the list, for one reason. */
@SecondFactor
@Controller("/admin/stop")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
class ForceStopController {

  private final Instances instances;
  private final InstanceViews views;
  private final ForceStops stops;
  private final RandomTokens random;
  private final Texts texts;
  private final Pages pages;
  private final Clock clock;

  ForceStopController(
      Instances instances,
      InstanceViews views,
      ForceStops stops,
      RandomTokens random,
      Texts texts,
      Pages pages,
      Clock clock) {
    this.instances = instances;
    this.views = views;
    this.stops = stops;
    this.random = random;
    this.texts = texts;
    this.pages = pages;
    this.clock = clock;
  }

  @Get
  HttpResponse<?> confirm(HttpRequest<?> request, Session session) {
    var chosen = request.getParameters().getAll("instance").stream().distinct().toList();
    return confirm(request, HttpStatus.OK, session, chosen, "", Refusal.none());
  }

  @Post
  HttpResponse<?> stop(HttpRequest<?> request, Session session, Form form) {
    var chosen = form.all("instance").stream().distinct().toList();
    var reason = form.text("reason");
    if (chosen.isEmpty() || chosen.size() > ForceStops.MOST) {
      return confirm(
          request, HttpStatus.UNPROCESSABLE_ENTITY, session, chosen, reason, Refusal.none());
    }
    if (reason.isEmpty()) {
      var refusal = Refusal.ofField("reason", texts.of("admin.stop.reason.missing"));
      return confirm(request, HttpStatus.UNPROCESSABLE_ENTITY, session, chosen, reason, refusal);
    }
    var token = token(session);
    var results = stops.stop(token, chosen, reason, form.text("idempotencyKey"));
    var model = new HashMap<String, Object>();
    model.put("results", results.stream().map(result -> line(token, result)).toList());
    model.put("accepted", results.stream().filter(it -> it.refusal().isEmpty()).count());
    model.put("refused", results.stream().filter(it -> !it.refusal().isEmpty()).count());
    return pages.show(request, "admin/stopped", model);
  }

  /**
   * One line of the result.
   *
   * @param instance none when there is no such instance
   */
  public record Line(Result result, List<InstanceView> instance) {
    public Line {
      instance = List.copyOf(instance);
    }
  }

  private Line line(AccessToken token, Result result) {
    return new Line(result, view(token, result.instanceId()));
  }

  private List<InstanceView> view(AccessToken token, String id) {
    return switch (instances.read(token, id)) {
      case ApiAnswer.Given<Instance>(Instance instance) -> List.of(views.of(instance));
      case ApiAnswer.Refused<Instance>(var _) -> List.of();
    };
  }

  private HttpResponse<?> confirm(
      HttpRequest<?> request,
      HttpStatus status,
      Session session,
      List<String> chosen,
      String reason,
      Refusal refusal) {
    var token = token(session);
    var found =
        chosen.stream()
            .limit(ForceStops.MOST)
            .flatMap(id -> view(token, id).stream())
            .filter(InstanceView::isLiving)
            .toList();
    var model = new HashMap<String, Object>();
    model.put("instances", found);
    model.put("tooMany", chosen.size() > ForceStops.MOST);
    model.put("most", ForceStops.MOST);
    model.put("left", chosen.size() - found.size());
    model.put("reason", reason);
    model.put("idempotencyKey", random.next());
    model.put("refusal", refusal);
    return pages.show(request, status, "admin/stop-many", model);
  }

  private AccessToken token(Session session) {
    return session.adminToken(clock.instant()).orElseThrow(() -> new SessionEnded(true));
  }
}
