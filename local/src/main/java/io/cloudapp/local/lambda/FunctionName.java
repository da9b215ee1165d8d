package io.cloudapp.local.lambda;

import java.util.regex.Pattern;

/** A function's name out of any of the forms that Lambda takes. */
final class FunctionName {

  /** Name, partial ARN or ARN, each with a version or an alias, as in Lambda's API model. */
  private static final Pattern FORM =
      Pattern.compile(
          "(?:arn:aws[a-zA-Z-]*:lambda:[a-z0-9-]+:)?(?:\\d{12}:)?(?:function:)?"
              + "([a-zA-Z0-9_-]+)(?::(?:\\$LATEST|[a-zA-Z0-9_-]+))?");

  private FunctionName() {}

  /** The bare name; what is in no known form stays as it is and names no function. */
  static String bare(String nameOrArn) {
    var form = FORM.matcher(nameOrArn);
    return form.matches() ? form.group(1) : nameOrArn;
  }
}
