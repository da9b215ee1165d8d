package io.cloudapp.pulumi.web;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.lb.Listener;
import com.pulumi.aws.lb.ListenerArgs;
import com.pulumi.aws.lb.LoadBalancer;
import com.pulumi.aws.lb.LoadBalancerArgs;
import com.pulumi.aws.lb.TargetGroup;
import com.pulumi.aws.lb.TargetGroupArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionRedirectArgs;
import com.pulumi.aws.lb.inputs.TargetGroupHealthCheckArgs;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.route53.inputs.RecordAliasArgs;
import com.pulumi.core.Output;
import io.cloudapp.pulumi.Account;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.domain.ProvenCertificate;
import io.cloudapp.pulumi.network.Network;
import io.cloudapp.pulumi.network.Peer;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.List;

/** The load balancer that the world sees: HTTPS with our own name, clear text only redirects. */
public final class FrontDoor extends Part {

  /** The web app's port. */
  static final int PORT = 8080;

  private final SecurityGroup group;
  private final TargetGroup targets;
  private final LoadBalancer balancer;
  private final Listener https;

  public FrontDoor(StackSettings settings, Account account, Network network) {
    super("front-door", settings);
    group = securityGroup("group", "The world, to the load balancer", network.vpcId());
    letIn("from-world-https", "Browsers", group.id(), 443, Peer.EVERYWHERE);
    letIn("from-world-redirect", "Browsers", group.id(), 80, Peer.EVERYWHERE);
    var log = new AccessLog(child("access-log"), settings, account, tags(), this);
    balancer =
        new LoadBalancer(
            child("balancer"),
            LoadBalancerArgs.builder()
                .name(settings.name("web"))
                .loadBalancerType("application")
                .internal(false)
                .subnets(network.publicSubnetIds())
                .securityGroups(group.id().applyValue(List::of))
                .dropInvalidHeaderFields(true)
                .desyncMitigationMode("strictest")
                .enableDeletionProtection(settings.database().deletionProtection())
                // The API holds a request for news of an execution for 20 s.
                .idleTimeout(60)
                .accessLogs(log.arguments())
                .tags(tags())
                .build(),
            insideAfter(log.writable()));
    targets =
        new TargetGroup(
            child("targets"),
            TargetGroupArgs.builder()
                .name(settings.name("web"))
                .vpcId(network.vpcId())
                .targetType("ip")
                .protocol("HTTP")
                .port(PORT)
                .deregistrationDelay(30)
                .healthCheck(
                    TargetGroupHealthCheckArgs.builder()
                        .path("/health")
                        .matcher("200")
                        .interval(10)
                        .timeout(5)
                        .healthyThreshold(2)
                        .unhealthyThreshold(3)
                        .build())
                .tags(tags())
                .build(),
            inside());
    https =
        https(
            new ProvenCertificate(settings, child("certificate"), settings.domain(), tags(), this)
                .arn());
    new Listener(
        child("http"),
        ListenerArgs.builder()
            .loadBalancerArn(balancer.arn())
            .port(80)
            .protocol("HTTP")
            .defaultActions(
                ListenerDefaultActionArgs.builder()
                    .type("redirect")
                    .redirect(
                        ListenerDefaultActionRedirectArgs.builder()
                            .protocol("HTTPS")
                            .port("443")
                            .statusCode("HTTP_301")
                            .build())
                    .build())
            .tags(tags())
            .build(),
        inside());
    new Record(
        child("name"),
        RecordArgs.builder()
            .zoneId(settings.hostedZoneId())
            .name(settings.domain())
            .type("A")
            .aliases(
                RecordAliasArgs.builder()
                    .name(balancer.dnsName())
                    .zoneId(balancer.zoneId())
                    .evaluateTargetHealth(true)
                    .build())
            .build(),
        inside());
  }

  Output<String> groupId() {
    return group.id();
  }

  Output<String> targetGroupArn() {
    return targets.arn();
  }

  /** Must be there before tasks can be put behind it. */
  Listener listener() {
    return https;
  }

  /** The last part of the ARN, which the metrics have as their dimension. */
  public Output<String> balancerSuffix() {
    return balancer.arnSuffix();
  }

  public Output<String> targetsSuffix() {
    return targets.arnSuffix();
  }

  public Output<String> balancerArn() {
    return balancer.arn();
  }

  private Listener https(Output<String> certificateArn) {
    return new Listener(
        child("https"),
        ListenerArgs.builder()
            .loadBalancerArn(balancer.arn())
            .port(443)
            .protocol("HTTPS")
            .sslPolicy("ELBSecurityPolicy-TLS13-1-2-2021-06")
            .certificateArn(certificateArn)
            .defaultActions(
                ListenerDefaultActionArgs.builder()
                    .type("forward")
                    .targetGroupArn(targets.arn())
                    .build())
            .tags(tags())
            .build(),
        inside());
  }
}
