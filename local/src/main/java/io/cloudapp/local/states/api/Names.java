package io.cloudapp.local.states.api;

import io.cloudapp.local.endpoint.AwsError;
import java.util.UUID;

/**
 * Names and ARNs of state machines and Express executions.
 *
 * @param region of this cloud
 * @param account of this cloud
 */
record Names(String region, String account) {

  private static final String REFUSED = "<>{}[]?*\"#%\\^|~`$&,;:/";
  private static final int LONGEST = 80;

  /** Refuses a name that AWS refuses. */
  static String checked(String name) {
    var isValid =
        !name.isEmpty()
            && name.length() <= LONGEST
            && name.chars()
                .noneMatch(
                    character ->
                        Character.isWhitespace(character)
                            || Character.isISOControl(character)
                            || Character.isSpaceChar(character)
                            || Character.isSurrogate((char) character)
                            || character >= 0xFFFE
                            || REFUSED.indexOf(character) >= 0);
    if (!isValid) {
      throw new AwsError(400, "InvalidName", "Invalid Name: '" + name + "'");
    }
    return name;
  }

  String machine(String name) {
    return "arn:aws:states:" + region + ":" + account + ":stateMachine:" + name;
  }

  /** Each start has an ARN of its own, also with a name used before. */
  String execution(String machine, String name) {
    return "arn:aws:states:"
        + region
        + ":"
        + account
        + ":express:"
        + machine
        + ":"
        + name
        + ":"
        + UUID.randomUUID();
  }

  /** Refuses a text that is no ARN. */
  static String arn(String text) {
    if (!text.startsWith("arn:")) {
      throw new AwsError(400, "InvalidArn", "Invalid Arn: 'Invalid ARN prefix: " + text + "'");
    }
    return text;
  }

  static boolean isExpressExecution(String arn) {
    var parts = arn.split(":", 7);
    return parts.length > 5 && parts[5].equals("express");
  }
}
