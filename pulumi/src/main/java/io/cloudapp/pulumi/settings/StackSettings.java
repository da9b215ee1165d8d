package io.cloudapp.pulumi.settings;

import com.pulumi.Context;
import io.cloudapp.core.configuration.InstanceTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Everything that differs between two installations; {@code Pulumi.small.yaml} and {@code
 * Pulumi.production.yaml} are two sets of good values.
 *
 * @param installation begins the name of every resource: 3–20 lower-case letters, digits and dashes
 * @param domain where the pages are, for example {@code cloudapp.example.com}
 * @param hostedZoneId the Route 53 zone that the domain belongs to
 * @param adminEmail gets the alarms and the first administrator's invitation
 * @param apiDomain a name for the API in the same zone; without one AWS makes it up
 * @param imageTag tag of the images in ECR, one that never changes its meaning
 * @param budgetPerMonth US dollars, from which on the administrators are warned
 * @param logRetentionDays 365 or more, one of the numbers that CloudWatch knows
 * @param instanceTypes what configurations may launch, for example {@code t3.*}
 */
public record StackSettings(
    Region region,
    String installation,
    String domain,
    String hostedZoneId,
    String adminEmail,
    Optional<String> apiDomain,
    String imageTag,
    int budgetPerMonth,
    int logRetentionDays,
    List<String> instanceTypes,
    NetworkSettings network,
    DatabaseSettings database,
    CapacitySettings capacity) {

  /**
   * The longest names built from it: an ALB may have 32 characters, a bucket 63. Aurora and ECR
   * take no two dashes in a row.
   */
  private static final Pattern INSTALLATION =
      Pattern.compile("(?=.{3,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private static final Pattern DOMAIN =
      Pattern.compile("(?=.{4,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");
  private static final Pattern ZONE_ID = Pattern.compile("Z[A-Z0-9]{5,31}");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]+\\.[^@\\s]{2,}");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
  private static final List<Integer> RETENTIONS =
      List.of(365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

  public static StackSettings of(Context context) {
    var asked = new TreeSet<String>();
    var settings =
        of(
            context.stackName(),
            noted(
                asked,
                key -> {
                  var separator = key.indexOf(':');
                  return context
                      .config(key.substring(0, separator))
                      .get(key.substring(separator + 1));
                }));
    refuseUnknown(GivenKeys.of(System.getenv()), asked);
    return settings;
  }

  /**
   * @param values full key ({@code cloudapp:domain}) → value
   * @throws BadSetting for the first value that is missing, unknown or cannot be used
   */
  public static StackSettings of(String stack, Map<String, String> values) {
    var asked = new TreeSet<String>();
    var settings = of(stack, noted(asked, key -> Optional.ofNullable(values.get(key))));
    refuseUnknown(values.keySet(), asked);
    return settings;
  }

  /**
   * @param values full key ({@code cloudapp:domain}) → value
   * @throws BadSetting for the first value that is missing or cannot be used
   */
  public static StackSettings of(String stack, Function<String, Optional<String>> values) {
    var aws = new ConfigurationValues("aws", values);
    var own = new ConfigurationValues("cloudapp", values);
    var region =
        Region.ofCode(aws.require("region", Pattern.compile(".+"), "the region to deploy to"));
    return new StackSettings(
        region,
        installation(own, stack),
        own.require("domain", DOMAIN, "the name that the pages are reached by"),
        own.require("hostedZoneId", ZONE_ID, "the id of the Route 53 hosted zone of the domain"),
        own.require("adminEmail", EMAIL, "an e-mail address of the administrators"),
        own.optional("apiDomain", DOMAIN, "the name that the API is reached by"),
        imageTag(own),
        own.number("budgetPerMonth", 200, 1, 1_000_000, "the monthly budget in US dollars"),
        retention(own),
        instanceTypes(own),
        NetworkSettings.of(own),
        DatabaseSettings.of(own),
        CapacitySettings.of(own));
  }

  private static Function<String, Optional<String>> noted(
      Set<String> asked, Function<String, Optional<String>> values) {
    return key -> {
      asked.add(key);
      return values.apply(key);
    };
  }

  /** A misspelt key would leave its default in force, and nobody would notice. */
  private static void refuseUnknown(Set<String> given, Set<String> asked) {
    var own = "cloudapp:";
    for (var key : new TreeSet<>(given)) {
      if (key.startsWith(own) && !asked.contains(key)) {
        throw new BadSetting(
            "%s is no setting of CloudApp. Remove it (pulumi config rm %s), or set what was meant: %s."
                .formatted(
                    key,
                    key,
                    asked.stream()
                        .filter(it -> it.startsWith(own))
                        .collect(Collectors.joining(", "))));
      }
    }
  }

  /** The name of a resource, for example {@code cloudapp-test-login}. */
  public String name(String resource) {
    return installation + "-" + resource;
  }

  private static String installation(ConfigurationValues own, String stack) {
    return own.optional(
            "installation",
            INSTALLATION,
            "3 to 20 lower-case letters, digits and single dashes; AWS allows a load balancer 32"
                + " characters, and the name of each begins with it")
        .orElseGet(
            () -> {
              var name = "cloudapp-" + stack;
              if (!INSTALLATION.matcher(name).matches()) {
                throw own.bad(
                    "installation",
                    "is missing, and \"" + name + "\" cannot be used instead",
                    "3 to 20 lower-case letters, digits and single dashes");
              }
              return name;
            });
  }

  private static String imageTag(ConfigurationValues own) {
    var meaning = "the tag that the images were built with, such as 1.0.0";
    var tag = own.require("imageTag", TAG, meaning);
    if (tag.equals("latest")) {
      throw own.bad("imageTag", "is latest, which nothing can be rolled back to", meaning);
    }
    return tag;
  }

  private static List<String> instanceTypes(ConfigurationValues own) {
    var patterns =
        own.list(
            "instanceTypes",
            pattern -> {
              if (!InstanceTypes.isPattern(pattern)) {
                throw own.bad(
                    "instanceTypes",
                    "has \"" + pattern + "\", which is no type of instance",
                    "types that configurations may name, with * for any text: t3.*,m*.large");
              }
              return pattern;
            });
    return patterns.isEmpty() ? InstanceTypes.USUAL.patterns() : patterns;
  }

  private static int retention(ConfigurationValues own) {
    var days = own.number("logRetentionDays", 365, 365, 3653, "the days that logs are kept");
    if (!RETENTIONS.contains(days)) {
      throw own.bad(
          "logRetentionDays",
          "is \"" + days + "\", which CloudWatch does not know",
          "one of " + RETENTIONS);
    }
    return days;
  }
}
