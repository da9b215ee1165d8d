package io.cloudapp.pulumi.plan;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceTransformation;
import com.pulumi.test.Mocks;
import io.cloudapp.core.database.RdsRoots;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Takes the place of AWS: writes down what is asked for, and answers with references. */
final class Recorder implements Mocks {

  /** The account of documents, which nobody has. */
  private static final String ACCOUNT = "000000000000";

  /** A resource as the program made it, before its inputs are known. */
  record Made(Resource resource, Optional<Resource> parent, Output<List<Resource>> dependsOn) {}

  private final StackSettings settings;
  private final List<Made> made = new ArrayList<>();
  private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Object>> inputs = new ConcurrentHashMap<>();

  Recorder(StackSettings settings) {
    this.settings = settings;
  }

  /** Sees each resource in the order of the program, with what only the program knows of it. */
  Optional<ResourceTransformation.Result> see(ResourceTransformation.Args seen) {
    var resource = seen.resource();
    classes.put(resource.pulumiResourceType(), resource.getClass());
    synchronized (made) {
      made.add(new Made(resource, seen.options().getParent(), seen.options().getDependsOn()));
    }
    return Optional.empty();
  }

  List<Made> made() {
    synchronized (made) {
      return List.copyOf(made);
    }
  }

  /** Empty for a component, which asks AWS for nothing. */
  Map<String, Object> inputs(String name) {
    return inputs.getOrDefault(name, Map.of());
  }

  @Override
  public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs asked) {
    inputs.put(asked.name, asked.inputs);
    var state = new HashMap<String, Object>();
    state.putAll(asked.inputs);
    // Also where an input is given back: whoever uses it has to come after this resource.
    Optional.ofNullable(classes.get(asked.type))
        .ifPresent(type -> references(type, asked.name).forEach(state::put));
    state.putAll(structured(asked));
    var id = new Reference(asked.name, "id").toString();
    return CompletableFuture.completedFuture(ResourceResult.of(Optional.of(id), state));
  }

  @Override
  public CompletableFuture<Map<String, Object>> callAsync(CallArgs call) {
    return switch (call.token) {
      case "aws:index/getCallerIdentity:getCallerIdentity" ->
          CompletableFuture.completedFuture(
              Map.of(
                  "accountId", ACCOUNT,
                  "arn", "arn:aws:iam::" + ACCOUNT + ":root",
                  "id", ACCOUNT,
                  "userId", ACCOUNT));
      // The load balancer controller makes the two, so no resource of the stack has their ARNs.
      case "aws:lb/getLoadBalancer:getLoadBalancer" -> arn("loadbalancer/app/services/0");
      case "aws:lb/getListener:getListener" -> arn("listener/app/services/0/0");
      // As AWS answers where the roots that are kept here are its own.
      case "aws:rds/getCertificate:getCertificate" ->
          CompletableFuture.completedFuture(certificate(settings.region().code()));
      case "aws:ec2/getSubnet:getSubnet" ->
          CompletableFuture.completedFuture(subnet((String) call.args.get("id")));
      default ->
          CompletableFuture.failedFuture(
              new IllegalStateException("The plan has no answer for " + call.token));
    };
  }

  /** Nobody can know where it lies; the good case is that each of a kind has its own zone. */
  private Map<String, Object> subnet(String id) {
    var network = settings.network().existing().orElseThrow();
    var ofAKind =
        network.privateSubnetIds().contains(id)
            ? network.privateSubnetIds()
            : network.publicSubnetIds();
    var zones = settings.region().zones();
    return Map.of(
        "id", id,
        "vpcId", network.vpcId(),
        "availabilityZone", zones.get(ofAKind.indexOf(id) % zones.size()));
  }

  private static CompletableFuture<Map<String, Object>> arn(String resource) {
    return CompletableFuture.completedFuture(
        Map.of("arn", "arn:aws:elasticloadbalancing:eu-west-1:" + ACCOUNT + ":" + resource));
  }

  private static Map<String, Object> certificate(String region) {
    var certificate = new HashMap<String, Object>();
    certificate.put("id", RdsRoots.AUTHORITY);
    certificate.put("arn", "arn:aws:rds:" + region + "::cert:" + RdsRoots.AUTHORITY);
    certificate.put("thumbprint", RdsRoots.thumbprint(region).orElse(""));
    certificate.put("certificateType", "CA");
    certificate.put("customerOverride", false);
    certificate.put("customerOverrideValidTill", "");
    certificate.put("validFrom", "");
    certificate.put("validTill", "");
    return certificate;
  }

  /** The outputs with a structure that the program looks into. */
  private Map<String, Object> structured(ResourceArgs asked) {
    return switch (asked.type) {
      // The program cuts the scheme off, which a reference would not show.
      case "aws:apigatewayv2/api:Api" ->
          Map.of(
              "apiEndpoint",
              "https://%s.execute-api.%s.amazonaws.com"
                  .formatted(path(asked, "id"), settings.region().code()));
      case "aws:eks/cluster:Cluster" -> {
        var vpc = new HashMap<String, Object>();
        if (asked.inputs.get("vpcConfig") instanceof Map<?, ?> given) {
          given.forEach((key, value) -> vpc.put((String) key, value));
        }
        vpc.put("clusterSecurityGroupId", path(asked, "vpcConfig.clusterSecurityGroupId"));
        yield Map.of(
            "vpcConfig",
            vpc,
            "certificateAuthority",
            Map.of("data", path(asked, "certificateAuthority.data")),
            "identities",
            List.of(
                Map.of(
                    "oidcs",
                    List.of(Map.of("issuer", path(asked, "identities[0].oidcs[0].issuer"))))));
      }
      case "aws:acm/certificate:Certificate" ->
          Map.of(
              "domainValidationOptions",
              List.of(
                  Map.of(
                      "resourceRecordName",
                      path(asked, "domainValidationOptions[0].resourceRecordName"),
                      "resourceRecordValue",
                      path(asked, "domainValidationOptions[0].resourceRecordValue"))));
      case "aws:apigatewayv2/domainName:DomainName" -> {
        var configuration = new HashMap<String, Object>();
        if (asked.inputs.get("domainNameConfiguration") instanceof Map<?, ?> given) {
          given.forEach((key, value) -> configuration.put((String) key, value));
        }
        for (var output : List.of("targetDomainName", "hostedZoneId")) {
          configuration.put(output, path(asked, "domainNameConfiguration." + output));
        }
        yield Map.of("domainNameConfiguration", configuration);
      }
      case "aws:rds/cluster:Cluster" ->
          Map.of(
              "masterUserSecrets",
              List.of(Map.of("secretArn", path(asked, "masterUserSecrets[0].secretArn"))));
      default -> Map.of();
    };
  }

  private static String path(ResourceArgs asked, String path) {
    return new Reference(asked.name, path).toString();
  }

  /** A reference for each output that is a text, by the output's name. */
  private static Map<String, Object> references(Class<?> type, String name) {
    var references = new HashMap<String, Object>();
    for (var field : type.getDeclaredFields()) {
      var export = field.getAnnotation(Export.class);
      if (export != null && Arrays.equals(export.refs(), new Class<?>[] {String.class})) {
        references.put(export.name(), new Reference(name, export.name()).toString());
      }
    }
    return references;
  }
}
