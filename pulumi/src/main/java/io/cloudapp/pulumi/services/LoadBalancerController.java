package io.cloudapp.pulumi.services;

import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.kubernetes.Provider;
import com.pulumi.kubernetes.helm.v3.Release;
import com.pulumi.kubernetes.helm.v3.ReleaseArgs;
import com.pulumi.kubernetes.helm.v3.inputs.RepositoryOptsArgs;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.cloudapp.pulumi.Account;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.network.Network;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The AWS Load Balancer Controller, which makes a load balancer of the chart's Ingress. */
final class LoadBalancerController extends Part {

  private static final String NAME = "aws-load-balancer-controller";
  private static final String REPOSITORY = "https://aws.github.io/eks-charts";
  private static final String VERSION = "3.5.0";
  private static final int TIMEOUT_SECONDS = 600;

  private final Release release;

  /**
   * @param before what its pods need: where to run, names to resolve, where to log
   */
  LoadBalancerController(
      StackSettings settings,
      Account account,
      Network network,
      KubernetesCluster cluster,
      Provider kubernetes,
      List<Resource> before) {
    super("load-balancers", settings);
    var role =
        role("role", "controller", cluster.assumedBy(KubernetesCluster.SYSTEM_NAMESPACE, NAME));
    var policy =
        new RolePolicy(
            child("policy"),
            RolePolicyArgs.builder()
                .role(role.id())
                .policy(Policy.of(new ControllerPolicy(account, cluster.name()).statements()))
                .build(),
            inside());
    var values =
        Map.<String, Object>ofEntries(
            Map.entry("clusterName", cluster.name()),
            // Fargate has no instance metadata to ask for these two.
            Map.entry("region", settings.region().code()),
            Map.entry("vpcId", network.vpcId()),
            Map.entry(
                "serviceAccount",
                Map.of(
                    "create",
                    true,
                    "name",
                    NAME,
                    "annotations",
                    Map.of("eks.amazonaws.com/role-arn", role.arn()))),
            // One leads, the other takes over; pages do not stop without it, only changes wait.
            Map.entry("replicaCount", Math.min(2, settings.capacity().serviceReplicas())),
            Map.entry("podDisruptionBudget", Map.of("maxUnavailable", 1)),
            Map.entry("resources", Map.of("requests", Map.of("cpu", "250m", "memory", "256Mi"))),
            Map.entry("defaultTargetType", "ip"),
            Map.entry("defaultTags", tags()),
            // The certificate of its webhook would else change with every deployment.
            Map.entry("keepTLSSecret", true),
            Map.entry("enableCertManager", false),
            // The security groups are ours, see InternalDoor.
            Map.entry("enableBackendSecurityGroup", false),
            Map.entry("enableShield", false),
            Map.entry("enableWaf", false),
            Map.entry("enableWafv2", false),
            Map.entry("enableServiceMutatorWebhook", false),
            Map.entry(
                "controllerConfig",
                Map.of("featureGates", Map.of("ALBGatewayAPI", false, "NLBGatewayAPI", false))));
    var needed = new ArrayList<>(before);
    needed.add(policy);
    release =
        new Release(
            child("release"),
            ReleaseArgs.builder()
                .name(NAME)
                .chart(NAME)
                .version(VERSION)
                .repositoryOpts(RepositoryOptsArgs.builder().repo(REPOSITORY).build())
                .namespace(KubernetesCluster.SYSTEM_NAMESPACE)
                .values(values)
                .atomic(true)
                .timeout(TIMEOUT_SECONDS)
                .build(),
            CustomResourceOptions.builder()
                .parent(this)
                .provider(kubernetes)
                .dependsOn(needed.toArray(Resource[]::new))
                .build());
  }

  Release release() {
    return release;
  }
}
