package io.cloudapp.pulumi.data;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.aws.rds.Cluster;
import com.pulumi.aws.rds.ClusterArgs;
import com.pulumi.aws.rds.ClusterInstance;
import com.pulumi.aws.rds.ClusterInstanceArgs;
import com.pulumi.aws.rds.ClusterParameterGroup;
import com.pulumi.aws.rds.ClusterParameterGroupArgs;
import com.pulumi.aws.rds.RdsFunctions;
import com.pulumi.aws.rds.SubnetGroup;
import com.pulumi.aws.rds.SubnetGroupArgs;
import com.pulumi.aws.rds.inputs.ClusterParameterGroupParameterArgs;
import com.pulumi.aws.rds.inputs.ClusterServerlessv2ScalingConfigurationArgs;
import com.pulumi.aws.rds.inputs.GetCertificateArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.cloudapp.core.database.RdsRoots;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.network.Network;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Aurora Serverless v2; its master password is made, kept and rotated by Secrets Manager. */
public final class Data extends Part {

  private static final String DATABASE = "cloudapp";
  private static final String ENGINE_VERSION = "17.5";
  static final int PORT = 5432;

  private final Cluster cluster;
  private final SecurityGroup door;
  private final List<ClusterInstance> instances = new ArrayList<>();
  private final Optional<DatabaseProxy> proxy;

  public Data(StackSettings settings, Keys keys, Network network) {
    super("data", settings);
    door =
        securityGroup(
            "door", "Who may reach the database; each caller adds itself", network.vpcId());
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
    // RDS would make it too, without a key and for ever.
    var log = logGroup("log", "/aws/rds/cluster/" + child("aurora") + "/postgresql", keys);
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
            versioned().dependsOn(log).build());
    var monitoring = monitoringRole();
    var authority = authority(settings);
    for (int number = 1; number <= database.instances(); number++) {
      instances.add(instance(number, keys, monitoring, authority));
    }
    proxy =
        database.proxy()
            ? Optional.of(new DatabaseProxy(settings, keys, network, cluster, door, instances))
            : Optional.empty();
  }

  /** The JDBC URL that functions and services connect with; IAM's tokens are the passwords. */
  public Output<String> url() {
    return proxy.map(it -> url(it.endpoint())).orElseGet(this::clusterUrl);
  }

  /** The JDBC URL for changing the schema, past the proxy. */
  public Output<String> clusterUrl() {
    return url(cluster.endpoint());
  }

  /** The security group that functions and services have to be let into. */
  public Output<String> doorId() {
    return proxy.map(DatabaseProxy::doorId).orElseGet(door::id);
  }

  /** The security group of the cluster itself. */
  public Output<String> clusterDoorId() {
    return door.id();
  }

  /** Where the owner's password is, which RDS makes and rotates. */
  public Output<String> ownerSecretArn() {
    return cluster
        .masterUserSecrets()
        .applyValue(secrets -> secrets.getFirst().secretArn().orElseThrow());
  }

  /** Where the password is that the proxy signs in with; empty without a proxy. */
  public Optional<Output<String>> userSecretArn() {
    return proxy.map(DatabaseProxy::userSecretArn);
  }

  /** What has to be there before anybody can connect. */
  public List<Resource> running() {
    return List.copyOf(instances);
  }

  public int port() {
    return PORT;
  }

  public Output<String> clusterName() {
    return cluster.clusterIdentifier();
  }

  /** What IAM's permission to connect names: the proxy where there is one, or the cluster. */
  public Output<String> resourceId() {
    return proxy.map(DatabaseProxy::resourceId).orElseGet(cluster::clusterResourceId);
  }

  private static Output<String> url(Output<String> host) {
    return text("jdbc:postgresql://%s:%s/%s", host, PORT, DATABASE);
  }

  private ClusterInstance instance(
      int number, Keys keys, Role monitoring, Output<String> authority) {
    return new ClusterInstance(
        child("aurora-" + number),
        ClusterInstanceArgs.builder()
            .identifier(child("aurora-" + number))
            .clusterIdentifier(cluster.id())
            .engine("aurora-postgresql")
            .engineVersion(ENGINE_VERSION)
            .instanceClass("db.serverless")
            .publiclyAccessible(false)
            .caCertIdentifier(authority)
            .autoMinorVersionUpgrade(true)
            .performanceInsightsEnabled(true)
            .performanceInsightsKmsKeyId(keys.data())
            .monitoringInterval(60)
            .monitoringRoleArn(monitoring.arn())
            .copyTagsToSnapshot(true)
            .tags(tags())
            .build(),
        versioned().build());
  }

  /** RDS upgrades minor versions by itself, which Pulumi must not take back. */
  private CustomResourceOptions.Builder versioned() {
    return CustomResourceOptions.builder()
        .parent(this)
        .protect(settings().database().deletionProtection())
        .ignoreChanges("engineVersion");
  }

  private Role monitoringRole() {
    var role =
        role("monitoring-role", "monitoring", Policy.assumedBy("monitoring.rds.amazonaws.com"));
    new RolePolicyAttachment(
        child("monitoring-policy"),
        RolePolicyAttachmentArgs.builder()
            .role(role.name())
            .policyArn("arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole")
            .build(),
        inside());
    return role;
  }

  /** Aurora's certificate is checked against a root that is kept here: is it still the one? */
  private static Output<String> authority(StackSettings settings) {
    var region = settings.region().code();
    return RdsFunctions.getCertificate(GetCertificateArgs.builder().id(RdsRoots.AUTHORITY).build())
        .applyValue(
            certificate -> {
              if (!RdsRoots.thumbprint(region)
                  .filter(certificate.thumbprint()::equalsIgnoreCase)
                  .isPresent()) {
                throw new IllegalStateException(
                    "RDS signs the databases of %s with another %s (%s) than rds-roots.pem has. Put that region's root from https://truststore.pki.rds.amazonaws.com into the file."
                        .formatted(region, RdsRoots.AUTHORITY, certificate.thumbprint()));
              }
              return certificate.id();
            });
  }

  private static ClusterParameterGroupParameterArgs parameter(String name, String value) {
    return ClusterParameterGroupParameterArgs.builder().name(name).value(value).build();
  }
}
