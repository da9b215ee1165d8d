package io.cloudapp.local.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An HTTP server on loopback that takes its port first and begins to answer later. */
public final class LoopbackServer implements AutoCloseable {

  /** What AWS accepts at most in one request to any of the operations we have. */
  private static final int MAXIMUM_BODY_BYTES = 10 * 1024 * 1024;

  /** Answers one exchange. */
  @FunctionalInterface
  public interface Exchange {
    HttpAnswer answer(HttpCall call) throws Exception;

    /** What to say to a request that never became a call, because it is no proper HTTP. */
    default HttpAnswer refuse(int status) {
      return new HttpAnswer(status, Map.of("Content-Type", "text/plain"), new byte[0]);
    }
  }

  private final Server server;
  private final ServerConnector connector;

  /**
   * @param name what its threads are called
   * @param port 0 for any free one
   */
  public LoopbackServer(String name, int port) {
    var threads = new QueuedThreadPool();
    threads.setName(name);
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server = new Server(threads);
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    // Encoded slashes and the like are for the exchange to judge.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
  }

  /**
   * Takes the port and gives its number.
   *
   * @throws IOException when the port is in use
   */
  public int open() throws IOException {
    connector.open();
    return connector.getLocalPort();
  }

  public void start(Exchange exchange) throws Exception {
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            write(exchange.answer(read(request)), response, callback);
            return true;
          }
        });
    server.setErrorHandler(
        (request, response, callback) -> {
          write(exchange.refuse(response.getStatus()), response, callback);
          return true;
        });
    server.start();
  }

  private static void write(HttpAnswer answer, Response response, Callback callback) {
    response.setStatus(answer.status());
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }

  private static HttpCall read(Request request) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (HttpField field : request.getHeaders()) {
      headers.computeIfAbsent(field.getName(), _ -> new ArrayList<>(1)).add(field.getValue());
    }
    var uri = request.getHttpURI();
    var body = new byte[0];
    if (request.getLength() != 0) {
      try (var in = Content.Source.asInputStream(request)) {
        body = in.readNBytes(MAXIMUM_BODY_BYTES + 1);
      }
    }
    var remote = (InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress();
    return new HttpCall(
        request.getMethod(),
        uri.getPath(),
        uri.getQuery() == null ? "" : uri.getQuery(),
        headers,
        body,
        remote.getAddress().getHostAddress());
  }

  @Override
  public void close() throws Exception {
    connector.close();
    server.stop();
  }
}
