package io.cloudapp.logic.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.user.UserSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A person to create an account for. */
record NewPerson(String username, String email, int quota, boolean admin) {

  static final int DEFAULT_QUOTA = 3;

  private static final int MAXIMUM_EMAIL = 254;

  /** Begins as no spreadsheet formula does; folded to lower case, because Cognito tells cases. */
  private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,63}");

  /** Cognito takes such an id for a name as well, so nobody may be called like another's. */
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static final Pattern EMAIL =
      Pattern.compile(
          "[A-Za-z0-9_][A-Za-z0-9._%+'-]{0,63}@"
              + "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

  static final String USERNAME_RULES =
      "Give a user name of 1 to 64 letters a to z, digits or . _ - @ +, beginning with a letter or a"
          + " digit.";
  static final String EMAIL_RULES = "Give an e-mail address, for example ada@example.com.";
  static final String QUOTA_RULES =
      "Give a whole number from 0 to %d as the quota.".formatted(UserSummary.MAXIMUM_QUOTA);
  static final String ADMIN_RULES = "Send true or false.";

  /** What was read. */
  sealed interface Reading {
    record Good(NewPerson person) implements Reading {}

    record Bad(List<FieldError> errors) implements Reading {
      public Bad {
        errors = List.copyOf(errors);
      }
    }
  }

  static Reading read(ObjectNode sent) {
    var errors = new ArrayList<FieldError>();
    var username = username(sent.path("username").asText(""));
    if (!sent.path("username").isTextual() || !isUsername(username)) {
      errors.add(new FieldError("username", USERNAME_RULES));
    }
    var email = sent.path("email").asText("").strip();
    if (!sent.path("email").isTextual() || !isEmail(email)) {
      errors.add(new FieldError("email", EMAIL_RULES));
    }
    var quota = isGiven(sent.path("quota")) ? sent.path("quota") : null;
    if (quota != null && !isQuota(quota)) {
      errors.add(new FieldError("quota", QUOTA_RULES));
    }
    var admin = isGiven(sent.path("admin")) ? sent.path("admin") : null;
    if (admin != null && !admin.isBoolean()) {
      errors.add(new FieldError("admin", ADMIN_RULES));
    }
    return errors.isEmpty()
        ? new Reading.Good(
            new NewPerson(
                username,
                email,
                quota == null ? DEFAULT_QUOTA : quota.intValue(),
                admin != null && admin.booleanValue()))
        : new Reading.Bad(errors);
  }

  /** The texts of a line of a file; an empty quota is the usual one, an empty admin is no. */
  static Reading read(String username, String email, String quota, String admin) {
    var errors = new ArrayList<FieldError>();
    var name = username(username);
    if (!isUsername(name)) {
      errors.add(new FieldError("username", USERNAME_RULES));
    }
    if (!isEmail(email.strip())) {
      errors.add(new FieldError("email", EMAIL_RULES));
    }
    var number = quota.strip().isEmpty() ? String.valueOf(DEFAULT_QUOTA) : quota.strip();
    var isNumber =
        NUMBER.matcher(number).matches() && Integer.parseInt(number) <= UserSummary.MAXIMUM_QUOTA;
    if (!isNumber) {
      errors.add(new FieldError("quota", QUOTA_RULES));
    }
    var isAdmin =
        switch (admin.strip().toLowerCase(Locale.ROOT)) {
          case "true", "yes" -> true;
          case "", "false", "no" -> false;
          default -> {
            errors.add(new FieldError("admin", "Write yes or no as admin, or leave it empty."));
            yield false;
          }
        };
    return errors.isEmpty()
        ? new Reading.Good(new NewPerson(name, email.strip(), Integer.parseInt(number), isAdmin))
        : new Reading.Bad(errors);
  }

  static boolean isQuota(JsonNode quota) {
    return quota.isInt() && quota.intValue() >= 0 && quota.intValue() <= UserSummary.MAXIMUM_QUOTA;
  }

  private static String username(String typed) {
    return typed.strip().toLowerCase(Locale.ROOT);
  }

  private static boolean isUsername(String name) {
    return USERNAME.matcher(name).matches() && !ID.matcher(name).matches();
  }

  private static boolean isEmail(String email) {
    return email.length() <= MAXIMUM_EMAIL && EMAIL.matcher(email).matches();
  }

  private static boolean isGiven(JsonNode value) {
    return !value.isMissingNode() && !value.isNull();
  }
}
