package io.cloudapp.webapp.instance;

import io.cloudapp.core.instance.Instance;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.page.Choice;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Preferences;
import io.cloudapp.webapp.page.Refusal;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Optional;

/** The page of one instance, for its owner and for admins. */
@Singleton
public class InstancePage {

  private final Instances instances;
  private final InstanceViews views;
  private final LifetimeViews lifetimes;
  private final Pages pages;

  InstancePage(Instances instances, InstanceViews views, LifetimeViews lifetimes, Pages pages) {
    this.instances = instances;
    this.views = views;
    this.lifetimes = lifetimes;
    this.pages = pages;
  }

  /** An id that is not theirs gives the error page of an unknown one. */
  public MutableHttpResponse<String> show(HttpRequest<?> request, AccessToken token, String id) {
    return show(request, HttpStatus.OK, token, id, Optional.empty(), Refusal.none());
  }

  /**
   * @param schedule what the form was filled with; empty for what there is
   */
  MutableHttpResponse<String> show(
      HttpRequest<?> request,
      HttpStatus status,
      AccessToken token,
      String id,
      Optional<ScheduleForm> schedule,
      Refusal refusal) {
    Instance instance = instances.read(token, id).orErrorPage();
    var view = views.of(instance);
    var model = new HashMap<String, Object>();
    model.put("instance", view);
    model.put("base", token.admin() ? "/admin" : "");
    model.put("days", Arrays.stream(DayOfWeek.values()).map(this::choice).toList());
    model.put(
        "schedule",
        schedule.orElseGet(() -> ScheduleForm.of(view.lifetime(), Preferences.of(request).zone())));
    model.put("refusal", refusal);
    return pages.show(request, status, "instance/instance", model);
  }

  private Choice choice(DayOfWeek day) {
    return new Choice(day.name(), lifetimes.day(day));
  }
}
