package io.cloudapp.local.lambda;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What Lambda is told about a function beside its code.
 *
 * @param name 1–64 letters, digits, hyphens and underscores
 * @param handler as in the template, for example {@code io.cloudapp.functions.auth.AuthHandler}
 * @param memoryMegabytes 128–10,240
 * @param timeout 1 s to 15 min
 */
public record FunctionSettings(String name, String handler, int memoryMegabytes, Duration timeout) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public FunctionSettings {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a function name: " + name);
    }
    if (memoryMegabytes < 128 || memoryMegabytes > 10_240) {
      throw new IllegalArgumentException("Memory out of 128–10,240 MB: " + memoryMegabytes);
    }
    if (timeout.compareTo(Duration.ofMillis(1)) < 0
        || timeout.compareTo(Duration.ofMinutes(15)) > 0) {
      throw new IllegalArgumentException("Timeout out of 1 ms to 15 min: " + timeout);
    }
  }

  public String arn() {
    return arn(name);
  }

  static String arn(String name) {
    return "arn:aws:lambda:eu-west-1:000000000000:function:" + name;
  }
}
