package io.cloudapp.webapp.instance;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.core.instance.Instance;
import io.cloudapp.core.login.LoginDetails;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.ApiCall;
import io.cloudapp.webapp.api.ApiClient;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads instances and what they can be made of. */
@Singleton
public class Instances {

  private static final int PAGE_SIZE = 50;

  private final ApiClient api;

  Instances(ApiClient api) {
    this.api = api;
  }

  public ApiAnswer<Instance> read(AccessToken token, String id) {
    return api.send(ApiCall.of(Route.READ_INSTANCE, Instance.class).path("id", id).as(token));
  }

  /**
   * @param after where the former page ended
   */
  public Page<Instance> list(AccessToken token, Optional<String> after) {
    return api.send(
            ApiCall.ofList(Route.LIST_INSTANCES, Instance.class)
                .query("limit", String.valueOf(PAGE_SIZE))
                .query("after", after)
                .as(token))
        .orErrorPage();
  }

  /**
   * Those that a filter lets through.
   *
   * @param filter the API's parameters by their names
   */
  public ApiAnswer<Page<Instance>> list(
      AccessToken token, Map<String, Optional<String>> filter, Optional<String> after) {
    var call =
        ApiCall.ofList(Route.LIST_INSTANCES, Instance.class)
            .query("limit", String.valueOf(PAGE_SIZE))
            .query("after", after);
    filter.forEach(call::query);
    return api.send(call.as(token));
  }

  /** What a person may create an instance of. */
  List<ConfigurationOffer> configurations(AccessToken token) {
    return api
        .send(
            ApiCall.ofList(Route.LIST_CONFIGURATIONS, ConfigurationOffer.class)
                .query("limit", String.valueOf(Page.MAXIMUM_LIMIT))
                .as(token))
        .orErrorPage()
        .items()
        .stream()
        .filter(offer -> offer.configuration().enabled())
        .toList();
  }

  /** Shows the login details, the only time. */
  ApiAnswer<LoginDetails> revealLogin(AccessToken token, String id) {
    return api.send(ApiCall.of(Route.REVEAL_LOGIN, LoginDetails.class).path("id", id).as(token));
  }
}
