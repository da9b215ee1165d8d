package io.cloudapp.core.configuration;

import io.cloudapp.core.permission.Wildcards;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which EC2 instance types configurations may name; IAM refuses to launch any other.
 *
 * @param patterns as {@link Wildcards} understands them
 */
public record InstanceTypes(List<String> patterns) {

  private static final Pattern PATTERN = Pattern.compile("[a-z][a-z0-9*?-]{0,15}\\.[a-z0-9*?-]+");

  /** No type of these costs more than about 0.60 US dollars an hour. */
  public static final InstanceTypes USUAL =
      new InstanceTypes(
          List.of(
              "t2.*",
              "t3.*",
              "t3a.*",
              "t4g.*",
              "c*.large",
              "c*.xlarge",
              "c*.2xlarge",
              "m*.large",
              "m*.xlarge",
              "m*.2xlarge",
              "r*.large",
              "r*.xlarge",
              "r*.2xlarge"));

  public InstanceTypes {
    patterns = List.copyOf(patterns);
    if (patterns.isEmpty()) {
      throw new IllegalArgumentException("Without a pattern no instance can be launched");
    }
    for (var pattern : patterns) {
      if (!isPattern(pattern)) {
        throw new IllegalArgumentException("Not a pattern of instance types: " + pattern);
      }
    }
  }

  /** Whether a text is a pattern such as {@code t3.*} or {@code m*.large}. */
  public static boolean isPattern(String text) {
    return PATTERN.matcher(text).matches();
  }

  public boolean allow(String instanceType) {
    return patterns.stream().anyMatch(pattern -> Wildcards.match(pattern, instanceType));
  }
}
