package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.AwsError;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Ids as EC2 makes them: a prefix and 17 hexadecimal digits, of which the first is 0. */
final class Ids {

  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{17}|[0-9a-f]{8}");

  private final RandomGenerator random;

  Ids(RandomGenerator random) {
    this.random = random;
  }

  String next(String prefix) {
    return "%s-0%016x".formatted(prefix, random.nextLong());
  }

  /**
   * @param error code without its ending, for example {@code InvalidInstanceID}
   */
  static void requireWellFormed(String prefix, String error, List<String> ids) {
    for (var id : ids) {
      if (!id.startsWith(prefix + "-")
          || !DIGITS.matcher(id.substring(prefix.length() + 1)).matches()) {
        throw new AwsError(
            400,
            error + ".Malformed",
            "Invalid id: \"%s\" (expecting \"%s-...\")".formatted(id, prefix));
      }
    }
  }

  static String wordFor(List<String> ids, String one, String many) {
    return ids.size() == 1
        ? "The %s '%s' does not exist".formatted(one, ids.getFirst())
        : "The %s '%s' do not exist".formatted(many, String.join(", ", ids));
  }
}
