package io.cloudapp.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How to run LocalCloud; port 0 stands for any free one.
 *
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
    Duration boot,
    Map<String, URI> functionEndpoints,
    Optional<Path> data,
    String directory) {

  public Options {
    functionEndpoints = Map.copyOf(functionEndpoints);
  }

  /** Any free ports and instances that boot at once. */
  public static Options forTests() {
    return new Options(0, 0, 0, 0, Duration.ofMillis(200), Map.of(), Optional.empty(), "cognito");
  }

  public Options withBoot(Duration newBoot) {
    return new Options(
        webPort, apiPort, awsPort, consolePort, newBoot, functionEndpoints, data, directory);
  }

  public Options withData(Path folder) {
    return new Options(
        webPort,
        apiPort,
        awsPort,
        consolePort,
        boot,
        functionEndpoints,
        Optional.of(folder),
        directory);
  }

  public Options withDirectory(String newDirectory) {
    return new Options(
        webPort, apiPort, awsPort, consolePort, boot, functionEndpoints, data, newDirectory);
  }

  public Options withFunctionEndpoints(Map<String, URI> endpoints) {
    return new Options(webPort, apiPort, awsPort, consolePort, boot, endpoints, data, directory);
  }
}
