package io.cloudapp.local.cognito;

import io.cloudapp.local.endpoint.AwsError;

/** Cognito's refusals, worded as Cognito words them because callers tell some apart by wording. */
final class Refusal {

  private Refusal() {}

  static AwsError of(String code, String message) {
    return new AwsError(400, code, message);
  }

  static AwsError notAuthorized(String message) {
    return of("NotAuthorizedException", message);
  }

  static AwsError invalidParameter(String message) {
    return of("InvalidParameterException", message);
  }

  static AwsError notFound(String message) {
    return of("ResourceNotFoundException", message);
  }

  static AwsError missing(String parameter) {
    return invalidParameter("Missing required parameter " + parameter);
  }

  static AwsError wrongCredentials() {
    return notAuthorized("Incorrect username or password.");
  }

  static AwsError passwordAttemptsExceeded() {
    return notAuthorized("Password attempts exceeded");
  }

  static AwsError userDisabled() {
    return notAuthorized("User is disabled.");
  }

  static AwsError userNotFound() {
    return of("UserNotFoundException", "User does not exist.");
  }

  static AwsError invalidSession() {
    return notAuthorized("Invalid session for the user.");
  }

  static AwsError expiredSession() {
    return notAuthorized("Invalid session for the user, session is expired.");
  }

  static AwsError usedSession() {
    return notAuthorized("Invalid session for the user, session can only be used once.");
  }

  static AwsError wrongCode() {
    return of("CodeMismatchException", "Invalid code received for user");
  }

  static AwsError usedCode() {
    return of("ExpiredCodeException", "Your software token has already been used once.");
  }

  static AwsError softwareTokenNotRegistered() {
    return of("EnableSoftwareTokenMFAException", "Code mismatch");
  }

  static AwsError softwareTokenUnavailable() {
    return of(
        "SoftwareTokenMFANotFoundException",
        "Software Token MFA has not been enabled by the userPool");
  }

  static AwsError invalidPassword(String shortcoming) {
    return of("InvalidPasswordException", "Password did not conform with policy: " + shortcoming);
  }
}
