package io.cloudapp.services.edge;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.function.Supplier;

/** What every service on EKS starts with; its settings are in {@code application-service.yml}. */
public final class ServiceEdge {

  /** The environment whose settings all services share. */
  private static final String SHARED = "service";

  private ServiceEdge() {}

  /**
   * A context for the service of that name, which reads {@code application-<name>.yml} on top of
   * what all services share.
   */
  public static ApplicationContextBuilder builder(String serviceName) {
    return ApplicationContext.builder(SHARED, serviceName)
        .deduceEnvironment(false)
        .banner(false)
        .eagerInitSingletons(false);
  }

  /**
   * What a service's process does: it serves, or it asks another for its health and ends ({@code
   * --check-health <address>}).
   */
  public static void main(String[] arguments, Supplier<ApplicationContextBuilder> service) {
    CheckHealth.asked(arguments, System.out)
        .ifPresentOrElse(System::exit, () -> serve(service.get()));
  }

  /** Starts the service and keeps it running until the process is told to end. */
  public static EmbeddedServer serve(ApplicationContextBuilder builder) {
    var context = builder.start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(context::close));
    return context.getBean(EmbeddedServer.class).start();
  }
}
