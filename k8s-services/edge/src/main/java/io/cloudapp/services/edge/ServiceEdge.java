package io.cloudapp.services.edge;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.runtime.server.EmbeddedServer;

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

  /** Starts the service and keeps it running until the process is told to end. */
  public static EmbeddedServer serve(ApplicationContextBuilder builder) {
    var context = builder.start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(context::close));
    return context.getBean(EmbeddedServer.class).start();
  }
}
