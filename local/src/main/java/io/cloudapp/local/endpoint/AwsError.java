package io.cloudapp.local.endpoint;

/** A refusal as AWS gives it: its error code, HTTP status and message. */
public final class AwsError extends RuntimeException {

  private static final String UNKNOWN_OPERATION = "UnknownOperationException";
  private static final String INVALID_ACTION = "InvalidAction";

  private final String code;
  private final int status;

  /**
   * @param code AWS's own code, for example {@code InvalidInstanceID.NotFound}
   * @param status HTTP status, 400–599
   */
  public AwsError(int status, String code, String message) {
    super(message, null, false, false);
    this.code = code;
    this.status = status;
  }

  public String code() {
    return code;
  }

  public int status() {
    return status;
  }

  /** What AWS answers to an operation that LocalCloud does not have. */
  public static AwsError unknownOperation(String operation) {
    return new AwsError(400, UNKNOWN_OPERATION, "LocalCloud does not answer " + operation + ".");
  }

  /** What a service of the Query protocols answers to an action that LocalCloud does not have. */
  public static AwsError unknownAction(String service, String action) {
    return new AwsError(
        400,
        INVALID_ACTION,
        "The action "
            + action
            + " is not valid for this web service. (LocalCloud does not answer "
            + service
            + ":"
            + action
            + ".)");
  }

  boolean isUnknownOperation() {
    return code.equals(UNKNOWN_OPERATION) || isUnknownAction();
  }

  boolean isUnknownAction() {
    return code.equals(INVALID_ACTION);
  }
}
