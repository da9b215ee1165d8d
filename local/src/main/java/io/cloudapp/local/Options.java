package io.cloudapp.local;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to run LocalCloud; port 0 stands for any free one.
 *
 * @param databasePort empty stands for {@link #DATABASE_PORT}, or any free one while that is in use
 * @param containerAddress where the AWS endpoint and the database answer besides loopback
 * @param boot how long an instance boots
 * @param functionEndpoints where functions are invoked instead, by function name; under the empty
 *     name, those that LocalCloud does not have
 * @param data where the state stays; without it every start is fresh
 * @param directory {@code cognito} or {@code database}
 */
public record Options(
    int webPort,
    int apiPort,
    int awsPort,
    int consolePort,
    OptionalInt databasePort,
    Optional<InetAddress> containerAddress,
    Duration boot,
    Map<String, URI> functionEndpoints,
    Optional<Path> data,
    String directory) {

  /** Where the samples expect the database. */
  public static final int DATABASE_PORT = 8432;

  public Options {
    functionEndpoints = Map.copyOf(functionEndpoints);
  }

  /** Any free ports and instances that boot at once. */
  public static Options forTests() {
    return new Options(
        0,
        0,
        0,
        0,
        OptionalInt.of(0),
        Optional.empty(),
        Duration.ofMillis(200),
        Map.of(),
        Optional.empty(),
        "cognito");
  }

  public Options withApiPort(int port) {
    return new Options(
        webPort,
        port,
        awsPort,
        consolePort,
        databasePort,
        containerAddress,
        boot,
        functionEndpoints,
        data,
        directory);
  }

  public Options withBoot(Duration newBoot) {
    return new Options(
        webPort,
        apiPort,
        awsPort,
        consolePort,
        databasePort,
        containerAddress,
        newBoot,
        functionEndpoints,
        data,
        directory);
  }

  public Options withData(Path folder) {
    return new Options(
        webPort,
        apiPort,
        awsPort,
        consolePort,
        databasePort,
        containerAddress,
        boot,
        functionEndpoints,
        Optional.of(folder),
        directory);
  }

  public Options withDirectory(String newDirectory) {
    return new Options(
        webPort,
        apiPort,
        awsPort,
        consolePort,
        databasePort,
        containerAddress,
        boot,
        functionEndpoints,
        data,
        newDirectory);
  }
}
