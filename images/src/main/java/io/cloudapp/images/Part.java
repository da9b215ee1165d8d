package io.cloudapp.images;

import io.cloudapp.core.api.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A part of CloudApp that runs as a container.
 *
 * @param name of the image, for example {@code view-stats}
 * @param module its folder in the checkout
 * @param rehearsal what it is told and asked when its start is recorded
 */
record Part(String name, Path module, String mainClass, Rehearsal rehearsal) {

  /**
   * A start that nobody waits for, without AWS and without a database.
   *
   * @param environment what it cannot start without
   * @param paths asked once it is live, whatever it answers
   */
  record Rehearsal(Map<String, String> environment, List<String> paths) {

    Rehearsal {
      environment = Map.copyOf(environment);
      paths = List.copyOf(paths);
    }
  }

  private static final String NOWHERE = "http://127.0.0.1:9";

  /** Every part, in the order in which people think of them. */
  static List<Part> all() {
    var parts = new ArrayList<Part>();
    parts.add(webapp());
    for (var service : Service.values()) {
      parts.add(service(service));
    }
    return List.copyOf(parts);
  }

  private static Part webapp() {
    return new Part(
        "webapp",
        Path.of("webapp"),
        "io.cloudapp.webapp.Application",
        new Rehearsal(
            Map.of(
                "CLOUDAPP_API_URL",
                NOWHERE,
                "CLOUDAPP_WEB_ACTIVE_KEY",
                "first",
                "CLOUDAPP_WEB_KEYS_FIRST",
                "A".repeat(43) + "="),
            List.of("/", "/sign-in", "/admin", "/an-unknown-page")));
  }

  private static Part service(Service service) {
    var name = service.serviceName();
    return new Part(
        name,
        Path.of("k8s-services", name),
        "io.cloudapp.services." + name.replace("-", "") + ".Application",
        new Rehearsal(serviceEnvironment(), List.of(firstPath(service), "/an-unknown-path")));
  }

  private static String firstPath(Service service) {
    return switch (service) {
      case CONFIGURE_INSTANCE -> "/configurations";
      case PROVISION_INSTANCE -> "/instances";
      case VIEW_STATS -> "/stats/executions";
    };
  }

  private static Map<String, String> serviceEnvironment() {
    return Map.ofEntries(
        Map.entry("AWS_ACCESS_KEY_ID", "rehearsal"),
        Map.entry("AWS_SECRET_ACCESS_KEY", "rehearsal"),
        Map.entry("CLOUDAPP_AWS_REGION", "eu-west-1"),
        Map.entry("CLOUDAPP_AWS_ENDPOINT", NOWHERE),
        Map.entry("CLOUDAPP_DATABASE_URL", "jdbc:postgresql://127.0.0.1:9/cloudapp"),
        Map.entry("CLOUDAPP_DATABASE_USERNAME", "rehearsal"),
        Map.entry("CLOUDAPP_DIRECTORY", "cognito"),
        Map.entry("CLOUDAPP_ISSUER", NOWHERE),
        Map.entry("CLOUDAPP_INSTALL_ID", "rehearsal"),
        Map.entry("CLOUDAPP_ADMIN_TOPIC_ARN", "arn:aws:sns:eu-west-1:000000000000:rehearsal"),
        Map.entry("CLOUDAPP_PEOPLE_TOPIC_ARN", "arn:aws:sns:eu-west-1:000000000000:rehearsal"),
        Map.entry("CLOUDAPP_USAGE_BUCKET", "rehearsal"),
        Map.entry("CLOUDAPP_STATISTICS_DATABASE", "rehearsal"),
        Map.entry("CLOUDAPP_STATISTICS_WORKGROUP", "rehearsal"),
        Map.entry("CLOUDAPP_NETWORK_VPC_ID", "vpc-00000000000000000"),
        Map.entry("CLOUDAPP_NETWORK_SUBNETS", "eu-west-1a=subnet-00000000000000000"));
  }
}
