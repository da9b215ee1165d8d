package io.cloudapp.services.viewstats;

import io.cloudapp.core.api.Service;
import io.cloudapp.services.edge.ServiceEdge;
import io.micronaut.context.ApplicationContextBuilder;

/** The view-stats service: what was used, by whom, and how it went. */
public final class Application {

  private Application() {}

  public static void main(String[] arguments) {
    ServiceEdge.main(arguments, Application::builder);
  }

  public static ApplicationContextBuilder builder() {
    return ServiceEdge.builder(Service.VIEW_STATS.serviceName());
  }
}
