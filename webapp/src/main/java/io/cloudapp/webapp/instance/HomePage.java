package io.cloudapp.webapp.instance;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.configuration.Configuration;
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
  private final Profiles profiles;
  private final LifetimeViews lifetimes;
  private final RandomTokens random;
  private final Pages pages;

  HomePage(
      Instances instances,
      InstanceViews views,
      Profiles profiles,
      LifetimeViews lifetimes,
      RandomTokens random,
      Pages pages) {
    this.instances = instances;
    this.views = views;
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
      Page<Instance> mine, List<Configuration> configurations, Profile profile, String chosen) {
    var views = mine.items().stream().map(this.views::of).toList();
    var known = configurations.stream().anyMatch(each -> each.name().equals(chosen));
    var model = new HashMap<String, Object>();
    model.put("living", views.stream().filter(InstanceView::isLiving).toList());
    model.put("ended", views.stream().filter(view -> !view.isLiving()).toList());
    model.put("next", mine.next().orElse(""));
    model.put("configurations", configurations);
    model.put(
        "chosen",
        known ? chosen : configurations.stream().map(Configuration::name).findFirst().orElse(""));
    model.put("quota", profile.quota());
    model.put("used", profile.living());
    model.put("left", Math.max(0, profile.quota() - profile.living()));
    model.put("ownKey", profile.publicKey().isPresent());
    model.put("idempotencyKey", random.next());
    model.put("lifetimes", lifetimes.choices(configurations));
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
