package io.cloudapp.core.permission;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** IAM's patterns: {@code *} is any text, {@code ?} any one character. */
public final class Wildcards {

  private Wildcards() {}

  public static boolean match(String pattern, String text) {
    return expression(pattern).matcher(text).matches();
  }

  private static Pattern expression(String pattern) {
    return Pattern.compile(
        pattern
            .chars()
            .mapToObj(
                character ->
                    switch (character) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(character));
                    })
            .collect(Collectors.joining()));
  }
}
