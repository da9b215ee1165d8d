package io.cloudapp.local.gateway;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpField;
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

/** Serves the API on loopback. */
public final class GatewayServer implements AutoCloseable {

  /** The limit of HTTP APIs. */
  private static final int MAXIMUM_BODY_BYTES = 10 * 1024 * 1024;

  private final Server server;
  private final ServerConnector connector;

  /** @param port 0 for any free one */
  public GatewayServer(int port) {
    var threads = new QueuedThreadPool();
    threads.setName("api");
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server = new Server(threads);
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
  }

  /** Takes the port, so that everything else can be told the address before requests come. */
  public int open() throws java.io.IOException {
    connector.open();
    return connector.getLocalPort();
  }

  /** Begins to answer. */
  public void start(ApiGateway gateway) throws Exception {
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            var answer = gateway.answer(read(request));
            response.setStatus(answer.status());
            answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
            response.write(true, ByteBuffer.wrap(answer.body()), callback);
            return true;
          }
        });
    server.start();
  }

  private static GatewayRequest read(Request request) throws Exception {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (HttpField field : request.getHeaders()) {
      headers.computeIfAbsent(field.getName(), _ -> new ArrayList<>()).add(field.getValue());
    }
    var uri = request.getHttpURI();
    var body = new byte[0];
    if (request.getLength() != 0) {
      try (var in = Content.Source.asInputStream(request)) {
        body = in.readNBytes(MAXIMUM_BODY_BYTES);
      }
    }
    return new GatewayRequest(
        UUID.randomUUID().toString(),
        request.getMethod(),
        uri.getPath(),
        uri.getQuery() == null ? "" : uri.getQuery(),
        headers,
        body,
        ((InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress())
            .getAddress()
            .getHostAddress());
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
