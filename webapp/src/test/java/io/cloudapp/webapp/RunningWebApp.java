package io.cloudapp.webapp;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole web app on a free port. */
final class RunningWebApp implements AutoCloseable {

  final MovableClock clock = new MovableClock();
  private final ApplicationContext context;
  private final EmbeddedServer server;

  RunningWebApp(String apiUrl, Map<String, Object> more) {
    var properties = new HashMap<String, Object>();
    properties.put("micronaut.server.port", -1);
    properties.put("micronaut.server.host", "127.0.0.1");
    properties.put("cloudapp.api.url", apiUrl);
    properties.put("cloudapp.web.secure-cookies", false);
    properties.put("cloudapp.web.active-key", "test");
    properties.put("cloudapp.web.keys.test", Base64.getEncoder().encodeToString(new byte[32]));
    properties.putAll(more);
    context = Application.builder().properties(properties).singletons(clock).build().start();
    server = context.getBean(EmbeddedServer.class).start();
  }

  Browser browser() {
    return new Browser(server.getURL().toString());
  }

  /** Every method and path that a controller answers, as the framework routes them. */
  List<UriRouteInfo<?, ?>> routes() {
    return context.getBean(Router.class).uriRoutes().toList();
  }

  int port() {
    return server.getPort();
  }

  Clock clock() {
    return clock;
  }

  @Override
  public void close() {
    server.stop();
    context.close();
  }
}
