package io.cloudapp.services.edge;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What a service's image does instead of serving when it is started with {@value #OPTION} and an
 * address: it asks there once. The image has no shell and no other program that could, and {@code
 * helm test} runs it.
 */
final class CheckHealth {

  static final String OPTION = "--check-health";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private CheckHealth() {}

  /**
   * @return the status for the process to end with, 0 for a healthy service; empty where the
   *     arguments ask for something else
   */
  static Optional<Integer> asked(String[] arguments, PrintStream out) {
    if (arguments.length == 0 || !arguments[0].equals(OPTION)) {
      return Optional.empty();
    }
    if (arguments.length != 2) {
      out.println("Give " + OPTION + " one address, such as http://localhost:8080/health.");
      return Optional.of(2);
    }
    return Optional.of(check(arguments[1], out));
  }

  private static int check(String address, PrintStream out) {
    try {
      var status = status(address);
      out.println(address + " answered " + status + ".");
      return status == HttpURLConnection.HTTP_OK ? 0 : 1;
    } catch (IllegalArgumentException | MalformedURLException | ClassCastException wrong) {
      out.println("\"" + address + "\" is no address. Give one that begins with http://.");
      return 2;
    } catch (IOException none) {
      out.println(address + " did not answer: " + none);
      return 1;
    }
  }

  /** Without the newer client, whose module a runtime made for the image may lack. */
  private static int status(String address) throws IOException {
    var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    connection.setConnectTimeout((int) PATIENCE.toMillis());
    connection.setReadTimeout((int) PATIENCE.toMillis());
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}
