package io.cloudapp.webapp;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.runtime.Micronaut;

/** Starts the web app: pages for people over the API, and nothing else. */
public final class Application {

  private Application() {}

  /** The web app not yet started; its settings are in {@code application-webapp.yml}. */
  public static ApplicationContextBuilder builder() {
    return Micronaut.build(new String[0]).mainClass(Application.class).environments("webapp");
  }

  public static void main(String[] arguments) {
    builder().args(arguments).start();
  }
}
