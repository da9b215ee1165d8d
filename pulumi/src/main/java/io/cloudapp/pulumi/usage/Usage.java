package io.cloudapp.pulumi.usage;

import com.pulumi.aws.athena.Workgroup;
import com.pulumi.aws.athena.WorkgroupArgs;
import com.pulumi.aws.athena.inputs.WorkgroupConfigurationArgs;
import com.pulumi.aws.athena.inputs.WorkgroupConfigurationResultConfigurationArgs;
import com.pulumi.aws.athena.inputs.WorkgroupConfigurationResultConfigurationEncryptionConfigurationArgs;
import com.pulumi.aws.glue.CatalogDatabase;
import com.pulumi.aws.glue.CatalogDatabaseArgs;
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
import io.cloudapp.pulumi.Account;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.settings.StackSettings;

/** The usage events in S3 and what Athena needs to read them. */
public final class Usage extends Part {

  /** Where the events are; reconcile's heartbeat is beside them. */
  private static final String EVENTS = "usage/";

  private static final String RESULTS = "athena-results/";

  /** Two whole years can be compared. */
  private static final int EVENTS_KEPT_DAYS = 800;

  private static final int RESULTS_KEPT_DAYS = 7;

  /** A year of a busy installation is below 2 GiB; at 5 US dollars a TiB this is 5 cents. */
  private static final int SCAN_LIMIT_BYTES = Integer.MAX_VALUE;

  private final BucketV2 bucket;
  private final CatalogDatabase database;
  private final Workgroup workgroup;

  public Usage(StackSettings settings, Account account, Keys keys) {
    super("usage", settings);
    bucket =
        new BucketV2(
            child("events"),
            BucketV2Args.builder()
                // Bucket names are shared by all accounts.
                .bucket(text("%s-%s-usage", settings.installation(), account.id()))
                .forceDestroy(false)
                .tags(tags())
                .build(),
            insideProtected());
    protect(keys);
    lifecycle();
    database =
        new CatalogDatabase(
            child("database"),
            CatalogDatabaseArgs.builder()
                .name(settings.installation().replace('-', '_'))
                .description("The usage events of CloudApp")
                .tags(tags())
                .build(),
            inside());
    workgroup =
        new Workgroup(
            child("workgroup"),
            WorkgroupArgs.builder()
                .name(settings.name("usage"))
                .description("The statistics of CloudApp")
                .configuration(
                    WorkgroupConfigurationArgs.builder()
                        .enforceWorkgroupConfiguration(true)
                        .publishCloudwatchMetricsEnabled(true)
                        .bytesScannedCutoffPerQuery(SCAN_LIMIT_BYTES)
                        .resultConfiguration(
                            WorkgroupConfigurationResultConfigurationArgs.builder()
                                .outputLocation(text("s3://%s/%s", bucket.bucket(), RESULTS))
                                .encryptionConfiguration(
                                    WorkgroupConfigurationResultConfigurationEncryptionConfigurationArgs
                                        .builder()
                                        .encryptionOption("SSE_KMS")
                                        .kmsKeyArn(keys.data())
                                        .build())
                                .build())
                        .build())
                .tags(tags())
                .build(),
            inside());
  }

  public Output<String> bucketName() {
    return bucket.bucket();
  }

  public Output<String> bucketArn() {
    return bucket.arn();
  }

  public Output<String> databaseName() {
    return database.name();
  }

  public Output<String> workgroupName() {
    return workgroup.name();
  }

  public Output<String> workgroupArn() {
    return workgroup.arn();
  }

  private void protect(Keys keys) {
    new BucketPublicAccessBlock(
        child("closed"),
        BucketPublicAccessBlockArgs.builder()
            .bucket(bucket.id())
            .blockPublicAcls(true)
            .blockPublicPolicy(true)
            .ignorePublicAcls(true)
            .restrictPublicBuckets(true)
            .build(),
        inside());
    new BucketServerSideEncryptionConfigurationV2(
        child("encryption"),
        BucketServerSideEncryptionConfigurationV2Args.builder()
            .bucket(bucket.id())
            .rules(
                BucketServerSideEncryptionConfigurationV2RuleArgs.builder()
                    .bucketKeyEnabled(true)
                    .applyServerSideEncryptionByDefault(
                        BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs
                            .builder()
                            .sseAlgorithm("aws:kms")
                            .kmsMasterKeyId(keys.data())
                            .build())
                    .build())
            .build(),
        inside());
    new BucketVersioningV2(
        child("versions"),
        BucketVersioningV2Args.builder()
            .bucket(bucket.id())
            .versioningConfiguration(
                BucketVersioningV2VersioningConfigurationArgs.builder().status("Enabled").build())
            .build(),
        inside());
    new BucketPolicy(
        child("policy"),
        BucketPolicyArgs.builder()
            .bucket(bucket.id())
            .policy(BucketDenials.withoutTls(bucket.arn()))
            .build(),
        inside());
  }

  private void lifecycle() {
    new BucketLifecycleConfigurationV2(
        child("lifecycle"),
        BucketLifecycleConfigurationV2Args.builder()
            .bucket(bucket.id())
            .rules(
                expire("events", EVENTS, EVENTS_KEPT_DAYS),
                expire("results", RESULTS, RESULTS_KEPT_DAYS))
            .build(),
        inside());
  }

  private static BucketLifecycleConfigurationV2RuleArgs expire(String id, String prefix, int days) {
    return BucketLifecycleConfigurationV2RuleArgs.builder()
        .id(id)
        .status("Enabled")
        .filter(BucketLifecycleConfigurationV2RuleFilterArgs.builder().prefix(prefix).build())
        .expiration(BucketLifecycleConfigurationV2RuleExpirationArgs.builder().days(days).build())
        .noncurrentVersionExpiration(
            BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs.builder()
                .noncurrentDays(30)
                .build())
        .abortIncompleteMultipartUpload(
            BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs.builder()
                .daysAfterInitiation(1)
                .build())
        .build();
  }
}
