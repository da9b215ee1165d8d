package io.cloudapp.pulumi.cost;

import static io.cloudapp.pulumi.cost.IdleUse.HOURS;

import io.cloudapp.pulumi.plan.PlannedResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an installation costs a month that nobody uses, from the resources of its plan. */
final class MonthlyCost {

  private static final String CONTAINERS = "Containers";
  private static final String NETWORK = "Network";
  private static final String DATABASE = "Database";
  private static final String OBSERVATION = "Logs, alarms, traces";
  private static final String SECRETS = "Keys and secrets";
  private static final String FUNCTIONS = "Functions and queues";
  private static final String STORAGE = "Storage";
  private static final String PEOPLE = "People";

  private final List<PlannedResource> plan;
  private final ListPrices prices;
  private final List<CostLine> lines = new ArrayList<>();

  private MonthlyCost(List<PlannedResource> plan, ListPrices prices) {
    this.plan = plan;
    this.prices = prices;
  }

  /**
   * @throws UnknownCost for a resource that the model neither prices nor knows to be free
   */
  static Bill of(List<PlannedResource> plan, ListPrices prices) {
    var cost = new MonthlyCost(plan, prices);
    plan.stream().filter(resource -> !FreeResources.include(resource.type())).forEach(cost::add);
    return Bill.of(cost.lines);
  }

  private void add(PlannedResource resource) {
    switch (resource.type()) {
      case "aws:eks/cluster:Cluster" -> {
        charge(CONTAINERS, "EKS control plane", HOURS, "eks-cluster");
        log("EKS control plane", IdleUse.CLUSTER_LOG_GIGABYTES);
      }
      case "aws:eks/addon:Addon" -> Pods.ofAddon(resource).forEach(this::run);
      case "kubernetes:helm.sh/v3:Release" -> {
        Pods.ofRelease(resource).forEach(this::run);
        // The controller makes it of the chart's Ingress, so that the plan has no resource for it.
        if (resource.inputs().get("values").toString().contains("loadBalancerName")) {
          charge(NETWORK, "Load balancers", HOURS, "load-balancer");
        }
      }
      case "aws:ecs/service:Service" -> webApp(resource);
      case "aws:ecs/cluster:Cluster" ->
          charge(OBSERVATION, "Container Insights", IdleUse.CONTAINER_METRICS, "metric");
      case "aws:ec2/natGateway:NatGateway" -> {
        charge(NETWORK, "NAT gateway", HOURS, "nat-gateway");
        charge(NETWORK, "NAT gateway, data", IdleUse.NAT_GIGABYTES, "nat-data");
      }
      case "aws:ec2/eip:Eip" -> charge(NETWORK, "Public IPv4 addresses", HOURS, "public-ipv4");
      case "aws:lb/loadBalancer:LoadBalancer" -> balancer(resource);
      case "aws:ec2/vpcEndpoint:VpcEndpoint" -> endpoint(resource);
      case "aws:ec2/flowLog:FlowLog" -> log("Flow logs", IdleUse.FLOW_LOG_GIGABYTES);
      case "aws:rds/cluster:Cluster" -> {
        charge(DATABASE, "Aurora storage", IdleUse.DATABASE_GIGABYTES, "aurora-storage");
        charge(DATABASE, "Aurora I/O", IdleUse.DATABASE_MILLION_IOS, "aurora-io");
        charge(SECRETS, "Secrets", 1, "secret");
        log("Database and its monitoring", IdleUse.DATABASE_LOG_GIGABYTES);
      }
      case "aws:rds/clusterInstance:ClusterInstance" ->
          charge(DATABASE, "Aurora capacity", HOURS * capacity(), "aurora-capacity");
      case "aws:rds/proxy:Proxy" ->
          charge(
              DATABASE,
              "RDS Proxy",
              HOURS * Math.max(IdleUse.PROXY_CAPACITY, capacity() * instances()),
              "database-proxy");
      case "aws:kms/key:Key" -> {
        charge(SECRETS, "KMS keys", 1, "kms-key");
        charge(SECRETS, "KMS requests", IdleUse.KMS_REQUESTS / 10_000, "kms-requests");
      }
      case "aws:secretsmanager/secret:Secret" -> charge(SECRETS, "Secrets", 1, "secret");
      case "aws:cloudwatch/metricAlarm:MetricAlarm" -> alarm(resource);
      case "aws:cloudwatch/dashboard:Dashboard" -> charge(OBSERVATION, "Dashboard", 1, "dashboard");
      case "aws:wafv2/webAcl:WebAcl" -> {
        charge(NETWORK, "WAF", 1, "firewall");
        charge(NETWORK, "WAF rules", rules(resource), "firewall-rule");
      }
      case "aws:scheduler/schedule:Schedule" -> reconcile();
      case "aws:lambda/eventSourceMapping:EventSourceMapping" ->
          charge(
              FUNCTIONS,
              "Lambda's polling of the queue",
              IdleUse.QUEUE_POLLS / 1e6,
              "queue-requests");
      case "aws:lambda/function:Function" ->
          charge(FUNCTIONS, "SnapStart of Java functions", 0, "function-snapshot-java");
      case "aws:ecr/repository:Repository" ->
          charge(STORAGE, "Images", IdleUse.REPOSITORY_GIGABYTES, "images");
      case "aws:s3/bucketV2:BucketV2" ->
          charge(STORAGE, "Buckets", IdleUse.BUCKET_GIGABYTES, "storage");
      case "aws:cognito/userPool:UserPool" ->
          charge(PEOPLE, "Cognito, tier Plus", IdleUse.ACTIVE_PEOPLE, "people");
      default -> throw new UnknownCost(resource);
    }
  }

  private void charge(String group, String item, double quantity, String price) {
    lines.add(CostLine.of(group, item, quantity, prices.of(price)));
  }

  private void log(String of, double gigabytes) {
    charge(OBSERVATION, "Log: " + of, gigabytes, "log-ingestion");
    charge(
        OBSERVATION,
        "Logs kept for a year",
        12 * gigabytes * IdleUse.LOG_COMPRESSION,
        "log-storage");
  }

  private void run(Pods pods) {
    charge(
        CONTAINERS,
        pods.what() + ", CPUs",
        HOURS * pods.number() * pods.size().virtualCpus(),
        "fargate-vcpu-x86");
    charge(
        CONTAINERS,
        pods.what() + ", memory",
        HOURS * pods.number() * pods.size().gigabytes(),
        "fargate-gb-x86");
  }

  private void webApp(PlannedResource service) {
    var task = only("aws:ecs/taskDefinition:TaskDefinition");
    var arm = task.inputs().get("runtimePlatform").toString().contains("ARM64") ? "arm" : "x86";
    var hours = HOURS * number(service, "desiredCount");
    charge(
        CONTAINERS,
        "Web app, CPUs",
        hours * Double.parseDouble(task.inputs().get("cpu").toString()) / 1024,
        "fargate-vcpu-" + arm);
    charge(
        CONTAINERS,
        "Web app, memory",
        hours * Double.parseDouble(task.inputs().get("memory").toString()) / 1024,
        "fargate-gb-" + arm);
  }

  /** In a public subnet a load balancer has a public address, which has its price. */
  private void balancer(PlannedResource balancer) {
    charge(NETWORK, "Load balancers", HOURS, "load-balancer");
    if (!Boolean.TRUE.equals(balancer.inputs().get("internal"))) {
      charge(
          NETWORK,
          "Public IPv4 addresses",
          HOURS * ((List<?>) balancer.inputs().get("subnets")).size(),
          "public-ipv4");
    }
  }

  private void endpoint(PlannedResource endpoint) {
    if ("Interface".equals(endpoint.inputs().get("vpcEndpointType"))) {
      charge(
          NETWORK,
          "Interface endpoints",
          HOURS * ((List<?>) endpoint.inputs().get("subnetIds")).size(),
          "interface-endpoint");
    }
  }

  private void alarm(PlannedResource alarm) {
    charge(OBSERVATION, "Alarms", 1, "alarm");
    if ("CloudApp".equals(alarm.inputs().get("namespace"))) {
      charge(OBSERVATION, "Numbers of our own", 1, "metric");
    }
  }

  private void reconcile() {
    var runs = IdleUse.RECONCILE_RUNS;
    var item = "Reconcile, every minute";
    charge(FUNCTIONS, item + ": schedule", runs / 1e6, "schedules");
    charge(FUNCTIONS, item + ": calls", runs / 1e6, "function-requests");
    charge(
        FUNCTIONS,
        item + ": time",
        runs * IdleUse.RECONCILE_SECONDS * IdleUse.RECONCILE.memoryMegabytes() / 1024,
        "function-arm");
    charge(OBSERVATION, "Traces of Reconcile", runs / 1e6, "traces");
    log("Reconcile", runs * IdleUse.RECONCILE_LOG_KILOBYTES / 1024 / 1024);
    charge(STORAGE, "Heartbeat, writes", runs * IdleUse.RECONCILE_WRITES / 1000, "storage-writes");
    charge(STORAGE, "Heartbeat, reads", runs * IdleUse.RECONCILE_READS / 1000, "storage-reads");
  }

  /** Of one database instance. */
  private double capacity() {
    var scaling =
        (Map<?, ?>)
            only("aws:rds/cluster:Cluster").inputs().get("serverlessv2ScalingConfiguration");
    return Math.max(
        IdleUse.AWAKE_DATABASE_CAPACITY, ((Number) scaling.get("minCapacity")).doubleValue());
  }

  private long instances() {
    return plan.stream()
        .filter(resource -> resource.type().equals("aws:rds/clusterInstance:ClusterInstance"))
        .count();
  }

  private PlannedResource only(String type) {
    return plan.stream()
        .filter(resource -> resource.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The plan has no " + type));
  }

  private static double number(PlannedResource resource, String input) {
    return ((Number) resource.inputs().get(input)).doubleValue();
  }

  private static int rules(PlannedResource firewall) {
    return firewall.inputs().get("rules") instanceof List<?> rules ? rules.size() : 0;
  }
}
