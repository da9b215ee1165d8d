package io.cloudapp.pulumi.cost;

import java.util.Set;

/** What AWS does not charge for as such, and what is charged with the thing that uses it. */
final class FreeResources {

  /** Rules, names, roles and connections between things. */
  private static final Set<String> FREE =
      Set.of(
          "aws:acm/certificate:Certificate",
          "aws:acm/certificateValidation:CertificateValidation",
          "aws:apigatewayv2/api:Api",
          "aws:apigatewayv2/apiMapping:ApiMapping",
          "aws:apigatewayv2/authorizer:Authorizer",
          "aws:apigatewayv2/domainName:DomainName",
          "aws:apigatewayv2/integration:Integration",
          "aws:apigatewayv2/route:Route",
          "aws:apigatewayv2/stage:Stage",
          "aws:apigatewayv2/vpcLink:VpcLink",
          "aws:appautoscaling/policy:Policy",
          "aws:appautoscaling/target:Target",
          "aws:athena/workgroup:Workgroup",
          "aws:budgets/budget:Budget",
          "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
          "aws:cognito/riskConfiguration:RiskConfiguration",
          "aws:cognito/user:User",
          "aws:cognito/userGroup:UserGroup",
          "aws:cognito/userInGroup:UserInGroup",
          "aws:cognito/userPoolClient:UserPoolClient",
          "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
          "aws:ec2/internetGateway:InternetGateway",
          "aws:ec2/route:Route",
          "aws:ec2/routeTable:RouteTable",
          "aws:ec2/routeTableAssociation:RouteTableAssociation",
          "aws:ec2/securityGroup:SecurityGroup",
          "aws:ec2/subnet:Subnet",
          "aws:ec2/vpc:Vpc",
          "aws:ecr/lifecyclePolicy:LifecyclePolicy",
          "aws:glue/catalogDatabase:CatalogDatabase",
          "aws:glue/catalogTable:CatalogTable",
          "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
          "aws:iam/role:Role",
          "aws:iam/rolePolicy:RolePolicy",
          "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
          "aws:kms/alias:Alias",
          "aws:lambda/alias:Alias",
          "aws:lambda/invocation:Invocation",
          "aws:lambda/permission:Permission",
          "aws:lb/listener:Listener",
          "aws:lb/targetGroup:TargetGroup",
          "aws:rds/clusterParameterGroup:ClusterParameterGroup",
          "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup",
          "aws:rds/proxyTarget:ProxyTarget",
          "aws:rds/subnetGroup:SubnetGroup",
          "aws:route53/record:Record",
          "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
          "aws:s3/bucketPolicy:BucketPolicy",
          "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
          "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
          "aws:s3/bucketVersioningV2:BucketVersioningV2",
          "aws:sns/topicPolicy:TopicPolicy",
          "aws:sns/topicSubscription:TopicSubscription",
          "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
          "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
          "aws:wafv2/webAclAssociation:WebAclAssociation",
          "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
          "command:local:Command",
          "kubernetes:core/v1:ConfigMap",
          "kubernetes:core/v1:Namespace");

  /** Charged by what is done with it, or with the pods, tasks and logs that it is about. */
  private static final Set<String> CHARGED_ELSEWHERE =
      Set.of(
          "aws:cloudwatch/logGroup:LogGroup",
          "aws:ecs/taskDefinition:TaskDefinition",
          "aws:eks/fargateProfile:FargateProfile",
          "aws:s3/bucketObjectv2:BucketObjectv2",
          "aws:sfn/stateMachine:StateMachine",
          "aws:sns/topic:Topic",
          "aws:sqs/queue:Queue");

  private FreeResources() {}

  static boolean include(String type) {
    return type.startsWith("cloudapp:")
        || type.startsWith("pulumi:providers:")
        || FREE.contains(type)
        || CHARGED_ELSEWHERE.contains(type);
  }
}
