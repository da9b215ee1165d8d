package io.cloudapp.services.configureinstance;

import io.cloudapp.core.api.Service;
import io.cloudapp.services.edge.ServiceEdge;
import io.micronaut.context.ApplicationContextBuilder;

/** The configure-instance service: what instances are made from. */
public final class Application {

  private Application() {}

  public static void main(String[] arguments) {
    ServiceEdge.main(arguments, Application::builder);
  }

  public static ApplicationContextBuilder builder() {
    return ServiceEdge.builder(Service.CONFIGURE_INSTANCE.serviceName());
  }
}
