package io.cloudapp.local.lambda;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The functions LocalCloud knows, and the one way to invoke any of them. */
public final class FunctionRegistry implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FunctionRegistry.class);
  private static final int RESPONSE_LIMIT = 6 * 1024 * 1024;
  private static final FunctionSettings ELSEWHERE =
      new FunctionSettings("elsewhere", "elsewhere", 128, Duration.ofMinutes(15));

  private record Registered(FunctionSettings settings, LocalFunction code) {}

  private final Map<String, Registered> functions = new ConcurrentHashMap<>();
  private final Map<String, URI> endpoints = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Clock clock;
  private volatile Optional<URI> fallback = Optional.empty();

  public FunctionRegistry(Clock clock) {
    this.clock = clock;
  }

  /** Adds a function or replaces the one of that name. */
  public void register(FunctionSettings settings, LocalFunction code) {
    functions.put(settings.name(), new Registered(settings, code));
  }

  /** Sends one function's invocations to a Lambda endpoint, whether it is registered or not. */
  public void redirect(String name, URI endpoint) {
    endpoints.put(name, endpoint);
  }

  /** Sends the invocations of every unregistered function to a Lambda endpoint. */
  public void redirectUnknown(URI endpoint) {
    fallback = Optional.of(endpoint);
  }

  /** A registered function, by name or ARN. */
  public Optional<FunctionSettings> find(String nameOrArn) {
    return Optional.ofNullable(functions.get(FunctionName.bare(nameOrArn)))
        .map(Registered::settings);
  }

  /** All registered functions by name. */
  public List<FunctionSettings> list() {
    return functions.values().stream()
        .map(Registered::settings)
        .sorted(Comparator.comparing(FunctionSettings::name))
        .toList();
  }

  /**
   * Invokes a function and waits for its end, at most until its timeout.
   *
   * @param nameOrArn name, ARN or partial ARN, with or without a version or alias
   * @param payload JSON in UTF-8
   */
  public Invocation invoke(String nameOrArn, byte[] payload) {
    var name = FunctionName.bare(nameOrArn);
    return route(name)
        .map(target -> run(target, payload))
        .orElseGet(() -> new Invocation.NotFound(FunctionSettings.arn(name)));
  }

  /** Invokes a function and does not wait; its failure is seen in the log alone. */
  public boolean invokeAsynchronously(String nameOrArn, byte[] payload) {
    var target = route(FunctionName.bare(nameOrArn));
    target.ifPresent(
        present ->
            threads.execute(
                () -> {
                  if (!(run(present, payload) instanceof Invocation.Returned)) {
                    LOG.warn("An event for {} was not handled.", nameOrArn);
                  }
                }));
    return target.isPresent();
  }

  boolean knows(String nameOrArn) {
    return route(FunctionName.bare(nameOrArn)).isPresent();
  }

  private Optional<Registered> route(String name) {
    var registered = Optional.ofNullable(functions.get(name));
    var settings = registered.map(Registered::settings).orElse(ELSEWHERE);
    return Optional.ofNullable(endpoints.get(name))
        .map(url -> new Registered(settings, new RemoteFunction(name, url)))
        .or(() -> registered)
        .or(() -> fallback.map(url -> new Registered(settings, new RemoteFunction(name, url))));
  }

  private Invocation run(Registered target, byte[] payload) {
    var settings = target.settings();
    var context = new InvocationContext(UUID.randomUUID().toString(), settings, clock.instant());
    var running = threads.submit(() -> target.code().handle(payload, context));
    try {
      var result = running.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
      if (result.length > RESPONSE_LIMIT) {
        return new Invocation.Failed(ErrorPayload.tooLarge(result.length), context.logTail());
      }
      return new Invocation.Returned(result, context.logTail());
    } catch (TimeoutException late) {
      running.cancel(true);
      var payloadOfTimeout = ErrorPayload.timedOut(context.requestId(), settings.timeout());
      return new Invocation.TimedOut(payloadOfTimeout, context.logTail());
    } catch (ExecutionException failure) {
      return failed(failure.getCause(), context);
    } catch (InterruptedException stopping) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      return new Invocation.Unreachable("The invocation was interrupted.");
    }
  }

  private static Invocation failed(Throwable cause, InvocationContext context) {
    return switch (cause) {
      case FunctionFailure failure -> new Invocation.Failed(failure.payload(), context.logTail());
      case RemoteFunction.Missing missing -> new Invocation.NotFound(missing.arn());
      case RemoteFunction.Unavailable unavailable ->
          new Invocation.Unreachable(unavailable.getMessage());
      case Throwable thrown -> {
        LOG.warn("{} {} failed", context.function().name(), context.requestId(), thrown);
        yield new Invocation.Failed(ErrorPayload.of(thrown), context.logTail());
      }
    };
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
