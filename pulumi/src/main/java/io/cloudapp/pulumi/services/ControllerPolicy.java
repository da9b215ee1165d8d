package io.cloudapp.pulumi.services;

import com.pulumi.core.Output;
import io.cloudapp.pulumi.Account;
import io.cloudapp.pulumi.policy.Statement;
import java.util.List;

/**
 * What the load balancer controller may do: AWS's published policy for its version, without what we
 * switch off (web firewalls, Shield, sign-in at the load balancer, security groups of its own,
 * network load balancers), and only on what bears the tag of our cluster.
 */
final class ControllerPolicy {

  private static final String TAG = "elbv2.k8s.aws/cluster";
  private static final String ON_REQUEST = "aws:RequestTag/" + TAG;
  private static final String ON_RESOURCE = "aws:ResourceTag/" + TAG;

  private final Account account;
  private final Output<String> clusterName;

  ControllerPolicy(Account account, Output<String> clusterName) {
    this.account = account;
    this.clusterName = clusterName;
  }

  List<Statement> statements() {
    var balancers = balancing("loadbalancer/app/*/*");
    var targetGroups = balancing("targetgroup/*/*");
    var listeners = balancing("listener/app/*/*/*");
    var rules = balancing("listener-rule/app/*/*/*");
    return List.of(
        // Reading knows no resource.
        Statement.allow(
            List.of(
                "ec2:DescribeAccountAttributes",
                "ec2:DescribeAvailabilityZones",
                "ec2:DescribeInstances",
                "ec2:DescribeInternetGateways",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeRouteTables",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets",
                "ec2:DescribeTags",
                "ec2:DescribeVpcs",
                "ec2:GetSecurityGroupsForVpc",
                "elasticloadbalancing:DescribeCapacityReservation",
                "elasticloadbalancing:DescribeListenerAttributes",
                "elasticloadbalancing:DescribeListenerCertificates",
                "elasticloadbalancing:DescribeListeners",
                "elasticloadbalancing:DescribeLoadBalancerAttributes",
                "elasticloadbalancing:DescribeLoadBalancers",
                "elasticloadbalancing:DescribeRules",
                "elasticloadbalancing:DescribeSSLPolicies",
                "elasticloadbalancing:DescribeTags",
                "elasticloadbalancing:DescribeTargetGroupAttributes",
                "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetHealth"),
            List.of(Output.of("*"))),
        Statement.allow(
                List.of("iam:CreateServiceLinkedRole"),
                List.of(
                    Output.format(
                        "arn:aws:iam::%s:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing",
                        account.id())))
            .when(
                "StringEquals",
                "iam:AWSServiceName",
                Output.of("elasticloadbalancing.amazonaws.com")),
        Statement.allow(
                List.of(
                    "elasticloadbalancing:CreateLoadBalancer",
                    "elasticloadbalancing:CreateTargetGroup"),
                List.of(balancers, targetGroups))
            .when("StringEquals", ON_REQUEST, clusterName),
        Statement.allow(List.of("elasticloadbalancing:AddTags"), List.of(balancers, targetGroups))
            .when("StringEquals", ON_REQUEST, clusterName)
            .when("StringLike", "elasticloadbalancing:CreateAction", Output.of("Create*")),
        // The tag of the cluster itself can neither be given to others nor taken away.
        Statement.allow(
                List.of("elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"),
                List.of(balancers, targetGroups))
            .when("Null", ON_REQUEST, Output.of("true"))
            .when("StringEquals", ON_RESOURCE, clusterName),
        Statement.allow(
                List.of(
                    "elasticloadbalancing:AddTags",
                    "elasticloadbalancing:CreateListener",
                    "elasticloadbalancing:CreateRule"),
                List.of(balancers, listeners, rules))
            .when("StringEquals", ON_REQUEST, clusterName),
        Statement.allow(
                List.of(
                    "elasticloadbalancing:AddListenerCertificates",
                    "elasticloadbalancing:DeleteListener",
                    "elasticloadbalancing:DeleteLoadBalancer",
                    "elasticloadbalancing:DeleteRule",
                    "elasticloadbalancing:DeleteTargetGroup",
                    "elasticloadbalancing:DeregisterTargets",
                    "elasticloadbalancing:ModifyListener",
                    "elasticloadbalancing:ModifyListenerAttributes",
                    "elasticloadbalancing:ModifyLoadBalancerAttributes",
                    "elasticloadbalancing:ModifyRule",
                    "elasticloadbalancing:ModifyTargetGroup",
                    "elasticloadbalancing:ModifyTargetGroupAttributes",
                    "elasticloadbalancing:RegisterTargets",
                    "elasticloadbalancing:RemoveListenerCertificates",
                    "elasticloadbalancing:RemoveTags",
                    "elasticloadbalancing:SetIpAddressType",
                    "elasticloadbalancing:SetRulePriorities",
                    "elasticloadbalancing:SetSecurityGroups",
                    "elasticloadbalancing:SetSubnets"),
                List.of(balancers, targetGroups, listeners, rules))
            .when("StringEquals", ON_RESOURCE, clusterName));
  }

  private Output<String> balancing(String resource) {
    return account.arn("elasticloadbalancing", Output.of(resource));
  }
}
