package io.cloudapp.pulumi.usage;

import com.pulumi.aws.athena.Workgroup;
import com.pulumi.aws.athena.WorkgroupArgs;
import com.pulumi.aws.athena.inputs.WorkgroupConfigurationArgs;
import com.pulumi.aws.athena.inputs.WorkgroupConfigurationResultConfigurationArgs;
import com.pulumi.aws.athena.inputs.WorkgroupConfigurationResultConfigurationEncryptionConfigurationArgs;
import com.pulumi.aws.glue.CatalogDatabase;
import com.pulumi.aws.glue.CatalogDatabaseArgs;
import com.pulumi.aws.glue.CatalogTable;
import com.pulumi.aws.glue.CatalogTableArgs;
import com.pulumi.aws.glue.inputs.CatalogTablePartitionKeyArgs;
import com.pulumi.aws.glue.inputs.CatalogTableStorageDescriptorArgs;
import com.pulumi.aws.glue.inputs.CatalogTableStorageDescriptorColumnArgs;
import com.pulumi.aws.glue.inputs.CatalogTableStorageDescriptorSerDeInfoArgs;
import com.pulumi.core.Output;
import io.cloudapp.core.usage.UsageTable;
import io.cloudapp.pulumi.Account;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.bucket.PrivateBucket;
import io.cloudapp.pulumi.bucket.PrivateBucket.Expiry;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.List;
import java.util.Optional;

/** The usage events in S3 and what Athena needs to read them. */
public final class Usage extends Part {

  /** Two whole years can be compared. */
  private static final int EVENTS_KEPT_DAYS = 800;

  private static final int RESULTS_KEPT_DAYS = 7;

  /**
   * What Pulumi can say at most, a fifth of what the statistics may read on LocalCloud. A year of a
   * busy installation is below it, and at 5 US dollars a TiB it is one cent.
   */
  private static final int SCAN_LIMIT_BYTES =
      (int) Math.min(UsageTable.SCAN_LIMIT_BYTES, Integer.MAX_VALUE);

  private final PrivateBucket bucket;
  private final CatalogDatabase database;
  private final Workgroup workgroup;

  public Usage(StackSettings settings, Account account, Keys keys) {
    super("usage", settings);
    bucket =
        new PrivateBucket(
            new PrivateBucket.Arguments(
                child("events"),
                text("%s-%s-usage", settings.installation(), account.id()),
                Optional.of(keys.data()),
                // Reconcile's heartbeat and the functions' code are beside them for good.
                List.of(
                    new Expiry("usage/", EVENTS_KEPT_DAYS),
                    new Expiry("athena-results/", RESULTS_KEPT_DAYS)),
                List.of(),
                tags()),
            this,
            insideProtected());
    database =
        new CatalogDatabase(
            child("database"),
            CatalogDatabaseArgs.builder()
                .name(settings.installation().replace('-', '_'))
                .description("The usage events of CloudApp")
                .tags(tags())
                .build(),
            inside());
    table();
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
                                .outputLocation(
                                    bucket.name().applyValue(UsageTable::resultLocation))
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
    return bucket.name();
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

  private void table() {
    var columns =
        UsageTable.columns().stream()
            .map(
                column ->
                    CatalogTableStorageDescriptorColumnArgs.builder()
                        .name(column.name())
                        .type(column.type())
                        .build())
            .toList();
    new CatalogTable(
        child("table"),
        CatalogTableArgs.builder()
            .databaseName(database.name())
            .name(UsageTable.NAME)
            .description("One row for each usage event")
            .tableType("EXTERNAL_TABLE")
            .parameters(bucket.name().applyValue(UsageTable::parameters))
            .partitionKeys(
                CatalogTablePartitionKeyArgs.builder()
                    .name(UsageTable.PARTITION_KEY.name())
                    .type(UsageTable.PARTITION_KEY.type())
                    .build())
            .storageDescriptor(
                CatalogTableStorageDescriptorArgs.builder()
                    .location(bucket.name().applyValue(UsageTable::location))
                    .inputFormat(UsageTable.INPUT_FORMAT)
                    .outputFormat(UsageTable.OUTPUT_FORMAT)
                    .columns(columns)
                    .serDeInfo(
                        CatalogTableStorageDescriptorSerDeInfoArgs.builder()
                            .serializationLibrary(UsageTable.SERDE)
                            .parameters(UsageTable.serdeParameters())
                            .build())
                    .build())
            .build(),
        inside());
  }
}
