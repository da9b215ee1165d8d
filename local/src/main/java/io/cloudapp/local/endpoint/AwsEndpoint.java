package io.cloudapp.local.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The one HTTP address under which LocalCloud answers for all its AWS services. */
public final class AwsEndpoint implements AutoCloseable {

  /** A Lambda call may hold its connection for 15 minutes. */
  private static final long IDLE_MILLISECONDS = 16 * 60 * 1000L;

  private final Server server;
  private final ServerConnector connector;

  private AwsEndpoint(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Takes the port on the loopback interface. Requests wait until {@link #serve}, so that services
   * can be told the address first.
   *
   * @param port 0 for any free one
   * @throws UncheckedIOException when the port is in use
   */
  public static AwsEndpoint bind(int port) {
    return bind(port, Optional.empty());
  }

  /**
   * As {@link #bind(int)}, and answers under another address of the machine too.
   *
   * @param containerAddress where containers reach this machine
   */
  public static AwsEndpoint bind(int port, Optional<InetAddress> containerAddress) {
    var threads = new QueuedThreadPool(16, 4);
    threads.setName("aws-endpoint");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    var server = new Server(threads);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(32 * 1024);
    // Object keys and function ARNs hold encoded slashes and colons.
    http.setUriCompliance(UriCompliance.UNSAFE);
    var everywhere = containerAddress.filter(InetAddress::isAnyLocalAddress).isPresent();
    var connector = open(server, http, everywhere ? "0.0.0.0" : "127.0.0.1", port);
    if (!everywhere) {
      containerAddress.ifPresent(
          address -> open(server, http, address.getHostAddress(), connector.getLocalPort()));
    }
    return new AwsEndpoint(server, connector);
  }

  private static ServerConnector open(
      Server server, HttpConfiguration http, String host, int port) {
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptedTcpNoDelay(true);
    connector.setIdleTimeout(IDLE_MILLISECONDS);
    server.addConnector(connector);
    try {
      connector.open();
    } catch (IOException inUse) {
      throw new UncheckedIOException(inUse);
    }
    return connector;
  }

  /** Begins to answer everybody. */
  public void serve(List<AwsService> services) {
    serve(services, (_, _) -> {});
  }

  /** Begins to answer those whom the guard lets through. */
  public void serve(List<AwsService> services, RequestGuard guard) {
    server.setHandler(new ServiceHandler(new ServiceRouter(services), guard));
    try {
      server.start();
    } catch (Exception failure) {
      throw new IllegalStateException("The AWS endpoint did not start.", failure);
    }
  }

  public int port() {
    return connector.getLocalPort();
  }

  /** The address to give to clients, for example {@code http://localhost:4566}. */
  public URI uri() {
    return URI.create("http://localhost:" + port());
  }

  @Override
  public void close() {
    try {
      // A server that never served stops without closing what it opened.
      for (var open : server.getConnectors()) {
        ((ServerConnector) open).close();
      }
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("The AWS endpoint did not stop.", failure);
    }
  }
}
