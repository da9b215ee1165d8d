package io.cloudapp.webapp.instance;

import io.cloudapp.core.instance.Instance;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.page.Notice;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.session.Form;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.uri.UriBuilder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Does what the forms about an instance's end ask for, for its owner and for admins. */
@Singleton
public class LifetimeForms {

  private final Lifetimes lifetimes;
  private final InstancePage page;

  LifetimeForms(Lifetimes lifetimes, InstancePage page) {
    this.lifetimes = lifetimes;
    this.page = page;
  }

  public HttpResponse<?> extend(HttpRequest<?> request, AccessToken token, String id, Form form) {
    return answer(
        request,
        token,
        id,
        lifetimes.extend(token, id, form.text("until")),
        Optional.empty(),
        Notice.LIFETIME_EXTENDED);
  }

  /** Saves the schedule, or removes it when that button was pressed. */
  public HttpResponse<?> schedule(HttpRequest<?> request, AccessToken token, String id, Form form) {
    if (form.text("action").equals("remove")) {
      return answer(
          request,
          token,
          id,
          lifetimes.removeSchedule(token, id),
          Optional.empty(),
          Notice.SCHEDULE_REMOVED);
    }
    var schedule = ScheduleForm.of(form);
    return answer(
        request,
        token,
        id,
        lifetimes.setSchedule(token, id, schedule.request()),
        Optional.of(schedule),
        Notice.SCHEDULE_SAVED);
  }

  /** Leaves the next time out, or takes that back when that button was pressed. */
  public HttpResponse<?> exception(
      HttpRequest<?> request, AccessToken token, String id, Form form) {
    var keeps = form.text("action").equals("keep");
    return answer(
        request,
        token,
        id,
        keeps
            ? lifetimes.keepSchedule(token, id)
            : lifetimes.skipSchedule(token, id, form.text("at")),
        Optional.empty(),
        keeps ? Notice.SCHEDULE_KEPT : Notice.SCHEDULE_SKIPPED);
  }

  private HttpResponse<?> answer(
      HttpRequest<?> request,
      AccessToken token,
      String id,
      ApiAnswer<Instance> answer,
      Optional<ScheduleForm> schedule,
      Notice notice) {
    return switch (answer) {
      case ApiAnswer.Given<Instance>(var _) ->
          HttpResponse.seeOther(
              UriBuilder.of((token.admin() ? "/admin" : "") + "/instances")
                  .path(id)
                  .queryParam("notice", notice.slug())
                  .build());
      case ApiAnswer.Refused<Instance>(var problem) ->
          page.show(
              request,
              HttpStatus.valueOf(problem.status()),
              token,
              id,
              schedule,
              schedule.isPresent() ? Refusal.of(problem) : Refusal.ofSentence(problem.detail()));
    };
  }
}
