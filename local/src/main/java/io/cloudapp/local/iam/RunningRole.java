package io.cloudapp.local.iam;

import java.util.Optional;
import java.util.concurrent.Callable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The credentials of the function that runs on this thread, or on the one that made it: the
 * functions share one context and its clients, where on AWS each has a sandbox and a role.
 */
public final class RunningRole implements AwsCredentialsProvider {

  private static final InheritableThreadLocal<String> NAME = new InheritableThreadLocal<>();
  private static final String SECRET = "local";

  /** Runs a function's code with the credentials of its role. */
  public static <T> T as(String role, Callable<T> code) throws Exception {
    NAME.set(role);
    try {
      return code.call();
    } finally {
      NAME.remove();
    }
  }

  /** Those of one role, whatever runs. */
  public static AwsCredentialsProvider always(String role) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(role, SECRET));
  }

  @Override
  public AwsCredentials resolveCredentials() {
    // Whatever runs outside a function is LocalCloud, setting things up.
    return AwsBasicCredentials.create(Optional.ofNullable(NAME.get()).orElse("local"), SECRET);
  }
}
