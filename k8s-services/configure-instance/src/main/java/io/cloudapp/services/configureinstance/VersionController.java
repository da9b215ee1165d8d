package io.cloudapp.services.configureinstance;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.core.configuration.ConfigurationVersion;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.configuration.Configurations;
import io.cloudapp.services.edge.Refusal;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** {@code /configurations/{name}/versions}: every version there ever was, for admins. */
@Controller("/configurations/{name}/versions")
@ExecuteOn(TaskExecutors.BLOCKING)
final class VersionController {

  private final Configurations configurations;

  VersionController(Configurations configurations) {
    this.configurations = configurations;
  }

  @Get
  Page<ConfigurationVersion> list(
      String name,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "" + Page.DEFAULT_LIMIT) String limit) {
    var before = after.isEmpty() ? Optional.<Integer>empty() : Optional.of(Numbers.version(after));
    var page = configurations.versions(name, before, Numbers.limit(limit));
    if (page.items().isEmpty() && before.isEmpty()) {
      throw unknown();
    }
    return page;
  }

  @Get("/{version}")
  HttpResponse<ConfigurationOffer> read(Caller caller, String name, String version) {
    return ConfigurationController.answer(
        configurations.version(caller, name, Numbers.version(version)));
  }

  private static Refusal unknown() {
    return Refusal.of(ProblemType.NOT_FOUND, "There is no such version of a configuration.");
  }
}
