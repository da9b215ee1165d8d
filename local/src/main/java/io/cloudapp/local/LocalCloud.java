package io.cloudapp.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWKSet;
import io.cloudapp.core.api.Service;
import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.core.json.Json;
import io.cloudapp.local.cloud.AwsServices;
import io.cloudapp.local.cloud.Ports;
import io.cloudapp.local.cloud.Settings;
import io.cloudapp.local.console.Console;
import io.cloudapp.local.database.LocalDatabase;
import io.cloudapp.local.ec2.InstanceState;
import io.cloudapp.local.ec2.InstanceView;
import io.cloudapp.local.gateway.ApiGateway;
import io.cloudapp.local.iam.AccessRequest;
import io.cloudapp.local.iam.RoleName;
import io.cloudapp.local.iam.RunningRole;
import io.cloudapp.local.installation.Installation;
import io.cloudapp.local.installation.Registration;
import io.cloudapp.local.installation.Resources;
import io.cloudapp.local.lambda.Invocation;
import io.cloudapp.local.schedule.Schedule;
import io.cloudapp.local.sqs.QueueEventSource;
import io.cloudapp.local.sqs.QueueService;
import io.cloudapp.local.states.execution.Chaos;
import io.cloudapp.local.storage.Storage;
import io.cloudapp.local.workload.Functions;
import io.cloudapp.local.workload.Workload;
import io.cloudapp.logic.configuration.ConfigurationSeed;
import io.cloudapp.logic.login.DatabaseDirectory;
import io.cloudapp.logic.login.Directory;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All of CloudApp and the AWS it needs, in one JVM, on loopback only. */
public final class LocalCloud implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalCloud.class);

  private final Options options;
  private final Clock clock = Clock.systemUTC();
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Queue<CompletableFuture<?>> starting = new ConcurrentLinkedQueue<>();
  private AwsServices aws;
  private LocalDatabase database;
  private Installation installation;
  private Resources resources;
  private Registration registration;
  private Map<String, Object> webappSettings = Map.of();
  private volatile ApplicationContext webapp;

  public LocalCloud(Options options) {
    this.options = options;
  }

  /**
   * Starts everything and returns when it answers.
   *
   * @param progress told what was reached, for people who wait
   * @throws StartFailure with a sentence for the person who started it
   */
  public Addresses start(Consumer<String> progress) {
    try {
      return startAll(progress);
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof StartFailure known
          ? known
          : new StartFailure("LocalCloud could not start: " + failure.getCause(), failure);
    }
  }

  private Addresses startAll(Consumer<String> progress) {
    var ports = running(Ports.take(options));
    var storage = running(storage());
    // The SDK's default chain finds these; the functions and services need no setting for them.
    System.setProperty("aws.accessKeyId", "local");
    System.setProperty("aws.secretAccessKey", "local");

    var databaseReady = later(() -> startDatabase(storage.database(), ports.databasePort()));
    aws =
        running(new AwsServices(options, storage.objects(), storage.queries(), ports.aws(), clock));
    ports.aws().serve(aws.all(), aws.access());
    installation = running(new Installation(ports.aws().uri(), ports.apiHost(), clock));
    for (var machine : StateMachine.values()) {
      aws.logs().create(Installation.logGroup(machine));
    }
    resources = installation.create();
    aws.access().enforce(resources, aws.ec2(), options.directory());
    progress.accept("AWS answers");
    database = databaseReady.join();
    progress.accept("The database answers at " + database.url());

    var settings = new Settings(options, ports, resources, database);
    var services = new EnumMap<Service, URI>(Service.class);
    var configureInstance =
        later(
            () ->
                serve(
                    Workload.CONFIGURE_INSTANCE,
                    Service.CONFIGURE_INSTANCE,
                    io.cloudapp.services.configureinstance.Application.builder(),
                    settings));
    var provisionInstance =
        later(
            () ->
                serve(
                    Workload.PROVISION_INSTANCE,
                    Service.PROVISION_INSTANCE,
                    io.cloudapp.services.provisioninstance.Application.builder(),
                    settings));
    var viewStats =
        later(
            () ->
                serve(
                    Workload.VIEW_STATS,
                    Service.VIEW_STATS,
                    io.cloudapp.services.viewstats.Application.builder(),
                    settings));
    webappSettings = settings.forWebapp();
    running(() -> webapp.close());
    var webAddress = later(() -> serveWebapp(webappSettings));
    var functions = startFunctions(settings);
    invoke(CloudFunction.PREPARE_INSTALLATION, "{}");
    functions.getBean(ConfigurationSeed.class).plant();
    var directory = functions.getBean(Directory.class);
    refuseUnreadableQueue();
    registration = registration(directory);
    running(
        QueueEventSource.start(
            aws.queues(),
            aws.functions(),
            new QueueEventSource.Mapping(
                resources.loginQueueName(),
                CloudFunction.RECORD_STATUS.functionName(),
                10,
                Duration.ofSeconds(1))));
    ports.startApi(
        new ApiGateway(
            settings.authorizers(signingKeys(directory), aws.workflowCredentials(), clock),
            settings.signInThrottle(clock),
            clock,
            this::invokeForApi,
            services::get));
    var people = installation.createPeople(registration, directory, options.data());
    services.put(Service.CONFIGURE_INSTANCE, configureInstance.join());
    services.put(Service.PROVISION_INSTANCE, provisionInstance.join());
    services.put(Service.VIEW_STATS, viewStats.join());
    progress.accept("The functions and services answer");
    var web = webAddress.join();
    ports.startConsole(new Console(aws, resources));
    var schedule = running(new Schedule());
    schedule.every(Duration.ofMinutes(1), "reconcile", () -> invoke(CloudFunction.RECONCILE, "{}"));
    return new Addresses(web, ports.api(), ports.aws().uri(), ports.console(), people);
  }

  private Registration registration(Directory directory) {
    return switch (directory) {
      case DatabaseDirectory database ->
          (username, password, admin) ->
              database.register(
                  username, Optional.of(username + "@example.com"), admin, password, false);
      default -> installation.poolRegistration(resources);
    };
  }

  /** As Lambda checks before it maps a queue to a function. */
  private void refuseUnreadableQueue() {
    var wanted =
        Stream.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
            .map(
                action ->
                    AccessRequest.of(action, QueueService.queueArn(resources.loginQueueName())))
            .toList();
    aws.access()
        .denial(RoleName.of(CloudFunction.RECORD_STATUS), wanted)
        .ifPresent(
            message -> {
              throw new StartFailure("Lambda cannot read the login queue. " + message, null);
            });
  }

  private Supplier<JWKSet> signingKeys(Directory directory) {
    return switch (directory) {
      case DatabaseDirectory database -> database::signingKeys;
      default -> () -> aws.cognito().keys(resources.userPool().id());
    };
  }

  private Storage storage() {
    var data = options.data();
    try {
      return data.isEmpty()
          ? Storage.temporary()
          : Storage.kept(data.get())
              .orElseThrow(
                  () ->
                      new StartFailure(
                          "The folder %s is in use by another ./cloudapp up; stop that one or give --data another folder."
                              .formatted(data.get())));
    } catch (IOException failure) {
      throw new StartFailure(
          "The folder %s cannot be written; give --data another one."
              .formatted(data.map(Path::toString).orElse(System.getProperty("java.io.tmpdir"))),
          failure);
    }
  }

  private LocalDatabase startDatabase(Path folder, int port) {
    try {
      return running(
          LocalDatabase.start(
              folder, options.data().isPresent(), port, options.containerAddress()));
    } catch (IOException failure) {
      throw new StartFailure(
          "The embedded PostgreSQL did not start: " + failure.getMessage() + ".", failure);
    }
  }

  private ApplicationContext startFunctions(Settings settings) {
    var context =
        running(
            start(
                Workload.FUNCTIONS,
                ApplicationContext.builder("functions")
                    .deduceEnvironment(false)
                    .banner(false)
                    .singletons(new RunningRole()),
                settings.forLogic(12)));
    Functions.register(aws.functions(), context);
    return context;
  }

  private URI serve(
      Workload workload, Service service, ApplicationContextBuilder builder, Settings settings) {
    var properties = settings.forLogic(10);
    properties.put("micronaut.server.port", -1);
    properties.put("micronaut.server.host", "127.0.0.1");
    builder.singletons(RunningRole.always(RoleName.of(service)));
    var context = running(start(workload, builder, properties));
    var server = context.getBean(EmbeddedServer.class).start();
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  private URI serveWebapp(Map<String, Object> settings) {
    webapp = start(Workload.WEBAPP, io.cloudapp.webapp.Application.builder(), settings);
    var server = webapp.getBean(EmbeddedServer.class).start();
    return URI.create("http://localhost:" + server.getPort());
  }

  /** Ends the web app, whatever it does at the moment. */
  public void stopWebapp() {
    webapp.close();
  }

  /**
   * Starts another web app in the place of one that was stopped.
   *
   * @throws io.micronaut.http.server.exceptions.ServerStartupException while the port is not free
   */
  public void startWebapp() {
    try {
      serveWebapp(webappSettings);
    } catch (RuntimeException failure) {
      webapp.close();
      throw failure;
    }
  }

  private static ApplicationContext start(
      Workload workload, ApplicationContextBuilder builder, Map<String, Object> properties) {
    return workload.isolate(builder).properties(properties).start();
  }

  private Optional<byte[]> invokeForApi(CloudFunction function, byte[] event) {
    return aws.functions().invoke(function.functionName(), event)
            instanceof Invocation.Returned(var answer, _)
        ? Optional.of(answer)
        : Optional.empty();
  }

  /**
   * Invokes a function as a schedule or a script does.
   *
   * @throws IllegalStateException when it does not return
   */
  public JsonNode invoke(CloudFunction function, String event) {
    var result =
        aws.functions().invoke(function.functionName(), event.getBytes(StandardCharsets.UTF_8));
    if (result instanceof Invocation.Returned(var answer, _)) {
      try {
        return Json.mapper().readTree(answer);
      } catch (IOException notJson) {
        throw new UncheckedIOException(notJson);
      }
    }
    throw new IllegalStateException(function.functionName() + " did not return: " + result);
  }

  public AwsServices aws() {
    return aws;
  }

  public DataSource dataSource() {
    return database.dataSource();
  }

  /** Adds one more person with a password that is theirs to keep. */
  public void addPerson(String username, String password) {
    registration.add(username, password, false);
  }

  /** What EC2 runs or is about to run of one instance of ours, whatever it admits to yet. */
  public List<InstanceView> livingInstances(String id) {
    return aws.ec2().instances().stream()
        .filter(instance -> id.equals(instance.tags().get("cloudapp:execution-id")))
        .filter(
            instance ->
                instance.state() == InstanceState.PENDING
                    || instance.state() == InstanceState.RUNNING)
        .toList();
  }

  /** Takes back every fault that was injected. */
  public void calm() {
    aws.ec2().faults().clear();
    aws.athena().faults().clear();
    aws.engine().chaos(Chaos.none());
  }

  private synchronized <T extends AutoCloseable> T running(T part) {
    running.push(part);
    return part;
  }

  private <T> CompletableFuture<T> later(Supplier<T> start) {
    var started =
        CompletableFuture.supplyAsync(start, task -> Thread.ofPlatform().daemon().start(task));
    starting.add(started);
    return started;
  }

  @Override
  public void close() {
    // What still starts would be left behind.
    starting.forEach(part -> part.exceptionally(_ -> null).join());
    closeAll();
  }

  private synchronized void closeAll() {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception failure) {
        LOG.warn("A part did not stop cleanly: {}", failure.toString());
      }
    }
  }
}
