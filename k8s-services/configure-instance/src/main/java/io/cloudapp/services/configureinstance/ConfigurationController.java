package io.cloudapp.services.configureinstance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Page;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.configuration.ConfigurationOutcome;
import io.cloudapp.logic.configuration.Configurations;
import io.cloudapp.services.edge.Refusal;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;

/** {@code /configurations}: everyone reads the enabled ones, admins read and change all. */
@Controller("/configurations")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConfigurationController {

  private final Configurations configurations;

  ConfigurationController(Configurations configurations) {
    this.configurations = configurations;
  }

  @Get
  Page<Configuration> list(
      Caller caller,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "" + Page.DEFAULT_LIMIT) String limit) {
    return configurations.list(caller, after, limit(limit));
  }

  @Get("/{name}")
  HttpResponse<Configuration> read(Caller caller, String name) {
    return answer(configurations.read(caller, name));
  }

  @Post
  HttpResponse<Configuration> create(Caller caller, @Body ObjectNode sent) {
    var answer = answer(configurations.create(caller, sent));
    var location = URI.create("/configurations/" + answer.body().name());
    return HttpResponse.created(answer.body(), location);
  }

  @Put("/{name}")
  HttpResponse<Configuration> change(Caller caller, String name, @Body ObjectNode sent) {
    return answer(configurations.change(caller, name, sent));
  }

  @Delete("/{name}")
  HttpResponse<Configuration> delete(Caller caller, String name) {
    return answer(configurations.delete(caller, name));
  }

  private static HttpResponse<Configuration> answer(ConfigurationOutcome outcome) {
    return switch (outcome) {
      case ConfigurationOutcome.Found(var configuration) -> HttpResponse.ok(configuration);
      case ConfigurationOutcome.Deleted() -> HttpResponse.noContent();
      case ConfigurationOutcome.Refused(var problem) -> throw new Refusal(problem);
    };
  }

  private static int limit(String text) {
    if (text.matches("[1-9][0-9]{0,2}") && Integer.parseInt(text) <= Page.MAXIMUM_LIMIT) {
      return Integer.parseInt(text);
    }
    throw Refusal.ofField("limit", "Ask for 1 to %d items.".formatted(Page.MAXIMUM_LIMIT));
  }
}
