package io.cloudapp.core.api;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every kind of refusal and failure a person or script can meet, with its stable identifier. */
public enum ProblemType {
  MALFORMED_REQUEST(400, "The request is not valid JSON of the documented shape"),
  AUTHENTICATION_ERROR(401, "Authentication Error"),
  UNAUTHENTICATED(401, "Sign in first"),
  FORBIDDEN(403, "You may not do this"),
  SECOND_FACTOR_NEEDED(403, "This needs the administrator sign-in with a second factor"),
  NOT_FOUND(404, "There is nothing here"),
  METHOD_NOT_ALLOWED(405, "This address does not answer that method"),
  CONFLICT(409, "Someone changed this meanwhile"),
  CONFIGURATION_DISABLED(409, "The configuration is not available at the moment"),
  ALREADY_STOPPING(409, "The instance is already being stopped"),
  LAST_ADMIN(409, "This would leave no admin who can sign in"),
  OWN_ACCOUNT(409, "Another admin has to do this"),
  INSTANCE_ENDED(409, "The instance has ended"),
  INSTANCE_NOT_READY(409, "The instance is not ready yet"),
  LOGIN_REVEALED(410, "The login details were already shown"),
  BODY_TOO_LARGE(413, "The request body is too large"),
  INVALID_FIELD(422, "A field has a value that cannot be used"),
  UNKNOWN_CONFIGURATION(422, "There is no such configuration"),
  IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),
  QUOTA_REACHED(429, "Your quota of instances is reached"),
  TOO_MANY_REQUESTS(429, "Too many requests"),
  INTERNAL_ERROR(500, "Something went wrong on our side"),
  TRY_LATER(503, "A service we depend on did not answer"),
  NO_CAPACITY(409, "AWS has no room for this instance type right now"),
  BOOT_TIMEOUT(504, "The instance did not start in time"),
  LAUNCH_REFUSED(409, "AWS refused to launch the instance"),
  STOPPED_MEANWHILE(409, "The instance was stopped while it was being launched"),
  DEADLINE_PASSED(504, "The request took too long and was ended");

  private static final String PREFIX = "urn:cloudapp:problem:";

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** HTTP status, 400–599. */
  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** The part after {@code urn:cloudapp:problem:}, for example {@code quota-reached}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public URI uri() {
    return URI.create(PREFIX + slug());
  }

  public static Optional<ProblemType> of(URI uri) {
    return Arrays.stream(values()).filter(type -> type.uri().equals(uri)).findFirst();
  }
}
