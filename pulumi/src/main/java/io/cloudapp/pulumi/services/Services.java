package io.cloudapp.pulumi.services;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.kubernetes.Provider;
import com.pulumi.kubernetes.ProviderArgs;
import com.pulumi.kubernetes.core.v1.Namespace;
import com.pulumi.kubernetes.core.v1.NamespaceArgs;
import com.pulumi.kubernetes.helm.v3.Release;
import com.pulumi.kubernetes.helm.v3.ReleaseArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.api.Service;
import io.cloudapp.core.api.Target;
import io.cloudapp.core.permission.Permissions;
import io.cloudapp.pulumi.Account;
import io.cloudapp.pulumi.Environment;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.data.Data;
import io.cloudapp.pulumi.images.Images;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.network.Network;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.policy.Statement;
import io.cloudapp.pulumi.settings.StackSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The three services on the cluster, installed by our chart, behind an internal load balancer. */
public final class Services extends Part {

  private static final String CHART = "../k8s-services/chart";
  private static final String RELEASE = "cloudapp";

  /** Fargate looks for a place a minute or two for each new pod, and there are retries. */
  private static final int TIMEOUT_SECONDS = 900;

  private static final Duration LISTENER_PAUSE = Duration.ofSeconds(10);
  private static final int LISTENER_ATTEMPTS = 60;

  private final InternalDoor door;
  private final Release release;

  public Services(
      StackSettings settings,
      Account account,
      Keys keys,
      Network network,
      Data data,
      Images images,
      Environment environment,
      KubernetesCluster cluster,
      Resource prepared) {
    super("services", settings);
    door = new InternalDoor(settings, network, data, cluster);
    var kubernetes =
        new Provider(
            child("kubernetes"),
            ProviderArgs.builder().kubeconfig(cluster.kubeconfig()).build(),
            insideAfter(cluster.reachable().toArray(Resource[]::new)));
    var logs = new PodLogs(settings, keys, cluster, kubernetes);
    var before = new ArrayList<>(cluster.podsRun());
    before.add(logs.router());
    var controller =
        new LoadBalancerController(settings, account, network, cluster, kubernetes, before);
    // Deleted after the release and before the controller, and only when the Ingress in it is gone:
    // so the controller still lives to take the load balancer away.
    var namespace = namespace(kubernetes, controller.release());
    var needed = new ArrayList<Resource>(before);
    needed.add(namespace);
    needed.add(prepared);
    var services = new LinkedHashMap<String, Object>();
    for (var service : Service.values()) {
      var role = role(service, cluster);
      needed.add(policy(service, role, environment));
      services.put(service.serviceName(), values(service, role, images));
    }
    release =
        new Release(
            child("release"),
            ReleaseArgs.builder()
                .name(RELEASE)
                .chart(CHART)
                .namespace(KubernetesCluster.NAMESPACE)
                .values(values(network, environment, services))
                .atomic(true)
                .timeout(TIMEOUT_SECONDS)
                .build(),
            CustomResourceOptions.builder()
                .parent(this)
                .provider(kubernetes)
                .dependsOn(needed.toArray(Resource[]::new))
                .build());
  }

  /** Of the internal load balancer; known when the load balancer controller has made it. */
  public Output<String> listenerArn() {
    var search = new ListenerSearch(LISTENER_PAUSE, LISTENER_ATTEMPTS);
    return release.status().apply(_ -> search.find(door.balancerName()));
  }

  /** What must be there before anybody calls a service. */
  public Resource running() {
    return release;
  }

  /** The security group whose members the load balancer lets in. */
  public Output<String> linkGroupId() {
    return door.linkGroupId();
  }

  /** The name in the load balancer's certificate. */
  public String hostName() {
    return door.hostName();
  }

  private Namespace namespace(Provider kubernetes, Resource controller) {
    return new Namespace(
        child("namespace"),
        NamespaceArgs.builder()
            .metadata(
                ObjectMetaArgs.builder()
                    .name(KubernetesCluster.NAMESPACE)
                    .labels(
                        Map.of(
                            "pod-security.kubernetes.io/enforce", "restricted",
                            "pod-security.kubernetes.io/audit", "restricted",
                            "pod-security.kubernetes.io/warn", "restricted",
                            // An old pod goes only when the load balancer knows the new one.
                            "elbv2.k8s.aws/pod-readiness-gate-inject", "enabled"))
                    .build())
            .build(),
        CustomResourceOptions.builder()
            .parent(this)
            .provider(kubernetes)
            .dependsOn(controller)
            .build());
  }

  private Role role(Service service, KubernetesCluster cluster) {
    return role(
        service.serviceName() + "-role",
        service.serviceName(),
        cluster.assumedBy(KubernetesCluster.NAMESPACE, service.serviceName()));
  }

  private RolePolicy policy(Service service, Role role, Environment environment) {
    var statements = new ArrayList<Statement>();
    statements.add(
        Statement.allow(List.of("rds-db:connect"), List.of(environment.databaseUserArn())));
    statements.addAll(environment.allow(Permissions.of(service)));
    return new RolePolicy(
        child(service.serviceName() + "-policy"),
        RolePolicyArgs.builder().role(role.id()).policy(Policy.of(statements)).build(),
        inside());
  }

  /** As values.yaml of the chart describes them. */
  private Map<String, Object> values(
      Network network, Environment environment, Map<String, Object> services) {
    var values = new LinkedHashMap<String, Object>();
    values.put("installation", settings().installation());
    values.put("region", settings().region().code());
    values.put("environment", environment.variables());
    values.put("ingress", ingress(network));
    values.put("services", services);
    // Of a network that was there before, the chart's own guess is as good as ours.
    if (settings().network().existing().isEmpty()) {
      values.put("network", Map.of("cidrs", List.of(settings().network().cidr())));
    }
    return values;
  }

  private Map<String, Object> ingress(Network network) {
    return Map.of(
        "certificateArn", door.certificateArn(),
        "securityGroups", List.of(door.balancerGroupId()),
        "subnets", network.privateSubnetIds(),
        "loadBalancerName", door.balancerName());
  }

  private Map<String, Object> values(Service service, Role role, Images images) {
    return Map.of(
        "image",
        images.reference(service.serviceName()),
        "roleArn",
        role.arn(),
        "paths",
        paths(service),
        "environment",
        Map.of(),
        "replicas",
        Map.of(
            "minimum",
            settings().capacity().serviceReplicas(),
            "maximum",
            settings().capacity().serviceMaximum()),
        // Fargate adds 256 MiB for itself and bills what is then the next size: 2 GB.
        "resources",
        Map.of("cpu", "500m", "memory", "1792Mi"));
  }

  /** The first segments of the routes that it answers, for example {@code /configurations}. */
  private static List<String> paths(Service service) {
    return Arrays.stream(Route.values())
        .filter(route -> route.target().equals(new Target.OfService(service)))
        .map(route -> "/" + route.path().split("/", 3)[1])
        .distinct()
        .toList();
  }
}
