package io.cloudapp.local.cognito;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The filter of ListUsers: an attribute, {@code =} or {@code ^=} (begins with), a quoted value. */
record UserFilter(String attribute, boolean beginning, String value) implements Predicate<User> {

  private static final Pattern SYNTAX =
      Pattern.compile("\\s*\"?([\\w:]+)\"?\\s*(\\^?=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*");
  private static final Set<String> SEARCHABLE =
      Set.of(
          "username",
          "email",
          "phone_number",
          "name",
          "given_name",
          "family_name",
          "preferred_username",
          "cognito:user_status",
          "status",
          "sub");

  static UserFilter parse(String filter) {
    var matcher = SYNTAX.matcher(filter);
    if (!matcher.matches()) {
      throw Refusal.invalidParameter("Error while parsing filter.");
    }
    if (!SEARCHABLE.contains(matcher.group(1))) {
      throw Refusal.invalidParameter(
          "Searching by attribute %s is not supported.".formatted(matcher.group(1)));
    }
    return new UserFilter(
        matcher.group(1),
        matcher.group(2).equals("^="),
        matcher.group(3).replaceAll("\\\\(.)", "$1"));
  }

  @Override
  public boolean test(User user) {
    return of(user)
        .filter(actual -> beginning ? actual.startsWith(value) : actual.equals(value))
        .isPresent();
  }

  private Optional<String> of(User user) {
    return switch (attribute) {
      case "username" -> Optional.of(user.username());
      case "sub" -> Optional.of(user.sub());
      case "status" -> Optional.of(user.enabled() ? "Enabled" : "Disabled");
      case "cognito:user_status" -> Optional.of(user.status());
      default -> user.attribute(attribute);
    };
  }
}
