package io.cloudapp.local.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the service a request is for, by the same signs that AWS's host names give elsewhere. */
final class ServiceRouter {

  private static final Map<String, String> BY_TARGET =
      Map.of(
          "AWSStepFunctions", "states",
          "AmazonSQS", "sqs",
          "AWSCognitoIdentityProviderService", "cognito-idp",
          "secretsmanager", "secretsmanager",
          "Logs_20140328", "logs",
          "AmazonSSM", "ssm",
          "AmazonAthena", "athena",
          "AWSGlue", "glue");
  private static final Map<String, String> BY_VERSION =
      Map.of(
          "2016-11-15", "ec2",
          "2010-03-31", "sns",
          "2011-06-15", "sts",
          "2012-11-05", "sqs");
  private static final Pattern VERSION = Pattern.compile("(?:^|&)Version=([0-9-]{10})(?:&|$)");
  private static final Pattern CREDENTIAL =
      Pattern.compile("(?:^|&)X-Amz-Credential=([^&]+)", Pattern.CASE_INSENSITIVE);

  /**
   * What a request says about where it goes.
   *
   * @param signingName empty when nothing names a service
   */
  record Destination(String signingName, Optional<AwsService> service) {}

  private final Map<String, AwsService> services = new LinkedHashMap<>();

  ServiceRouter(List<AwsService> services) {
    for (var service : services) {
      if (this.services.put(service.signingName(), service) != null) {
        throw new IllegalArgumentException("Two services sign as " + service.signingName() + ".");
      }
    }
  }

  Destination destination(AwsRequest request) {
    var scope = Scope.of(request);
    if (scope.isPresent()) {
      return to(scope.get().signingName());
    }
    var target = request.header("x-amz-target");
    if (target.isPresent()) {
      var prefix = target.get().split("\\.", 2)[0];
      return to(BY_TARGET.getOrDefault(prefix, prefix));
    }
    if (request.path().startsWith("/2015-03-31/functions")) {
      return to("lambda");
    }
    for (var service : services.values()) {
      if (service.claims(request.path())) {
        return new Destination(service.signingName(), Optional.of(service));
      }
    }
    return version(request).map(this::to).orElseGet(() -> to("s3"));
  }

  private Destination to(String signingName) {
    return new Destination(signingName, Optional.ofNullable(services.get(signingName)));
  }

  private static Optional<String> version(AwsRequest request) {
    boolean form =
        request.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded");
    var found = VERSION.matcher(form ? request.text() : request.query());
    return found.find() ? Optional.ofNullable(BY_VERSION.get(found.group(1))) : Optional.empty();
  }

  /** Who signed a request, and for which service. */
  record Scope(String accessKeyId, String signingName) {

    static Optional<Scope> of(AwsRequest request) {
      return request
          .header("authorization")
          .flatMap(Scope::inHeader)
          .or(() -> inQuery(request.query()));
    }

    private static Optional<Scope> inHeader(String authorization) {
      int start = authorization.indexOf("Credential=");
      if (start < 0) {
        return Optional.empty();
      }
      start += "Credential=".length();
      int end = authorization.indexOf(',', start);
      return parse(authorization.substring(start, end < 0 ? authorization.length() : end), "/");
    }

    private static Optional<Scope> inQuery(String query) {
      if (query.isEmpty()) {
        return Optional.empty();
      }
      var found = CREDENTIAL.matcher(query);
      return found.find() ? parse(found.group(1), "/|%2F|%2f") : Optional.empty();
    }

    private static Optional<Scope> parse(String credential, String separator) {
      var parts = credential.strip().split(separator);
      return parts.length == 5 ? Optional.of(new Scope(parts[0], parts[3])) : Optional.empty();
    }
  }
}
