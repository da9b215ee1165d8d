package io.cloudapp.local.cloud;

import io.cloudapp.local.Options;
import io.cloudapp.local.StartFailure;
import io.cloudapp.local.endpoint.AwsEndpoint;
import io.cloudapp.local.http.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/** The ports that people were told, taken before anything else so that a conflict shows at once. */
public final class Ports implements AutoCloseable {

  private final int web;
  private final int database;
  private final AwsEndpoint aws;
  private final LoopbackServer apiServer;
  private final int api;
  private final LoopbackServer consoleServer;
  private final int console;

  private Ports(
      int web,
      int database,
      AwsEndpoint aws,
      LoopbackServer apiServer,
      int api,
      LoopbackServer consoleServer,
      int console) {
    this.web = web;
    this.database = database;
    this.aws = aws;
    this.apiServer = apiServer;
    this.api = api;
    this.consoleServer = consoleServer;
    this.console = console;
  }

  /**
   * @throws StartFailure with the option that names another port, when one is in use
   */
  public static Ports take(Options options) {
    var web = free("web", options.webPort());
    var database = database(options);
    AwsEndpoint aws;
    try {
      aws = AwsEndpoint.bind(options.awsPort(), options.containerAddress());
    } catch (UncheckedIOException inUse) {
      throw taken("aws", options.awsPort(), inUse);
    }
    var apiServer = new LoopbackServer("api", options.apiPort());
    var consoleServer = new LoopbackServer("console", options.consolePort());
    var api = open("api", options.apiPort(), apiServer);
    var console = open("console", options.consolePort(), consoleServer);
    return new Ports(web, database, aws, apiServer, api, consoleServer, console);
  }

  private static int database(Options options) {
    if (options.databasePort().isPresent()) {
      var port = options.databasePort().getAsInt();
      return port == 0 ? 0 : free("database", port);
    }
    try {
      return free("database", Options.DATABASE_PORT);
    } catch (StartFailure inUse) {
      return 0;
    }
  }

  // Micronaut and PostgreSQL bind theirs, later; this finds out early whether they can.
  private static int free(String name, int port) {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return probe.getLocalPort();
    } catch (IOException inUse) {
      throw taken(name, port, inUse);
    }
  }

  private static int open(String name, int port, LoopbackServer server) {
    try {
      return server.open();
    } catch (IOException inUse) {
      throw taken(name, port, inUse);
    }
  }

  private static StartFailure taken(String name, int port, Exception cause) {
    return new StartFailure(
        "Port %d is in use; stop what uses it or choose another with --%s-port (0 = any free one)."
            .formatted(port, name),
        cause);
  }

  public AwsEndpoint aws() {
    return aws;
  }

  /** 0 when any free one will do. */
  public int databasePort() {
    return database;
  }

  int webPort() {
    return web;
  }

  public URI api() {
    return URI.create("http://localhost:" + api);
  }

  /** {@code host:port} as an {@code ApiEndpoint} has it. */
  public String apiHost() {
    return "localhost:" + api;
  }

  public URI console() {
    return URI.create("http://localhost:" + console);
  }

  public void startApi(LoopbackServer.Exchange exchange) {
    start(apiServer, exchange);
  }

  public void startConsole(LoopbackServer.Exchange exchange) {
    start(consoleServer, exchange);
  }

  private static void start(LoopbackServer server, LoopbackServer.Exchange exchange) {
    try {
      server.start(exchange);
    } catch (Exception failure) {
      throw new StartFailure(
          "A server of LocalCloud did not start: " + failure.getMessage(), failure);
    }
  }

  @Override
  public void close() throws Exception {
    consoleServer.close();
    apiServer.close();
    aws.close();
  }
}
