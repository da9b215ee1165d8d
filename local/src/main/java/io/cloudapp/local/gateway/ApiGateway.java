package io.cloudapp.local.gateway;

import io.cloudapp.core.api.GatewayHeader;
import io.cloudapp.core.api.HeaderSource;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.api.Service;
import io.cloudapp.core.api.Target;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.local.http.HttpAnswer;
import io.cloudapp.local.http.HttpCall;
import io.cloudapp.local.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP API as AWS runs it: routes, authorizers, throttle, functions and the VPC link. */
public final class ApiGateway implements LoopbackServer.Exchange {

  private static final List<String> PASSED_ON =
      List.of("content-type", "accept", "idempotency-key", "user-agent", GatewayHeader.BROWSER);

  private static final Logger LOG = LoggerFactory.getLogger(ApiGateway.class);

  /** The limit of HTTP APIs. */
  private static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(30);

  private static final URI SOMEWHERE = URI.create("http://api");
  private static final String UNREADABLE =
      "This is not a request that can be read. Check its address, headers and body.";
  private static final String ON_OUR_SIDE =
      "Something went wrong on our side. Try again; if it stays, tell an admin the reference.";

  /** What invokes a function. */
  @FunctionalInterface
  public interface Functions {

    /** The function's answer; empty when it failed, was not found or took too long. */
    Optional<byte[]> invoke(CloudFunction function, byte[] event);
  }

  /** Where a service listens. */
  @FunctionalInterface
  public interface Services {
    URI address(Service service);
  }

  private final RouteTable routes = new RouteTable();
  private final Authorizers authorizers;
  private final Throttle signIns;
  private final FunctionEvents events;
  private final Functions functions;
  private final Services services;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  public ApiGateway(
      Authorizers authorizers,
      Throttle signIns,
      Clock clock,
      Functions functions,
      Services services) {
    this.authorizers = authorizers;
    this.signIns = signIns;
    this.events = new FunctionEvents(clock);
    this.functions = functions;
    this.services = services;
  }

  @Override
  public HttpAnswer answer(HttpCall call) {
    return answer(new GatewayRequest(UUID.randomUUID().toString(), call));
  }

  private HttpAnswer answer(GatewayRequest request) {
    if (address(SOMEWHERE, request.call()).isEmpty()) {
      return Refusal.answer(
          ProblemType.MALFORMED_REQUEST,
          "The address is not a proper URL. Encode what is not a letter or digit.",
          "Bad Request",
          request);
    }
    var match = routes.find(request.call().method(), request.call().path());
    if (match.isEmpty()) {
      return notRouted(request);
    }
    return switch (authorizers.authorize(match.get().route().access(), request)) {
      case Authorizers.Refused(var type, var detail, var message) ->
          Refusal.answer(type, detail, message, request);
      case Authorizers.Person(var claims) -> forward(request, match.get(), claims);
      case Authorizers.Workflow _ -> forward(request, match.get(), Map.of());
      case Authorizers.Anyone _ ->
          signIns.admits()
              ? forward(request, match.get(), Map.of())
              : Refusal.answer(
                  ProblemType.TOO_MANY_REQUESTS,
                  "Too many sign-ins at once. Wait a few seconds and try again.",
                  "Too Many Requests",
                  request);
    };
  }

  @Override
  public HttpAnswer refuse(int status) {
    return status < 500
        ? Refusal.answer(
            ProblemType.MALFORMED_REQUEST, status, UNREADABLE, UUID.randomUUID().toString())
        : Refusal.answer(
            ProblemType.INTERNAL_ERROR, status, ON_OUR_SIDE, UUID.randomUUID().toString());
  }

  private HttpAnswer notRouted(GatewayRequest request) {
    var call = request.call();
    var methods = routes.methods(call.path());
    if (methods.isEmpty()) {
      return Refusal.answer(
          ProblemType.NOT_FOUND, "There is nothing at this address.", "Not Found", request);
    }
    return Refusal.answer(
            ProblemType.METHOD_NOT_ALLOWED,
            "This address answers " + String.join(", ", methods) + ".",
            "Not Found",
            request)
        .with("Allow", String.join(", ", methods));
  }

  /** The address of a call at another host; empty when it is not a URL. */
  private static Optional<URI> address(URI host, HttpCall call) {
    var query = call.query().isEmpty() ? "" : "?" + call.query();
    try {
      return Optional.of(new URI(host + call.path() + query));
    } catch (URISyntaxException notAUrl) {
      return Optional.empty();
    }
  }

  private HttpAnswer forward(
      GatewayRequest request, RouteTable.Match match, Map<String, Object> claims) {
    try {
      return switch (match.route().target()) {
        case Target.OfFunction(var function) -> invoke(function, request, match, claims);
        case Target.OfService(var service) -> send(service, request, match.route(), claims);
      };
    } catch (IOException broken) {
      LOG.warn("{} was not answered: {}", match.route().routeKey(), broken.toString());
      return unavailable(request);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return unavailable(request);
    }
  }

  private HttpAnswer invoke(
      CloudFunction function,
      GatewayRequest request,
      RouteTable.Match match,
      Map<String, Object> claims)
      throws IOException {
    var payload = functions.invoke(function, events.event(request, match, claims));
    if (payload.isEmpty()) {
      return Refusal.answer(
          ProblemType.INTERNAL_ERROR, ON_OUR_SIDE, "Internal Server Error", request);
    }
    return FunctionEvents.answer(payload.get());
  }

  private HttpAnswer send(
      Service service, GatewayRequest request, Route route, Map<String, Object> claims)
      throws IOException, InterruptedException {
    var outgoing =
        HttpRequest.newBuilder(address(services.address(service), request.call()).orElseThrow())
            .timeout(INTEGRATION_TIMEOUT)
            .method(
                request.call().method(),
                HttpRequest.BodyPublishers.ofByteArray(request.call().body()));
    for (var name : PASSED_ON) {
      request.call().header(name).ifPresent(value -> outgoing.setHeader(name, value));
    }
    identity(request, route, claims).forEach(outgoing::setHeader);
    var answer = http.send(outgoing.build(), HttpResponse.BodyHandlers.ofByteArray());
    var headers = new HashMap<String, String>();
    for (var name : new String[] {"content-type", "location", "cache-control", "retry-after"}) {
      answer.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
    }
    return new HttpAnswer(answer.statusCode(), headers, answer.body());
  }

  /** The headers that the real gateway's parameter mapping overwrites. */
  private static Map<String, String> identity(
      GatewayRequest request, Route route, Map<String, Object> claims) {
    var headers = new HashMap<String, String>();
    HeaderSource.of(route)
        .forEach(
            (name, source) -> {
              switch (source) {
                case HeaderSource.Claim(var claim) -> {
                  if (claims.containsKey(claim)) {
                    headers.put(name, String.valueOf(claims.get(claim)));
                  }
                }
                case HeaderSource.RequestId() -> headers.put(name, request.id());
                case HeaderSource.SourceAddress() -> headers.put(name, request.call().sourceIp());
                case HeaderSource.Fixed(var value) -> headers.put(name, value);
                case HeaderSource.Removed(), HeaderSource.PassedOn() -> {}
              }
            });
    return headers;
  }

  private static HttpAnswer unavailable(GatewayRequest request) {
    return Refusal.answer(
        ProblemType.TRY_LATER,
        "A part of CloudApp does not answer right now. Try again in a minute.",
        "Service Unavailable",
        request);
  }
}
