package io.cloudapp.logic.login;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.login.SignIn;
import io.cloudapp.core.login.SignIn.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a sign-in by hand: a JSON library's message about a field may quote it, and these are
 * passwords.
 */
final class SignInReader {

  /** Cognito's pattern for user names. */
  private static final Pattern USERNAME =
      Pattern.compile("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,128}");

  private static final Pattern PASSWORD =
      Pattern.compile("(?s).{1," + PasswordPolicy.MAXIMUM_LENGTH + "}");
  private static final Pattern CODE = Pattern.compile("[0-9]{6}");

  private final JsonNode sent;
  private final List<FieldError> errors = new ArrayList<>();

  private SignInReader(JsonNode sent) {
    this.sent = sent;
  }

  /** What was read. */
  sealed interface Reading {
    record Valid(SignIn signIn) implements Reading {}

    record Invalid(Problem problem) implements Reading {}
  }

  static Reading read(JsonNode sent) {
    return sent.isObject()
        ? new SignInReader(sent).readFields()
        : new Reading.Invalid(
            Problem.of(ProblemType.MALFORMED_REQUEST, "Send a JSON object as the request body."));
  }

  private Reading readFields() {
    var signIn =
        new SignIn(
            required("username", USERNAME, "Give your user name."),
            required("password", PASSWORD, "Give your password."),
            optional("newPassword", PASSWORD, PasswordPolicy.RULES),
            optional("totp", CODE, "Give the six digits that your authenticator app shows."),
            client());
    return errors.isEmpty()
        ? new Reading.Valid(signIn)
        : new Reading.Invalid(Problem.ofFields(errors));
  }

  private String required(String field, Pattern pattern, String message) {
    var value = optional(field, pattern, message);
    if (value.isEmpty() && errors.stream().noneMatch(error -> error.field().equals(field))) {
      errors.add(new FieldError(field, message));
    }
    return value.orElse("");
  }

  private Optional<String> optional(String field, Pattern pattern, String message) {
    var node = sent.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isTextual() || !pattern.matcher(node.textValue()).matches()) {
      errors.add(new FieldError(field, message));
      return Optional.empty();
    }
    return Optional.of(node.textValue());
  }

  private Client client() {
    var node = sent.path("client");
    if (node.isMissingNode() || node.isNull()) {
      return Client.WEB;
    }
    return switch (node.asText()) {
      case "web" -> Client.WEB;
      case "admin" -> Client.ADMIN;
      default -> {
        errors.add(new FieldError("client", "Say web or admin."));
        yield Client.WEB;
      }
    };
  }
}
