package io.cloudapp.core.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * A problem document as RFC 9457 defines it.
 *
 * @param type stable identifier, see {@link ProblemType}
 * @param status HTTP status
 * @param detail a sentence that says what happened and what to do
 * @param reference what to quote to an admin, for example a request id; may be empty
 * @param errors one message per field; empty unless fields are at fault
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    URI type, String title, int status, String detail, String reference, List<FieldError> errors) {

  public static final String MEDIA_TYPE = "application/problem+json";

  /** What is wrong with one field; {@code field} is its JSON name. */
  public record FieldError(String field, String message) {}

  public Problem {
    Objects.requireNonNull(type, "type");
    title = Objects.requireNonNullElse(title, "");
    detail = Objects.requireNonNullElse(detail, "");
    reference = Objects.requireNonNullElse(reference, "");
    errors = errors == null ? List.of() : List.copyOf(errors);
  }

  public static Problem of(ProblemType type, String detail) {
    return new Problem(type.uri(), type.title(), type.status(), detail, "", List.of());
  }

  public static Problem ofFields(List<FieldError> errors) {
    var type = ProblemType.INVALID_FIELD;
    return new Problem(
        type.uri(), type.title(), type.status(), errors.getFirst().message(), "", errors);
  }

  public static Problem ofField(String field, String message) {
    return ofFields(List.of(new FieldError(field, message)));
  }

  public Problem withReference(String newReference) {
    return new Problem(type, title, status, detail, newReference, errors);
  }
}
