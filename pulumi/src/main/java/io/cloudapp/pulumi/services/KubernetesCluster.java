package io.cloudapp.pulumi.services;

import com.pulumi.aws.eks.Addon;
import com.pulumi.aws.eks.AddonArgs;
import com.pulumi.aws.eks.Cluster;
import com.pulumi.aws.eks.ClusterArgs;
import com.pulumi.aws.eks.FargateProfile;
import com.pulumi.aws.eks.FargateProfileArgs;
import com.pulumi.aws.eks.inputs.ClusterAccessConfigArgs;
import com.pulumi.aws.eks.inputs.ClusterEncryptionConfigArgs;
import com.pulumi.aws.eks.inputs.ClusterEncryptionConfigProviderArgs;
import com.pulumi.aws.eks.inputs.ClusterVpcConfigArgs;
import com.pulumi.aws.eks.inputs.FargateProfileSelectorArgs;
import com.pulumi.aws.iam.OpenIdConnectProvider;
import com.pulumi.aws.iam.OpenIdConnectProviderArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.network.Network;
import io.cloudapp.pulumi.network.Peer;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** EKS without a single node of ours: every pod runs on Fargate. */
public final class KubernetesCluster extends Part {

  /** Where Kubernetes's own pods are, and the load balancer controller. */
  static final String SYSTEM_NAMESPACE = "kube-system";

  /** The namespace of the three services. */
  static final String NAMESPACE = "cloudapp";

  private static final String VERSION = "1.34";

  private final Cluster cluster;
  private final OpenIdConnectProvider identities;
  private final FargateProfile system;
  private final FargateProfile services;
  private final Role pods;
  private final Addon names;
  private final List<Resource> ways;

  public KubernetesCluster(StackSettings settings, Keys keys, Network network) {
    super("kubernetes", settings);
    var role = role("cluster", "eks.amazonaws.com", "AmazonEKSClusterPolicy");
    var log = logGroup("log", "/aws/eks/" + settings.name("services") + "/cluster", keys);
    cluster =
        new Cluster(
            child("cluster"),
            ClusterArgs.builder()
                .name(settings.name("services"))
                .version(VERSION)
                .roleArn(role.arn())
                .accessConfig(
                    ClusterAccessConfigArgs.builder()
                        .authenticationMode("API")
                        .bootstrapClusterCreatorAdminPermissions(true)
                        .build())
                .enabledClusterLogTypes(
                    "api", "audit", "authenticator", "controllerManager", "scheduler")
                .encryptionConfig(
                    ClusterEncryptionConfigArgs.builder()
                        .resources("secrets")
                        .provider(
                            ClusterEncryptionConfigProviderArgs.builder()
                                .keyArn(keys.data())
                                .build())
                        .build())
                .vpcConfig(endpoint(network))
                .tags(tags())
                .build(),
            insideAfter(log));
    identities =
        new OpenIdConnectProvider(
            child("identities"),
            OpenIdConnectProviderArgs.builder()
                .url(issuer())
                .clientIdLists("sts.amazonaws.com")
                .tags(tags())
                .build(),
            inside());
    pods = role("pods", "eks-fargate-pods.amazonaws.com", "AmazonEKSFargatePodExecutionRolePolicy");
    system = profile("system", SYSTEM_NAMESPACE, pods, network);
    services = profile("services", NAMESPACE, pods, network);
    names =
        new Addon(
            child("dns"),
            AddonArgs.builder()
                .clusterName(cluster.name())
                .addonName("coredns")
                // EKS has put one there itself, which waits for nodes that there are not.
                .resolveConflictsOnCreate("OVERWRITE")
                .configurationValues("{\"computeType\":\"Fargate\"}")
                .tags(tags())
                .build(),
            insideAfter(system));
    // Without it nobody knows how busy the pods are, and none is ever added.
    new Addon(
        child("metrics"),
        AddonArgs.builder()
            .clusterName(cluster.name())
            .addonName("metrics-server")
            .tags(tags())
            .build(),
        insideAfter(system, names));
    ways = letOperatorsIn();
  }

  Output<String> name() {
    return cluster.name();
  }

  /** The security group that EKS gives to the cluster and all its pods. */
  Output<String> podGroupId() {
    return cluster.vpcConfig().applyValue(vpc -> vpc.clusterSecurityGroupId().orElseThrow());
  }

  /** What must be there before a pod of ours can run. */
  List<Resource> podsRun() {
    return List.of(system, services, names);
  }

  /** What must be there before the operators' computers can speak to the cluster. */
  List<Resource> reachable() {
    return ways;
  }

  /** Of the role that Fargate has before and beside a pod, not in it. */
  Output<String> podRoleId() {
    return pods.id();
  }

  /** What lets a program with AWS credentials speak to the cluster. */
  Output<String> kubeconfig() {
    var authority =
        cluster.certificateAuthority().applyValue(certificate -> certificate.data().orElseThrow());
    return Policy.json(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Config",
            "current-context",
            "cloudapp",
            "clusters",
            List.of(
                Map.of(
                    "name",
                    "cloudapp",
                    "cluster",
                    Map.of("server", cluster.endpoint(), "certificate-authority-data", authority))),
            "contexts",
            List.of(
                Map.of(
                    "name", "cloudapp", "context", Map.of("cluster", "cloudapp", "user", "aws"))),
            "users",
            List.of(
                Map.of(
                    "name",
                    "aws",
                    "user",
                    Map.of(
                        "exec",
                        Map.of(
                            "apiVersion",
                            "client.authentication.k8s.io/v1beta1",
                            "command",
                            "aws",
                            "args",
                            List.of(
                                "eks",
                                "get-token",
                                "--cluster-name",
                                cluster.name(),
                                "--region",
                                settings().region().code())))))));
  }

  /** A policy that lets one service account use a role (IRSA). */
  Output<String> assumedBy(String namespace, String serviceAccount) {
    var issuer = issuer().applyValue(url -> url.replaceFirst("^https://", ""));
    return Output.tuple(issuer, identities.arn())
        .applyValue(
            known ->
                Map.of(
                    "Version",
                    "2012-10-17",
                    "Statement",
                    List.of(
                        Map.of(
                            "Effect",
                            "Allow",
                            "Action",
                            "sts:AssumeRoleWithWebIdentity",
                            "Principal",
                            Map.of("Federated", known.t2),
                            "Condition",
                            Map.of(
                                "StringEquals",
                                Map.of(
                                    known.t1 + ":aud",
                                    "sts.amazonaws.com",
                                    known.t1 + ":sub",
                                    "system:serviceaccount:"
                                        + namespace
                                        + ":"
                                        + serviceAccount))))))
        .apply(Policy::json);
  }

  /** Always reached from inside the network; from outside only by those whom the settings name. */
  private ClusterVpcConfigArgs endpoint(Network network) {
    var operators = settings().network().operators();
    var endpoint =
        ClusterVpcConfigArgs.builder()
            .subnetIds(network.privateSubnetIds())
            .endpointPrivateAccess(true)
            .endpointPublicAccess(operators.reachFromOutside());
    return operators.reachFromOutside()
        ? endpoint.publicAccessCidrs(operators.outside()).build()
        : endpoint.build();
  }

  /** EKS lets nobody but its own members through the cluster's security group. */
  private List<Resource> letOperatorsIn() {
    var rules = new ArrayList<Resource>();
    for (var network : settings().network().operators().inside()) {
      rules.add(
          letIn(
              "from-operators-" + (rules.size() + 1),
              "Operators",
              podGroupId(),
              443,
              new Peer.Addresses(network)));
    }
    return List.copyOf(rules);
  }

  private Output<String> issuer() {
    return cluster
        .identities()
        .applyValue(all -> all.getFirst().oidcs().getFirst().issuer().orElseThrow());
  }

  private FargateProfile profile(String name, String namespace, Role pods, Network network) {
    return new FargateProfile(
        child(name),
        FargateProfileArgs.builder()
            .clusterName(cluster.name())
            .fargateProfileName(name)
            .podExecutionRoleArn(pods.arn())
            .subnetIds(network.privateSubnetIds())
            .selectors(FargateProfileSelectorArgs.builder().namespace(namespace).build())
            .tags(tags())
            .build(),
        inside());
  }

  private Role role(String name, String service, String managedPolicy) {
    var role = role(name + "-role", name, Policy.assumedBy(service));
    new RolePolicyAttachment(
        child(name + "-policy"),
        RolePolicyAttachmentArgs.builder()
            .role(role.name())
            .policyArn("arn:aws:iam::aws:policy/" + managedPolicy)
            .build(),
        inside());
    return role;
  }
}
