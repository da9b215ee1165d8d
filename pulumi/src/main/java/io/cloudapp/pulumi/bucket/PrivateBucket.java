package io.cloudapp.pulumi.bucket;

import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleFilterArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.cloudapp.pulumi.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A bucket that nobody outside sees, that takes no clear text and forgets in time. */
public final class PrivateBucket {

  private static final int OLD_VERSIONS_KEPT_DAYS = 30;

  /** What lies below a prefix is deleted after so many days. */
  public record Expiry(String prefix, int days) {}

  /**
   * @param resource Pulumi's name; those of what belongs to the bucket begin with it
   * @param name shared by all accounts of AWS, so it has the account's number in it
   * @param key empty for a bucket that a service of AWS writes to which can use no key of ours
   * @param allowed statements beside what IAM allows, in the form of a policy document
   */
  public record Arguments(
      String resource,
      Output<String> name,
      Optional<Output<String>> key,
      List<Expiry> expiries,
      List<Map<String, Object>> allowed,
      Map<String, String> tags) {

    public Arguments {
      expiries = List.copyOf(expiries);
      allowed = List.copyOf(allowed);
      tags = Map.copyOf(tags);
    }
  }

  private final Arguments arguments;
  private final Resource parent;
  private final BucketV2 bucket;
  private final BucketPolicy policy;

  /**
   * @param options of the bucket itself
   */
  public PrivateBucket(Arguments arguments, Resource parent, CustomResourceOptions options) {
    this.arguments = arguments;
    this.parent = parent;
    bucket =
        new BucketV2(
            arguments.resource(),
            BucketV2Args.builder()
                .bucket(arguments.name())
                .forceDestroy(false)
                .tags(arguments.tags())
                .build(),
            options);
    encrypt();
    lifecycle(versions());
    policy = policy(closed());
  }

  public Output<String> name() {
    return bucket.bucket();
  }

  public Output<String> arn() {
    return bucket.arn();
  }

  /** For what must not write before it may. */
  public Resource policy() {
    return policy;
  }

  private BucketPublicAccessBlock closed() {
    return new BucketPublicAccessBlock(
        arguments.resource() + "-closed",
        BucketPublicAccessBlockArgs.builder()
            .bucket(bucket.id())
            .blockPublicAcls(true)
            .blockPublicPolicy(true)
            .ignorePublicAcls(true)
            .restrictPublicBuckets(true)
            .build(),
        after());
  }

  private void encrypt() {
    var encryption =
        BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs
            .builder()
            .sseAlgorithm(arguments.key().isPresent() ? "aws:kms" : "AES256");
    arguments.key().ifPresent(encryption::kmsMasterKeyId);
    var rule =
        BucketServerSideEncryptionConfigurationV2RuleArgs.builder()
            .applyServerSideEncryptionByDefault(encryption.build());
    if (arguments.key().isPresent()) {
      rule.bucketKeyEnabled(true);
    }
    new BucketServerSideEncryptionConfigurationV2(
        arguments.resource() + "-encryption",
        BucketServerSideEncryptionConfigurationV2Args.builder()
            .bucket(bucket.id())
            .rules(rule.build())
            .build(),
        after());
  }

  private BucketVersioningV2 versions() {
    return new BucketVersioningV2(
        arguments.resource() + "-versions",
        BucketVersioningV2Args.builder()
            .bucket(bucket.id())
            .versioningConfiguration(
                BucketVersioningV2VersioningConfigurationArgs.builder().status("Enabled").build())
            .build(),
        after());
  }

  private void lifecycle(BucketVersioningV2 versions) {
    new BucketLifecycleConfigurationV2(
        arguments.resource() + "-lifecycle",
        BucketLifecycleConfigurationV2Args.builder()
            .bucket(bucket.id())
            .rules(
                Stream.concat(
                        arguments.expiries().stream().map(PrivateBucket::rule),
                        Stream.of(unfinishedUploads()))
                    .toList())
            .build(),
        after(versions));
  }

  private static BucketLifecycleConfigurationV2RuleArgs rule(Expiry expiry) {
    return BucketLifecycleConfigurationV2RuleArgs.builder()
        .id(expiry.prefix().replace("/", ""))
        .status("Enabled")
        .filter(
            BucketLifecycleConfigurationV2RuleFilterArgs.builder().prefix(expiry.prefix()).build())
        .expiration(
            BucketLifecycleConfigurationV2RuleExpirationArgs.builder().days(expiry.days()).build())
        .noncurrentVersionExpiration(
            BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs.builder()
                .noncurrentDays(OLD_VERSIONS_KEPT_DAYS)
                .build())
        .build();
  }

  private static BucketLifecycleConfigurationV2RuleArgs unfinishedUploads() {
    return BucketLifecycleConfigurationV2RuleArgs.builder()
        .id("unfinished-uploads")
        .status("Enabled")
        .filter(BucketLifecycleConfigurationV2RuleFilterArgs.builder().prefix("").build())
        .abortIncompleteMultipartUpload(
            BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs.builder()
                .daysAfterInitiation(1)
                .build())
        .build();
  }

  /** S3 refuses two changes of a bucket's access at the same time, so it waits for the block. */
  private BucketPolicy policy(BucketPublicAccessBlock closed) {
    var statements = new ArrayList<Map<String, Object>>(arguments.allowed());
    statements.add(
        Map.of(
            "Effect", "Deny",
            "Principal", "*",
            "Action", "s3:*",
            "Resource", List.of(bucket.arn(), Output.format("%s/*", bucket.arn())),
            "Condition", Map.of("Bool", Map.of("aws:SecureTransport", "false"))));
    return new BucketPolicy(
        arguments.resource() + "-policy",
        BucketPolicyArgs.builder()
            .bucket(bucket.id())
            .policy(Policy.json(Map.of("Version", "2012-10-17", "Statement", statements)))
            .build(),
        after(closed));
  }

  private CustomResourceOptions after(Resource... others) {
    return CustomResourceOptions.builder().parent(parent).dependsOn(others).build();
  }
}
