package io.cloudapp.pulumi.data;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.aws.rds.Cluster;
import com.pulumi.aws.rds.ClusterArgs;
import com.pulumi.aws.rds.ClusterInstance;
import com.pulumi.aws.rds.ClusterInstanceArgs;
import com.pulumi.aws.rds.ClusterParameterGroup;
import com.pulumi.aws.rds.ClusterParameterGroupArgs;
import com.pulumi.aws.rds.Proxy;
import com.pulumi.aws.rds.ProxyArgs;
import com.pulumi.aws.rds.ProxyDefaultTargetGroup;
import com.pulumi.aws.rds.ProxyDefaultTargetGroupArgs;
import com.pulumi.aws.rds.ProxyTarget;
import com.pulumi.aws.rds.ProxyTargetArgs;
import com.pulumi.aws.rds.SubnetGroup;
import com.pulumi.aws.rds.SubnetGroupArgs;
import com.pulumi.aws.rds.inputs.ClusterParameterGroupParameterArgs;
import com.pulumi.aws.rds.inputs.ClusterServerlessv2ScalingConfigurationArgs;
import com.pulumi.aws.rds.inputs.ProxyAuthArgs;
import com.pulumi.core.Output;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.network.Network;
import io.cloudapp.pulumi.policy.KeyUses;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.policy.Statement;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.List;

/** Aurora Serverless v2; its master password is made, kept and rotated by Secrets Manager. */
public final class Data extends Part {

  private static final String DATABASE = "cloudapp";
  private static final String ENGINE_VERSION = "17.5";
  private static final int PORT = 5432;

  private final Cluster cluster;
  private final SecurityGroup door;
  private final Output<String> host;

  public Data(StackSettings settings, Keys keys, Network network) {
    super("data", settings);
    door =
        new SecurityGroup(
            child("door"),
            SecurityGroupArgs.builder()
                .name(child("door"))
                .description("Who may reach the database; each caller adds itself")
                .vpcId(network.vpcId())
                .tags(tags())
                .build(),
            inside());
    var subnets =
        new SubnetGroup(
            child("subnets"),
            SubnetGroupArgs.builder()
                .name(child("subnets"))
                .subnetIds(network.privateSubnetIds())
                .tags(tags())
                .build(),
            inside());
    var parameters =
        new ClusterParameterGroup(
            child("parameters"),
            ClusterParameterGroupArgs.builder()
                .name(child("parameters"))
                .family("aurora-postgresql17")
                .parameters(
                    parameter("rds.force_ssl", "1"),
                    parameter("log_min_duration_statement", "1000"))
                .tags(tags())
                .build(),
            inside());
    var database = settings.database();
    cluster =
        new Cluster(
            child("aurora"),
            ClusterArgs.builder()
                .clusterIdentifier(child("aurora"))
                .engine("aurora-postgresql")
                .engineVersion(ENGINE_VERSION)
                .databaseName(DATABASE)
                .masterUsername("cloudapp_owner")
                .manageMasterUserPassword(true)
                .masterUserSecretKmsKeyId(keys.data())
                .iamDatabaseAuthenticationEnabled(true)
                .storageEncrypted(true)
                .kmsKeyId(keys.data())
                .serverlessv2ScalingConfiguration(
                    ClusterServerlessv2ScalingConfigurationArgs.builder()
                        .minCapacity(database.minimumCapacity())
                        .maxCapacity(database.maximumCapacity())
                        .build())
                .backupRetentionPeriod(database.backupDays())
                .preferredBackupWindow("02:00-03:00")
                .preferredMaintenanceWindow("sun:03:30-sun:04:30")
                .copyTagsToSnapshot(true)
                .deletionProtection(database.deletionProtection())
                .skipFinalSnapshot(!database.deletionProtection())
                .finalSnapshotIdentifier(child("last-snapshot"))
                .enabledCloudwatchLogsExports("postgresql")
                .dbClusterParameterGroupName(parameters.name())
                .dbSubnetGroupName(subnets.name())
                .vpcSecurityGroupIds(door.id().applyValue(List::of))
                .tags(tags())
                .build(),
            insideProtected());
    var monitoring = monitoringRole();
    ClusterInstance first = null;
    for (int number = 1; number <= database.instances(); number++) {
      var instance = instance(number, keys, monitoring);
      first = first == null ? instance : first;
    }
    host = database.proxy() ? proxy(keys, network, first) : cluster.endpoint();
  }

  /** The JDBC URL that everything connects with, over TLS and with IAM's tokens as passwords. */
  public Output<String> url() {
    return text("jdbc:postgresql://%s:%s/%s?sslmode=verify-full", host, PORT, DATABASE);
  }

  /** The security group whose members may be reached; a caller's rule names it. */
  public Output<String> doorId() {
    return door.id();
  }

  public int port() {
    return PORT;
  }

  public Output<String> clusterName() {
    return cluster.clusterIdentifier();
  }

  public Output<String> resourceId() {
    return cluster.clusterResourceId();
  }

  private ClusterInstance instance(int number, Keys keys, Role monitoring) {
    return new ClusterInstance(
        child("aurora-" + number),
        ClusterInstanceArgs.builder()
            .identifier(child("aurora-" + number))
            .clusterIdentifier(cluster.id())
            .engine("aurora-postgresql")
            .engineVersion(ENGINE_VERSION)
            .instanceClass("db.serverless")
            .publiclyAccessible(false)
            .autoMinorVersionUpgrade(true)
            .performanceInsightsEnabled(true)
            .performanceInsightsKmsKeyId(keys.data())
            .monitoringInterval(60)
            .monitoringRoleArn(monitoring.arn())
            .copyTagsToSnapshot(true)
            .tags(tags())
            .build(),
        insideProtected());
  }

  private Role monitoringRole() {
    var role =
        new Role(
            child("monitoring-role"),
            RoleArgs.builder()
                .name(child("monitoring"))
                .assumeRolePolicy(Policy.assumedBy("monitoring.rds.amazonaws.com"))
                .tags(tags())
                .build(),
            inside());
    new RolePolicyAttachment(
        child("monitoring-policy"),
        RolePolicyAttachmentArgs.builder()
            .role(role.name())
            .policyArn("arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole")
            .build(),
        inside());
    return role;
  }

  private Output<String> proxy(Keys keys, Network network, ClusterInstance first) {
    var secret =
        cluster.masterUserSecrets().applyValue(secrets -> secrets.getFirst().secretArn().get());
    var role =
        new Role(
            child("proxy-role"),
            RoleArgs.builder()
                .name(child("proxy"))
                .assumeRolePolicy(Policy.assumedBy("rds.amazonaws.com"))
                .tags(tags())
                .build(),
            inside());
    new RolePolicy(
        child("proxy-policy"),
        RolePolicyArgs.builder()
            .role(role.id())
            .policy(
                Policy.of(
                    Statement.allow(List.of("secretsmanager:GetSecretValue"), List.of(secret)),
                    KeyUses.through(
                        "secretsmanager",
                        keys.data(),
                        settings().region().code(),
                        List.of("kms:Decrypt"))))
            .build(),
        inside());
    var proxy =
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
                        .secretArn(secret)
                        .build())
                .tags(tags())
                .build(),
            inside());
    var group =
        new ProxyDefaultTargetGroup(
            child("proxy-targets"),
            ProxyDefaultTargetGroupArgs.builder().dbProxyName(proxy.name()).build(),
            inside());
    new ProxyTarget(
        child("proxy-target"),
        ProxyTargetArgs.builder()
            .dbProxyName(proxy.name())
            .targetGroupName(group.name())
            .dbClusterIdentifier(cluster.id())
            .build(),
        insideAfter(first));
    return proxy.endpoint();
  }

  private static ClusterParameterGroupParameterArgs parameter(String name, String value) {
    return ClusterParameterGroupParameterArgs.builder().name(name).value(value).build();
  }
}
