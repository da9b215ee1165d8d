package io.cloudapp.local.workload;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.inject.BeanConfiguration;
import java.util.Arrays;

/**
 * The deployed parts of CloudApp that share this JVM; each sees its own beans and settings only, as
 * it does in an image of its own.
 */
public enum Workload {
  FUNCTIONS("io.cloudapp.logic", "io.cloudapp.functions"),
  CONFIGURE_INSTANCE(
      "io.cloudapp.logic", "io.cloudapp.services.edge", "io.cloudapp.services.configureinstance"),
  PROVISION_INSTANCE(
      "io.cloudapp.logic", "io.cloudapp.services.edge", "io.cloudapp.services.provisioninstance"),
  VIEW_STATS("io.cloudapp.logic", "io.cloudapp.services.edge", "io.cloudapp.services.viewstats"),
  WEBAPP("io.cloudapp.webapp");

  private static final String[] ALL = {
    "io.cloudapp.logic",
    "io.cloudapp.functions",
    "io.cloudapp.services.edge",
    "io.cloudapp.services.configureinstance",
    "io.cloudapp.services.provisioninstance",
    "io.cloudapp.services.viewstats",
    "io.cloudapp.webapp"
  };

  private final String[] packages;

  Workload(String... packages) {
    this.packages = packages;
  }

  /** Hides the beans of the other parts from a context. */
  public ApplicationContextBuilder isolate(ApplicationContextBuilder builder) {
    var own = Arrays.asList(packages);
    return builder.beanConfigurations(
        Arrays.stream(ALL)
            .filter(name -> !own.contains(name))
            .map(HiddenPackage::new)
            .toArray(BeanConfiguration[]::new));
  }
}
