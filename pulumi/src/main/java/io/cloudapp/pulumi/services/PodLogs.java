package io.cloudapp.pulumi.services;

import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.kubernetes.Provider;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.Namespace;
import com.pulumi.kubernetes.core.v1.NamespaceArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.CustomResourceOptions;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.policy.Statement;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.List;
import java.util.Map;

/** What pods write goes to CloudWatch, by the log router that Fargate runs beside each of them. */
final class PodLogs extends Part {

  /** Namespace and ConfigMap must be called so, see "Start AWS Fargate logging" of EKS. */
  private static final String NAMESPACE = "aws-observability";

  private static final String CONFIG_MAP = "aws-logging";

  private final ConfigMap router;

  PodLogs(StackSettings settings, Keys keys, KubernetesCluster cluster, Provider kubernetes) {
    super("pod-logs", settings);
    var log = logGroup("log", "/cloudapp/" + settings.installation() + "/services", keys);
    var policy =
        new RolePolicy(
            child("policy"),
            RolePolicyArgs.builder()
                .role(cluster.podRoleId())
                .policy(
                    Policy.of(
                        Statement.allow(
                            List.of(
                                "logs:CreateLogStream",
                                "logs:DescribeLogStreams",
                                "logs:PutLogEvents"),
                            List.of(text("%s:*", log.arn())))))
                .build(),
            inside());
    var namespace =
        new Namespace(
            child("namespace"),
            NamespaceArgs.builder()
                .metadata(
                    ObjectMetaArgs.builder()
                        .name(NAMESPACE)
                        .labels(Map.of("aws-observability", "enabled"))
                        .build())
                .build(),
            CustomResourceOptions.builder().parent(this).provider(kubernetes).build());
    router =
        new ConfigMap(
            child("router"),
            ConfigMapArgs.builder()
                .metadata(ObjectMetaArgs.builder().name(CONFIG_MAP).namespace(NAMESPACE).build())
                .data(
                    log.name()
                        .applyValue(
                            name -> Map.of("flb_log_cw", "false", "output.conf", output(name))))
                .build(),
            CustomResourceOptions.builder()
                .parent(this)
                .provider(kubernetes)
                .dependsOn(namespace, policy)
                .build());
  }

  /** A pod that starts before it is there never logs. */
  ConfigMap router() {
    return router;
  }

  /** The log group is made above, encrypted; the router may not make one. */
  private String output(String logGroup) {
    return """
        [OUTPUT]
            Name cloudwatch_logs
            Match *
            region %s
            log_group_name %s
            log_stream_prefix pod-
            auto_create_group false
        """
        .formatted(settings().region().code(), logGroup);
  }
}
