package io.cloudapp.webapp;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.runtime.Micronaut;

/** Starts the web app: pages for people over the API, and nothing else. */
public final class Application {

  private static final String ENVIRONMENT = "webapp";

  private Application() {}

  /** The web app not yet started; its settings are in {@code application-webapp.yml}. */
  public static ApplicationContextBuilder builder() {
    return ApplicationContext.builder(Application.class, ENVIRONMENT);
  }

  public static void main(String[] arguments) {
    Micronaut.build(arguments)
        .mainClass(Application.class)
        .environments(ENVIRONMENT)
        .deduceEnvironment(false)
        .banner(false)
        .start();
  }
}
