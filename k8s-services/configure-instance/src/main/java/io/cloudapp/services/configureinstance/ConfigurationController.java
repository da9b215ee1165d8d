package io.cloudapp.services.configureinstance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Page;
import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.core.configuration.LaunchPreview;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.configuration.ChangeConfigurations;
import io.cloudapp.logic.configuration.ConfigurationOutcome;
import io.cloudapp.logic.configuration.Configurations;
import io.cloudapp.logic.configuration.Configurations.Previewed;
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

/** {@code /configurations}: people read what they may use, admins read and change all. */
@Controller("/configurations")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConfigurationController {

  private final Configurations configurations;
  private final ChangeConfigurations changes;

  ConfigurationController(Configurations configurations, ChangeConfigurations changes) {
    this.configurations = configurations;
    this.changes = changes;
  }

  @Get
  Page<ConfigurationOffer> list(
      Caller caller,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "" + Page.DEFAULT_LIMIT) String limit) {
    return configurations.list(caller, after, Numbers.limit(limit));
  }

  @Get("/{name}")
  HttpResponse<ConfigurationOffer> read(Caller caller, String name) {
    return answer(configurations.read(caller, name));
  }

  @Post
  HttpResponse<ConfigurationOffer> create(Caller caller, @Body ObjectNode sent) {
    var answer = answer(changes.create(caller, sent));
    var location = URI.create("/configurations/" + answer.body().configuration().name());
    return HttpResponse.created(answer.body(), location);
  }

  @Post("/preview")
  LaunchPreview preview(@Body ObjectNode sent) {
    return switch (configurations.preview(sent)) {
      case Previewed.Shown(var preview) -> preview;
      case Previewed.Refused(var problem) -> throw new Refusal(problem);
    };
  }

  @Put("/{name}")
  HttpResponse<ConfigurationOffer> change(Caller caller, String name, @Body ObjectNode sent) {
    return answer(changes.change(caller, name, sent));
  }

  @Put("/{name}/enabled")
  HttpResponse<ConfigurationOffer> switchTo(Caller caller, String name, @Body ObjectNode sent) {
    return answer(changes.switchTo(caller, name, sent));
  }

  @Post("/{name}/publish")
  HttpResponse<ConfigurationOffer> publish(Caller caller, String name, @Body ObjectNode sent) {
    return answer(changes.publish(caller, name, sent));
  }

  @Post("/{name}/roll-back")
  HttpResponse<ConfigurationOffer> rollBack(Caller caller, String name, @Body ObjectNode sent) {
    return answer(changes.rollBack(caller, name, sent));
  }

  @Delete("/{name}/draft")
  HttpResponse<ConfigurationOffer> discardDraft(
      Caller caller, String name, @QueryValue(defaultValue = "") String version) {
    return answer(changes.discardDraft(caller, name, Numbers.version(version)));
  }

  @Delete("/{name}")
  HttpResponse<ConfigurationOffer> delete(Caller caller, String name) {
    return answer(changes.delete(caller, name));
  }

  static HttpResponse<ConfigurationOffer> answer(ConfigurationOutcome outcome) {
    return switch (outcome) {
      case ConfigurationOutcome.Found(var offer) -> HttpResponse.ok(offer);
      case ConfigurationOutcome.Deleted() -> HttpResponse.noContent();
      case ConfigurationOutcome.Refused(var problem) -> throw new Refusal(problem);
    };
  }
}
