package io.cloudapp.webapp.execution;

import io.cloudapp.core.execution.Execution;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.core.instance.Instance;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.Versioned;
import io.cloudapp.webapp.instance.InstanceView;
import io.cloudapp.webapp.instance.InstanceViews;
import io.cloudapp.webapp.instance.Instances;
import io.cloudapp.webapp.page.Pages;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The page of one execution and its live part, for its owner and for admins. */
@Singleton
public class ExecutionPages {

  /** Without JavaScript the page reloads itself. */
  private static final String REFRESH_SECONDS = "3";

  private final Executions executions;
  private final ExecutionViews views;
  private final Instances instances;
  private final InstanceViews instanceViews;
  private final Pages pages;

  ExecutionPages(
      Executions executions,
      ExecutionViews views,
      Instances instances,
      InstanceViews instanceViews,
      Pages pages) {
    this.executions = executions;
    this.views = views;
    this.instances = instances;
    this.instanceViews = instanceViews;
    this.pages = pages;
  }

  /** The whole page; an id that is not theirs gives the error page of an unknown one. */
  public MutableHttpResponse<String> page(HttpRequest<?> request, AccessToken token, String id) {
    return pages.show(request, "execution/execution", model(token, executions.read(token, id)));
  }

  /**
   * The live part, as soon as the execution differs from what the page shows, or after a while.
   *
   * @param version of what the page shows
   */
  public MutableHttpResponse<String> steps(
      HttpRequest<?> request, AccessToken token, String id, String version) {
    var execution = executions.await(token, id, version);
    return pages.show(request, "execution/steps", model(token, execution));
  }

  private Map<String, Object> model(AccessToken token, Versioned<Execution> read) {
    var execution = read.value();
    return Map.of(
        "execution", views.of(execution),
        "version", read.version(),
        "instance", madeInstance(token, execution),
        "base", token.admin() ? "/admin" : "",
        "refreshSeconds", execution.state().isFinal() ? "" : REFRESH_SECONDS);
  }

  /** The instance that a provision made; none as long as it is under way. */
  private List<InstanceView> madeInstance(AccessToken token, Execution execution) {
    var made =
        execution.kind() == ExecutionKind.PROVISION
            && execution.state() == ExecutionState.SUCCEEDED;
    return made ? List.of(view(token, execution.instanceId())) : List.of();
  }

  private InstanceView view(AccessToken token, String instanceId) {
    Instance instance = instances.read(token, instanceId).orErrorPage();
    return instanceViews.of(instance);
  }
}
