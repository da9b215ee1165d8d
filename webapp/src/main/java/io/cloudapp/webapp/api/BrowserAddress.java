package io.cloudapp.webapp.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import java.util.Optional;

/** Where the browser is whose request this thread answers, for the audit log. */
final class BrowserAddress {

  private BrowserAddress() {}

  static Optional<String> current() {
    return ServerRequestContext.currentRequest().map(BrowserAddress::of);
  }

  /**
   * The load balancer adds the address that it saw at the end; what is before it anyone can say.
   */
  private static String of(HttpRequest<?> request) {
    return request
        .getHeaders()
        .findFirst("X-Forwarded-For")
        .map(addresses -> addresses.substring(addresses.lastIndexOf(',') + 1).strip())
        .orElseGet(() -> request.getRemoteAddress().getAddress().getHostAddress());
  }
}
