package io.cloudapp.local;

import io.cloudapp.core.json.Json;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./cloudapp up}. */
@Command(name = "cloudapp up", description = "Runs all of CloudApp on this machine.")
public final class Main implements Callable<Integer> {

  @Option(names = "--web-port", defaultValue = "8080")
  int webPort;

  @Option(names = "--api-port", defaultValue = "8081")
  int apiPort;

  @Option(names = "--aws-port", defaultValue = "4566")
  int awsPort;

  @Option(names = "--console-port", defaultValue = "8090")
  int consolePort;

  @Option(names = "--database-port")
  Integer databasePort;

  @Option(names = "--container-address")
  String containerAddress;

  @Option(names = "--boot-seconds", defaultValue = "5")
  double bootSeconds;

  @Option(names = "--lambda-endpoint")
  List<String> lambdaEndpoints = List.of();

  @Option(names = "--data")
  Path data;

  @Option(names = "--directory", defaultValue = "${env:CLOUDAPP_DIRECTORY:-cognito}")
  String directory;

  @Option(names = "--json")
  boolean json;

  /** Starts, provisions once and ends: what the launcher records the JVM's cache from. */
  @Option(names = "--rehearse", hidden = true)
  boolean rehearse;

  private final PrintStream out;

  private Main(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    var out = System.out;
    // Libraries must not write between the lines that scripts read.
    System.setOut(System.err);
    var command = new CommandLine(new Main(out)).setOverwrittenOptionsAllowed(true);
    command.setParameterExceptionHandler(
        (wrong, _) -> {
          System.err.println("cloudapp: " + wrong.getMessage() + ". See ./cloudapp help.");
          return 2;
        });
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Options options;
    try {
      options = options();
    } catch (IllegalArgumentException wrong) {
      System.err.println("cloudapp: " + wrong.getMessage());
      return 2;
    }
    try (var cloud = new LocalCloud(options)) {
      var stopped = new CountDownLatch(1);
      var closed = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .unstarted(
                      () -> {
                        stopped.countDown();
                        await(closed);
                      }));
      try {
        var addresses = cloud.start(step -> progress(step));
        if (rehearse) {
          new Rehearsal(addresses).run();
          return 0;
        }
        announce(addresses);
        // Its first start takes a second, which nobody should wait for before or after this.
        Thread.ofPlatform().daemon().name("athena-start").start(cloud.aws().athena()::warmUp);
        stopped.await();
        System.err.println("Stopping ...");
      } finally {
        cloud.close();
        closed.countDown();
      }
      return 0;
    } catch (StartFailure failure) {
      System.err.println("cloudapp: " + failure.getMessage());
      return 1;
    }
  }

  private static void await(CountDownLatch closed) {
    try {
      closed.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Options options() {
    if (!(bootSeconds >= 0 && bootSeconds <= 3600)) {
      throw new IllegalArgumentException("--boot-seconds takes a number from 0 to 3600.");
    }
    if (!directory.equals("cognito") && !directory.equals("database")) {
      throw new IllegalArgumentException("--directory takes cognito or database.");
    }
    var database = Optional.ofNullable(databasePort).orElse(0);
    for (var port : new int[] {webPort, apiPort, awsPort, consolePort, database}) {
      if (port < 0 || port > 65535) {
        throw new IllegalArgumentException("A port is a number from 0 to 65535, not " + port + ".");
      }
    }
    Map<String, URI> endpoints = new HashMap<>();
    for (var endpoint : lambdaEndpoints) {
      var match = Pattern.compile("(?:([A-Za-z0-9_-]+)=)?(https?://.+)").matcher(endpoint);
      if (!match.matches()) {
        throw new IllegalArgumentException(
            "--lambda-endpoint takes [FUNCTION=]URL, for example http://localhost:3001.");
      }
      endpoints.put(Optional.ofNullable(match.group(1)).orElse(""), URI.create(match.group(2)));
    }
    return new Options(
        webPort,
        apiPort,
        awsPort,
        consolePort,
        databasePort(),
        Optional.ofNullable(containerAddress).map(Main::ownAddress),
        Duration.ofMillis(Math.round(bootSeconds * 1000)),
        endpoints,
        Optional.ofNullable(data).map(Main::fromCaller),
        directory);
  }

  // Whoever lets the others be anything wants to run beside other LocalClouds.
  private OptionalInt databasePort() {
    if (databasePort != null) {
      return OptionalInt.of(databasePort);
    }
    return awsPort == 0 ? OptionalInt.of(0) : OptionalInt.empty();
  }

  private static InetAddress ownAddress(String text) {
    try {
      // Names are not taken, because looking one up may ask the internet.
      var address = InetAddress.ofLiteral(text);
      if (address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null) {
        return address;
      }
    } catch (IllegalArgumentException | SocketException notAnAddress) {
      // The sentence below says what is one.
    }
    throw new IllegalArgumentException(
        "--container-address takes an IP address of this machine, for example 172.17.0.1, or"
            + " 0.0.0.0 for all of them.");
  }

  // The launcher works in its own folder; a relative path means the caller's.
  private static Path fromCaller(Path path) {
    var caller = Optional.ofNullable(System.getenv("CLOUDAPP_CALLED_FROM")).orElse("");
    return Path.of(caller).resolve(path).toAbsolutePath();
  }

  private void progress(String step) {
    if (!json) {
      System.err.printf("%5.1f s  %s%n", secondsSinceStart(), step);
    }
  }

  private void announce(Addresses addresses) throws Exception {
    var readySeconds = secondsSinceStart();
    if (json) {
      var line = Json.mapper().createObjectNode();
      line.put("web", addresses.web().toString());
      line.put("api", addresses.api().toString());
      line.put("aws", addresses.aws().toString());
      line.put("console", addresses.console().toString());
      line.put("pid", ProcessHandle.current().pid());
      line.put("readySeconds", Math.round(readySeconds * 100) / 100.0);
      var users = line.putArray("users");
      for (var person : addresses.people()) {
        var user = users.addObject();
        user.put("username", person.username());
        user.put("password", person.password());
        user.put("role", person.admin() ? "admin" : "user");
        person
            .totpSecret()
            .ifPresentOrElse(s -> user.put("totpSecret", s), () -> user.putNull("totpSecret"));
      }
      out.println(Json.mapper().writeValueAsString(line));
    } else {
      out.print(Welcome.text(addresses, readySeconds));
    }
    out.flush();
  }

  // Of this JVM: the process is older when the launcher built something first.
  private static double secondsSinceStart() {
    var started = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    return Duration.between(started, Instant.now()).toMillis() / 1000.0;
  }
}
