package io.cloudapp.webapp.instance;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.core.instance.Instance;
import io.cloudapp.core.user.Profile;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.profile.Profiles;
import io.cloudapp.webapp.session.RandomTokens;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A person's instances and the form that creates another one. */
@Singleton
class HomePage {

  private final Instances instances;
  private final InstanceViews views;
  private final ChoiceViews choiceViews;
  private final Profiles profiles;
  private final LifetimeViews lifetimes;
  private final RandomTokens random;
  private final Pages pages;

  HomePage(
      Instances instances,
      InstanceViews views,
      ChoiceViews choiceViews,
      Profiles profiles,
      LifetimeViews lifetimes,
      RandomTokens random,
      Pages pages) {
    this.instances = instances;
    this.views = views;
    this.choiceViews = choiceViews;
    this.profiles = profiles;
    this.lifetimes = lifetimes;
    this.random = random;
    this.pages = pages;
  }

  /**
   * Asks the API for its three parts at once.
   *
   * @param chosen the configuration that the form shows as chosen; empty for the first
   * @param after where the former page of instances ended
   */
  MutableHttpResponse<String> show(
      HttpRequest<?> request,
      HttpStatus status,
      AccessToken token,
      String chosen,
      Optional<String> after,
      Refusal refusal) {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var mine = executor.submit(() -> instances.list(token, after));
      var configurations = executor.submit(() -> instances.configurations(token));
      var profile = executor.submit((Callable<Profile>) () -> profiles.read(token));
      var model = model(result(mine), result(configurations), result(profile), chosen);
      model.put("refusal", refusal);
      model.put("first", after.isEmpty());
      return pages.show(request, status, "instance/home", model);
    }
  }

  private Map<String, Object> model(
      Page<Instance> mine, List<ConfigurationOffer> offers, Profile profile, String chosen) {
    var views = mine.items().stream().map(this.views::of).toList();
    var choices = offers.stream().map(choiceViews::of).toList();
    var open = choices.stream().filter(ChoiceView::available).map(ChoiceView::name).toList();
    var model = new HashMap<String, Object>();
    model.put("living", views.stream().filter(InstanceView::isLiving).toList());
    model.put("ended", views.stream().filter(view -> !view.isLiving()).toList());
    model.put("next", mine.next().orElse(""));
    model.put("choices", choices);
    model.put("chosen", open.contains(chosen) ? chosen : open.stream().findFirst().orElse(""));
    model.put("quota", profile.quota());
    model.put("used", profile.living());
    model.put("left", Math.max(0, profile.quota() - profile.living()));
    model.put("ownKey", !profile.keys().isEmpty());
    model.put("idempotencyKey", random.next());
    model.put("lifetimes", lifetimes.choices(offers));
    return model;
  }

  private static <T> T result(Future<T> part) {
    try {
      return part.get();
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failure.getCause());
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interruption);
    }
  }
}
