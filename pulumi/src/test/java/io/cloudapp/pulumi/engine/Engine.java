package io.cloudapp.pulumi.engine;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.cloudapp.core.database.RdsRoots;
import io.cloudapp.core.json.Json;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import pulumirpc.EngineGrpc;
import pulumirpc.EngineOuterClass;
import pulumirpc.Resource.RegisterResourceOutputsRequest;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.ResourceInvokeRequest;
import pulumirpc.Resource.ResourceInvokeResponse;
import pulumirpc.Resource.SupportsFeatureRequest;
import pulumirpc.Resource.SupportsFeatureResponse;
import pulumirpc.ResourceMonitorGrpc;

/**
 * Pulumi's engine at a preview, as far as a program sees it: it takes resources by gRPC, and knows
 * of none what only its creation brings. The program runs as Pulumi starts it, in a process of its
 * own.
 */
final class Engine implements AutoCloseable {

  /**
   * What came of a run.
   *
   * @param errors what the program had the engine tell the person
   * @param printed what it wrote beside that
   * @param outputs of the stack, as far as they are known
   */
  record Run(
      int exitCode,
      List<RegisterResourceRequest> resources,
      List<String> errors,
      String printed,
      Map<String, Value> outputs) {}

  private static final int PATIENCE_SECONDS = 120;
  private static final String STACK = "pulumi:pulumi:Stack";

  private final List<RegisterResourceRequest> resources = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final Map<String, Value> outputs = new TreeMap<>();
  private final Server server;
  private final String region;

  private Engine(String region) throws IOException {
    this.region = region;
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .addService(new Monitor())
            .addService(new Log())
            .build()
            .start();
  }

  /**
   * Previews the program.
   *
   * @param configuration full key ({@code cloudapp:domain}) → value
   */
  static Run preview(String stack, Map<String, String> configuration, Path folder)
      throws IOException, InterruptedException {
    try (var engine = new Engine(configuration.getOrDefault("aws:region", ""))) {
      return engine.run(stack, configuration, folder);
    }
  }

  private Run run(String stack, Map<String, String> configuration, Path folder)
      throws IOException, InterruptedException {
    var printed = folder.resolve("printed");
    var program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As on a small build server.
                "-XX:ActiveProcessorCount=2",
                "-cp",
                System.getProperty("java.class.path"),
                "io.cloudapp.pulumi.App")
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    var address = "127.0.0.1:" + server.getPort();
    program
        .environment()
        .putAll(
            Map.of(
                "PULUMI_MONITOR",
                address,
                "PULUMI_ENGINE",
                address,
                "PULUMI_ORGANIZATION",
                "organization",
                "PULUMI_PROJECT",
                "cloudapp",
                "PULUMI_STACK",
                stack,
                "PULUMI_CONFIG",
                Json.mapper().writeValueAsString(configuration),
                "PULUMI_DRY_RUN",
                "true"));
    var process = program.start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The program has not ended:\n" + Files.readString(printed));
      }
    } finally {
      process.destroyForcibly();
    }
    synchronized (this) {
      return new Run(
          process.exitValue(),
          List.copyOf(resources),
          List.copyOf(errors),
          Files.readString(printed),
          Map.copyOf(outputs));
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static <T> void answer(StreamObserver<T> observer, T message) {
    observer.onNext(message);
    observer.onCompleted();
  }

  private final class Monitor extends ResourceMonitorGrpc.ResourceMonitorImplBase {

    @Override
    public void supportsFeature(
        SupportsFeatureRequest request, StreamObserver<SupportsFeatureResponse> observer) {
      var known = List.of("secrets", "resourceReferences", "outputValues", "aliasSpecs");
      var supported = known.contains(request.getId());
      answer(observer, SupportsFeatureResponse.newBuilder().setHasSupport(supported).build());
    }

    @Override
    public void registerResource(
        RegisterResourceRequest request, StreamObserver<RegisterResourceResponse> observer) {
      synchronized (Engine.this) {
        if (!request.getType().equals(STACK)) {
          resources.add(request);
        }
      }
      answer(
          observer,
          RegisterResourceResponse.newBuilder()
              .setUrn("urn:pulumi:small::cloudapp::" + request.getType() + "::" + request.getName())
              .setObject(request.getObject())
              .build());
    }

    @Override
    public void registerResourceOutputs(
        RegisterResourceOutputsRequest request, StreamObserver<Empty> observer) {
      synchronized (Engine.this) {
        if (request.getUrn().contains(STACK)) {
          outputs.putAll(request.getOutputs().getFieldsMap());
        }
      }
      answer(observer, Empty.getDefaultInstance());
    }

    @Override
    public void invoke(
        ResourceInvokeRequest request, StreamObserver<ResourceInvokeResponse> observer) {
      var known =
          switch (request.getTok()) {
            case "aws:index/getCallerIdentity:getCallerIdentity" ->
                Map.of("accountId", "000000000000", "arn", "arn", "id", "0", "userId", "0");
            case "aws:rds/getCertificate:getCertificate" ->
                Map.of(
                    "id", RdsRoots.AUTHORITY,
                    "thumbprint", RdsRoots.thumbprint(region).orElse(""),
                    "arn", "arn",
                    "certificateType", "CA",
                    "customerOverrideValidTill", "",
                    "validFrom", "",
                    "validTill", "");
            default -> throw new AssertionError("Nobody knows before: " + request.getTok());
          };
      var result = Struct.newBuilder();
      known.forEach(
          (key, value) -> result.putFields(key, Value.newBuilder().setStringValue(value).build()));
      answer(observer, ResourceInvokeResponse.newBuilder().setReturn(result).build());
    }

    @Override
    public void signalAndWaitForShutdown(Empty request, StreamObserver<Empty> observer) {
      answer(observer, Empty.getDefaultInstance());
    }
  }

  private final class Log extends EngineGrpc.EngineImplBase {

    private String root = "";

    @Override
    public void log(EngineOuterClass.LogRequest request, StreamObserver<Empty> observer) {
      synchronized (Engine.this) {
        if (request.getSeverity() == EngineOuterClass.LogSeverity.ERROR) {
          errors.add(request.getMessage());
        }
      }
      answer(observer, Empty.getDefaultInstance());
    }

    @Override
    public void setRootResource(
        EngineOuterClass.SetRootResourceRequest request,
        StreamObserver<EngineOuterClass.SetRootResourceResponse> observer) {
      root = request.getUrn();
      answer(observer, EngineOuterClass.SetRootResourceResponse.getDefaultInstance());
    }

    @Override
    public void getRootResource(
        EngineOuterClass.GetRootResourceRequest request,
        StreamObserver<EngineOuterClass.GetRootResourceResponse> observer) {
      answer(observer, EngineOuterClass.GetRootResourceResponse.newBuilder().setUrn(root).build());
    }
  }
}
