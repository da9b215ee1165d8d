package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.QueryInput;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * One page of an ordered list.
 *
 * @param next the token of the page after it, empty at the end
 */
record Page<T>(List<T> items, Optional<String> next) {

  private static final int LARGEST = 1000;
  private static final String MARK = "after:";

  /**
   * @param smallest the least MaxResults that the operation takes
   * @param ordinal ascending along the list, and the same in every request
   */
  static <T> Page<T> of(
      QueryInput input, int smallest, List<T> ordered, ToLongFunction<T> ordinal) {
    var size = input.number("MaxResults");
    size.filter(asked -> asked < smallest || asked > LARGEST)
        .ifPresent(
            asked -> {
              throw Refusals.invalidValue(
                  "Value ( %d ) for parameter maxResults is invalid. Expecting a value %s."
                      .formatted(
                          asked,
                          asked < smallest
                              ? "greater than or equal to " + smallest
                              : "less than or equal to " + LARGEST));
            });
    var after = input.text("NextToken").filter(token -> !token.isEmpty()).map(Page::position);
    var rest =
        after
            .map(last -> ordered.stream().filter(item -> ordinal.applyAsLong(item) > last).toList())
            .orElse(ordered);
    int limit = size.orElse(LARGEST);
    if ((size.isEmpty() && after.isEmpty()) || rest.size() <= limit) {
      return new Page<>(rest, Optional.empty());
    }
    var items = rest.subList(0, limit);
    return new Page<>(items, Optional.of(token(ordinal.applyAsLong(items.getLast()))));
  }

  private static String token(long ordinal) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((MARK + ordinal).getBytes(StandardCharsets.UTF_8));
  }

  private static long position(String token) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.startsWith(MARK)) {
        return Long.parseLong(text.substring(MARK.length()));
      }
    } catch (IllegalArgumentException notOurs) {
      // The same refusal as for a token of another shape.
    }
    throw new AwsError(400, "InvalidNextToken", "The specified NextToken is not valid.");
  }
}
