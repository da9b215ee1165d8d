package io.cloudapp.pulumi.usage;

import com.pulumi.core.Output;
import io.cloudapp.pulumi.policy.Policy;
import java.util.List;
import java.util.Map;

/** What a bucket refuses whoever IAM allows. */
final class BucketDenials {

  private BucketDenials() {}

  /** No request in clear text. */
  static Output<String> withoutTls(Output<String> bucketArn) {
    return Policy.json(
        Map.of(
            "Version",
            "2012-10-17",
            "Statement",
            List.of(
                Map.of(
                    "Effect", "Deny",
                    "Principal", "*",
                    "Action", "s3:*",
                    "Resource", List.of(bucketArn, Output.format("%s/*", bucketArn)),
                    "Condition", Map.of("Bool", Map.of("aws:SecureTransport", "false"))))));
  }
}
