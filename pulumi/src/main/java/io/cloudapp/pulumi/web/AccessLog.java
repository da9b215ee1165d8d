package io.cloudapp.pulumi.web;

import com.pulumi.aws.lb.inputs.LoadBalancerAccessLogsArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.cloudapp.pulumi.Account;
import io.cloudapp.pulumi.bucket.PrivateBucket;
import io.cloudapp.pulumi.bucket.PrivateBucket.Expiry;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the load balancer writes down who asked for what. */
final class AccessLog {

  private static final String PREFIX = "web";

  private final PrivateBucket bucket;

  AccessLog(
      String resource,
      StackSettings settings,
      Account account,
      Map<String, String> tags,
      Resource parent) {
    var name = Output.format("%s-%s-access-log", settings.installation(), account.id());
    bucket =
        new PrivateBucket(
            new PrivateBucket.Arguments(
                resource,
                name,
                // Load balancers write to buckets with S3's own keys only, see "Access logs for
                // your Application Load Balancer".
                Optional.empty(),
                List.of(new Expiry(PREFIX + "/", settings.logRetentionDays())),
                List.of(delivery(name, account)),
                tags),
            parent,
            CustomResourceOptions.builder().parent(parent).build());
  }

  LoadBalancerAccessLogsArgs arguments() {
    return LoadBalancerAccessLogsArgs.builder()
        .enabled(true)
        .bucket(bucket.name())
        .prefix(PREFIX)
        .build();
  }

  /** Elastic Load Balancing tries to write as soon as it is told where. */
  Resource writable() {
    return bucket.policy();
  }

  private static Map<String, Object> delivery(Output<String> name, Account account) {
    return Map.of(
        "Effect",
        "Allow",
        "Principal",
        Map.of("Service", "logdelivery.elasticloadbalancing.amazonaws.com"),
        "Action",
        "s3:PutObject",
        "Resource",
        Output.format("arn:aws:s3:::%s/%s/AWSLogs/%s/*", name, PREFIX, account.id()),
        "Condition",
        Map.of(
            "ArnLike",
            Map.of(
                "aws:SourceArn",
                account.arn("elasticloadbalancing", Output.of("loadbalancer/*")))));
  }
}
