package io.cloudapp.local.installation;

import io.cloudapp.core.usage.UsageTable;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.WorkGroupConfiguration;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.TableInput;

/** What the statistics are asked of: the table over the usage events and a workgroup. */
final class Statistics {

  private final AwsAccess aws;

  Statistics(AwsAccess aws) {
    this.aws = aws;
  }

  /** Makes them, or brings the table to the form of this version. */
  void findOrCreate(String bucket) {
    try (var glue = aws.client(GlueClient.builder())) {
      database(glue);
      table(glue, bucket);
    }
    try (var athena = aws.client(AthenaClient.builder())) {
      workGroup(athena, bucket);
    }
  }

  private static void database(GlueClient glue) {
    try {
      glue.createDatabase(
          request -> request.databaseInput(database -> database.name(UsageTable.DATABASE)));
    } catch (AlreadyExistsException _) {
      // From an earlier start.
    }
  }

  private static void table(GlueClient glue, String bucket) {
    var table = table(bucket);
    try {
      glue.createTable(request -> request.databaseName(UsageTable.DATABASE).tableInput(table));
    } catch (AlreadyExistsException fromAnEarlierStart) {
      glue.updateTable(request -> request.databaseName(UsageTable.DATABASE).tableInput(table));
    }
  }

  private static TableInput table(String bucket) {
    return TableInput.builder()
        .name(UsageTable.NAME)
        .tableType("EXTERNAL_TABLE")
        .parameters(UsageTable.parameters(bucket))
        .partitionKeys(column(UsageTable.PARTITION_KEY))
        .storageDescriptor(
            StorageDescriptor.builder()
                .columns(UsageTable.columns().stream().map(Statistics::column).toList())
                .location(UsageTable.location(bucket))
                .inputFormat(UsageTable.INPUT_FORMAT)
                .outputFormat(UsageTable.OUTPUT_FORMAT)
                .serdeInfo(
                    serde ->
                        serde
                            .serializationLibrary(UsageTable.SERDE)
                            .parameters(UsageTable.serdeParameters()))
                .build())
        .build();
  }

  private static Column column(UsageTable.Column column) {
    return Column.builder().name(column.name()).type(column.type()).build();
  }

  private static void workGroup(AthenaClient athena, String bucket) {
    try {
      athena.getWorkGroup(request -> request.workGroup(UsageTable.WORKGROUP));
    } catch (InvalidRequestException missing) {
      athena.createWorkGroup(
          request -> request.name(UsageTable.WORKGROUP).configuration(configuration(bucket)));
    }
  }

  private static WorkGroupConfiguration configuration(String bucket) {
    return WorkGroupConfiguration.builder()
        .enforceWorkGroupConfiguration(true)
        .bytesScannedCutoffPerQuery(UsageTable.SCAN_LIMIT_BYTES)
        .resultConfiguration(results -> results.outputLocation(UsageTable.resultLocation(bucket)))
        .build();
  }
}
