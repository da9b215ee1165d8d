package io.cloudapp.pulumi.data;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.rds.Cluster;
import com.pulumi.aws.rds.ClusterInstance;
import com.pulumi.aws.rds.Proxy;
import com.pulumi.aws.rds.ProxyArgs;
import com.pulumi.aws.rds.ProxyDefaultTargetGroup;
import com.pulumi.aws.rds.ProxyDefaultTargetGroupArgs;
import com.pulumi.aws.rds.ProxyTarget;
import com.pulumi.aws.rds.ProxyTargetArgs;
import com.pulumi.aws.rds.inputs.ProxyAuthArgs;
import com.pulumi.aws.rds.inputs.ProxyDefaultTargetGroupConnectionPoolConfigArgs;
import com.pulumi.aws.secretsmanager.Secret;
import com.pulumi.aws.secretsmanager.SecretArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.network.Network;
import io.cloudapp.pulumi.network.Peer;
import io.cloudapp.pulumi.policy.KeyUses;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.policy.Statement;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.List;

/**
 * RDS Proxy: people of ours come with IAM's tokens, and it signs in to the database with a password
 * that nobody else may read.
 */
final class DatabaseProxy extends Part {

  private final SecurityGroup door;
  private final Secret user;
  private final Proxy proxy;

  DatabaseProxy(
      StackSettings settings,
      Keys keys,
      Network network,
      Cluster cluster,
      SecurityGroup clusterDoor,
      List<ClusterInstance> instances) {
    super("data-proxy", settings);
    door = door(network, clusterDoor);
    user = user(keys);
    var role = role("role", "role", Policy.assumedBy("rds.amazonaws.com"));
    var policy =
        new RolePolicy(
            child("policy"),
            RolePolicyArgs.builder()
                .role(role.id())
                .policy(
                    Policy.of(
                        Statement.allow(
                            List.of("secretsmanager:GetSecretValue"), List.of(user.arn())),
                        KeyUses.through(
                            "secretsmanager",
                            keys.data(),
                            settings.region().code(),
                            List.of("kms:Decrypt"))))
                .build(),
            inside());
    proxy =
        new Proxy(
            child("proxy"),
            ProxyArgs.builder()
                .name(child("proxy"))
                .engineFamily("POSTGRESQL")
                .requireTls(true)
                .roleArn(role.arn())
                .vpcSubnetIds(network.privateSubnetIds())
                .vpcSecurityGroupIds(door.id().applyValue(List::of))
                .auths(
                    ProxyAuthArgs.builder()
                        .authScheme("SECRETS")
                        .iamAuth("REQUIRED")
                        .secretArn(user.arn())
                        .build())
                .tags(tags())
                .build(),
            insideAfter(policy));
    var targets =
        new ProxyDefaultTargetGroup(
            child("targets"),
            ProxyDefaultTargetGroupArgs.builder()
                .dbProxyName(proxy.name())
                .connectionPoolConfig(
                    ProxyDefaultTargetGroupConnectionPoolConfigArgs.builder()
                        // As long as whoever calls waits for a connection.
                        .connectionBorrowTimeout(5)
                        // The rest is for the owner, who does not come this way.
                        .maxConnectionsPercent(90)
                        .maxIdleConnectionsPercent(50)
                        .build())
                .build(),
            inside());
    new ProxyTarget(
        child("target"),
        ProxyTargetArgs.builder()
            .dbProxyName(proxy.name())
            .targetGroupName(targets.name())
            .dbClusterIdentifier(cluster.id())
            .build(),
        insideAfter(instances.toArray(Resource[]::new)));
  }

  Output<String> endpoint() {
    return proxy.endpoint();
  }

  Output<String> doorId() {
    return door.id();
  }

  Output<String> userSecretArn() {
    return user.arn();
  }

  /** The end of its ARN, for example {@code prx-0123456789abcdef0}. */
  Output<String> resourceId() {
    return proxy.arn().applyValue(arn -> arn.substring(arn.lastIndexOf(':') + 1));
  }

  /** Without a value: PrepareInstallation gives it one, and the user in the database the same. */
  private Secret user(Keys keys) {
    return new Secret(
        child("user"),
        SecretArgs.builder()
            .name("cloudapp-database/" + settings().installation() + "/user")
            .description("What RDS Proxy signs in to the database with")
            .kmsKeyId(keys.data())
            // Worth nothing without the database, and its name is needed by the next installation.
            .recoveryWindowInDays(0)
            .tags(tags())
            .build(),
        inside());
  }

  private SecurityGroup door(Network network, SecurityGroup clusterDoor) {
    var group =
        securityGroup("door", "Who may reach the proxy, each caller adds itself", network.vpcId());
    letOut("to-cluster", "The cluster", group.id(), Data.PORT, new Peer.Group(clusterDoor.id()));
    letIn("into-cluster", "The proxy", clusterDoor.id(), Data.PORT, new Peer.Group(group.id()));
    return group;
  }
}
