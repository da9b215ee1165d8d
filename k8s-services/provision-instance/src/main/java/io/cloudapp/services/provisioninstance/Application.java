package io.cloudapp.services.provisioninstance;

import io.cloudapp.services.edge.ServiceEdge;
import io.micronaut.context.ApplicationContextBuilder;

/** The provision-instance service. */
public final class Application {

  private Application() {}

  public static ApplicationContextBuilder builder() {
    return ServiceEdge.builder("provision-instance");
  }

  public static void main(String[] arguments) {
    ServiceEdge.main(arguments, Application::builder);
  }
}
