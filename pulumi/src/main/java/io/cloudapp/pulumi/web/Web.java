package io.cloudapp.pulumi.web;

import com.pulumi.aws.appautoscaling.PolicyArgs;
import com.pulumi.aws.appautoscaling.Target;
import com.pulumi.aws.appautoscaling.TargetArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ecs.Cluster;
import com.pulumi.aws.ecs.ClusterArgs;
import com.pulumi.aws.ecs.Service;
import com.pulumi.aws.ecs.ServiceArgs;
import com.pulumi.aws.ecs.TaskDefinition;
import com.pulumi.aws.ecs.TaskDefinitionArgs;
import com.pulumi.aws.ecs.inputs.ClusterSettingArgs;
import com.pulumi.aws.ecs.inputs.ServiceDeploymentCircuitBreakerArgs;
import com.pulumi.aws.ecs.inputs.ServiceLoadBalancerArgs;
import com.pulumi.aws.ecs.inputs.ServiceNetworkConfigurationArgs;
import com.pulumi.aws.ecs.inputs.TaskDefinitionRuntimePlatformArgs;
import com.pulumi.aws.ecs.inputs.TaskDefinitionVolumeArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.images.Images;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.network.Network;
import io.cloudapp.pulumi.network.Peer;
import io.cloudapp.pulumi.policy.KeyUses;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.policy.Statement;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The web app on ECS Fargate; it may call the API and nothing else. */
public final class Web extends Part {

  private static final String SCRATCH = "scratch";
  private static final int STOP_SECONDS = 60;

  private final Cluster cluster;
  private final Service service;

  public Web(
      StackSettings settings,
      Keys keys,
      Network network,
      Images images,
      SessionKeys sessionKeys,
      FrontDoor door,
      Output<String> apiUrl,
      Resource prepared) {
    super("web", settings);
    var group = securityGroup(network, door);
    var log = logGroup("log", "/cloudapp/" + settings.installation() + "/web", keys);
    cluster =
        new Cluster(
            child("cluster"),
            ClusterArgs.builder()
                .name(settings.name("web"))
                .settings(
                    ClusterSettingArgs.builder()
                        .name("containerInsights")
                        .value("enhanced")
                        .build())
                .tags(tags())
                .build(),
            inside());
    var task =
        new TaskDefinition(
            child("task"),
            TaskDefinitionArgs.builder()
                .family(settings.name("web"))
                .requiresCompatibilities("FARGATE")
                .networkMode("awsvpc")
                .cpu("512")
                .memory("1024")
                .runtimePlatform(
                    TaskDefinitionRuntimePlatformArgs.builder()
                        // As the images of the services, for which Fargate on EKS has nothing else.
                        .cpuArchitecture("X86_64")
                        .operatingSystemFamily("LINUX")
                        .build())
                .volumes(TaskDefinitionVolumeArgs.builder().name(SCRATCH).build())
                .executionRoleArn(executionRole(keys, images, log, sessionKeys).arn())
                .taskRoleArn(taskRole().arn())
                .containerDefinitions(container(images, log, sessionKeys, apiUrl))
                .tags(tags())
                .build(),
            inside());
    service =
        new Service(
            child("service"),
            ServiceArgs.builder()
                .name(settings.name("web"))
                .cluster(cluster.arn())
                .launchType("FARGATE")
                .platformVersion("LATEST")
                .taskDefinition(task.arn())
                .desiredCount(settings.capacity().webMinimum())
                .healthCheckGracePeriodSeconds(60)
                .deploymentMinimumHealthyPercent(100)
                .deploymentMaximumPercent(200)
                .deploymentCircuitBreaker(
                    ServiceDeploymentCircuitBreakerArgs.builder()
                        .enable(true)
                        .rollback(true)
                        .build())
                .enableExecuteCommand(false)
                .propagateTags("SERVICE")
                .enableEcsManagedTags(true)
                .networkConfiguration(
                    ServiceNetworkConfigurationArgs.builder()
                        .subnets(network.privateSubnetIds())
                        .securityGroups(group.id().applyValue(List::of))
                        .assignPublicIp(false)
                        .build())
                .loadBalancers(
                    ServiceLoadBalancerArgs.builder()
                        .targetGroupArn(door.targetGroupArn())
                        .containerName("web")
                        .containerPort(FrontDoor.PORT)
                        .build())
                .tags(tags())
                .build(),
            // The autoscaler changes the count; a deployment must not undo that.
            CustomResourceOptions.builder()
                .parent(this)
                .dependsOn(door.listener(), prepared)
                .ignoreChanges("desiredCount")
                .build());
    scale();
  }

  public Output<String> serviceName() {
    return service.name();
  }

  private void scale() {
    var target =
        new Target(
            child("scaling"),
            TargetArgs.builder()
                .serviceNamespace("ecs")
                .scalableDimension("ecs:service:DesiredCount")
                .resourceId(text("service/%s/%s", cluster.name(), service.name()))
                .minCapacity(settings().capacity().webMinimum())
                .maxCapacity(settings().capacity().webMaximum())
                .tags(tags())
                .build(),
            inside());
    new com.pulumi.aws.appautoscaling.Policy(
        child("scaling-by-cpu"),
        PolicyArgs.builder()
            .name(child("by-cpu"))
            .policyType("TargetTrackingScaling")
            .serviceNamespace(target.serviceNamespace())
            .scalableDimension(target.scalableDimension())
            .resourceId(target.resourceId())
            .targetTrackingScalingPolicyConfiguration(
                PolicyTargetTrackingScalingPolicyConfigurationArgs.builder()
                    .targetValue(60.0)
                    .predefinedMetricSpecification(
                        PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs
                            .builder()
                            .predefinedMetricType("ECSServiceAverageCPUUtilization")
                            .build())
                    .build())
            .build(),
        inside());
  }

  private Output<String> container(
      Images images, LogGroup log, SessionKeys sessionKeys, Output<String> apiUrl) {
    var container = new LinkedHashMap<String, Object>();
    container.putAll(
        Map.of(
            "name", "web",
            "image", images.reference("webapp"),
            "essential", true,
            "readonlyRootFilesystem", true,
            "user", "10001:10001",
            "linuxParameters",
                Map.of("initProcessEnabled", true, "capabilities", Map.of("drop", List.of("ALL"))),
            "portMappings", List.of(Map.of("containerPort", FrontDoor.PORT, "protocol", "tcp")),
            "environment", List.of(Map.of("name", "CLOUDAPP_API_URL", "value", apiUrl)),
            "secrets", sessionKeys.containerSecrets(),
            "logConfiguration",
                Map.of(
                    "logDriver",
                    "awslogs",
                    "options",
                    Map.of(
                        "awslogs-group",
                        log.name(),
                        "awslogs-region",
                        settings().region().code(),
                        "awslogs-stream-prefix",
                        "web",
                        // A page is worth more than a line of a log that CloudWatch does not take.
                        "mode",
                        "non-blocking",
                        "max-buffer-size",
                        "25m"))));
    container.put(
        "mountPoints",
        List.of(Map.of("sourceVolume", SCRATCH, "containerPath", "/tmp", "readOnly", false)));
    // The load balancer sends nothing new for 30 s before the task is told to stop, and what is
    // under way may take as long as the API holds a request. Its question after the task's health
    // replaces a task that does not answer, so that the image needs no program to ask from inside.
    container.put("stopTimeout", STOP_SECONDS);
    return Policy.json(List.of(container));
  }

  private SecurityGroup securityGroup(Network network, FrontDoor door) {
    var group =
        securityGroup("group", "The web app: from the load balancer, to the API", network.vpcId());
    letIn(
        "from-door",
        "The load balancer",
        group.id(),
        FrontDoor.PORT,
        new Peer.Group(door.groupId()));
    letOut(
        "door-to-web", "The web app", door.groupId(), FrontDoor.PORT, new Peer.Group(group.id()));
    letOut(
        "to-api",
        "The API, and ECR and the logs for the platform",
        group.id(),
        443,
        Peer.EVERYWHERE);
    return group;
  }

  /** What Fargate may do before the web app runs: fetch the image, the key, and write the log. */
  private Role executionRole(Keys keys, Images images, LogGroup log, SessionKeys sessionKeys) {
    var role = role("execution");
    new RolePolicy(
        child("execution-policy"),
        RolePolicyArgs.builder()
            .role(role.id())
            .policy(
                Policy.of(
                    Statement.allow(
                        List.of(
                            "ecr:BatchCheckLayerAvailability",
                            "ecr:BatchGetImage",
                            "ecr:GetDownloadUrlForLayer"),
                        List.of(images.arn("webapp"))),
                    // ECR knows no resource for it.
                    Statement.allow(List.of("ecr:GetAuthorizationToken"), List.of(Output.of("*"))),
                    Statement.allow(
                        List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                        List.of(text("%s:*", log.arn()))),
                    Statement.allow(
                        List.of("secretsmanager:GetSecretValue"), List.of(sessionKeys.arn())),
                    KeyUses.through(
                        "secretsmanager",
                        keys.data(),
                        settings().region().code(),
                        List.of("kms:Decrypt"))))
            .build(),
        inside());
    return role;
  }

  /** The web app's own role has no policy at all: it calls the API with people's tokens. */
  private Role taskRole() {
    return role("task");
  }

  private Role role(String name) {
    return role(name + "-role", name, Policy.assumedBy("ecs-tasks.amazonaws.com"));
  }
}
