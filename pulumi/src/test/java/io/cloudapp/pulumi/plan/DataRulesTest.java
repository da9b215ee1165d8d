package io.cloudapp.pulumi.plan;

import static io.cloudapp.pulumi.plan.Stacks.input;
import static io.cloudapp.pulumi.plan.Stacks.isReference;
import static io.cloudapp.pulumi.plan.Stacks.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.pulumi.settings.Preset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What has to be true of everything that keeps data; each rule begins with its id in Checkov. */
class DataRulesTest {

  private static final String KEY = "aws:kms/key:Key";
  private static final String DATABASE = "aws:rds/cluster:Cluster";
  private static final String LOG = "aws:cloudwatch/logGroup:LogGroup";

  @ParameterizedTest(name = "CKV_AWS_26, {0}")
  @EnumSource
  void encryptsTopicsWithAKeyOfOurs(Preset preset) {
    assertThat(Stacks.of(preset, "aws:sns/topic:Topic"))
        .allMatch(topic -> isReference(input(topic, "kmsMasterKeyId"), KEY, preset));
  }

  @ParameterizedTest(name = "CKV_AWS_27, {0}")
  @EnumSource
  void encryptsQueuesWithAKeyOfOurs(Preset preset) {
    assertThat(Stacks.of(preset, "aws:sqs/queue:Queue"))
        .allMatch(queue -> isReference(input(queue, "kmsMasterKeyId"), KEY, preset));
  }

  @ParameterizedTest(name = "CKV_AWS_149, {0}")
  @EnumSource
  void encryptsSecretsWithAKeyOfOurs(Preset preset) {
    assertThat(Stacks.of(preset, "aws:secretsmanager/secret:Secret"))
        .allMatch(secret -> isReference(input(secret, "kmsKeyId"), KEY, preset));
  }

  @ParameterizedTest(name = "CKV_AWS_96, {0}")
  @EnumSource
  void encryptsTheDatabase(Preset preset) {
    assertThat(Stacks.of(preset, DATABASE))
        .allMatch(database -> input(database, "storageEncrypted").asBoolean())
        .allMatch(database -> isReference(input(database, "kmsKeyId"), KEY, preset));
  }

  @ParameterizedTest(name = "CKV_AWS_162, {0}")
  @EnumSource
  void letsRolesAndNotPasswordsIntoTheDatabase(Preset preset) {
    assertThat(Stacks.of(preset, DATABASE))
        .allMatch(database -> input(database, "iamDatabaseAuthenticationEnabled").asBoolean())
        .allMatch(database -> input(database, "manageMasterUserPassword").asBoolean())
        .noneMatch(database -> database.inputs().containsKey("masterPassword"));
  }

  @ParameterizedTest(name = "CKV_AWS_158, {0}")
  @EnumSource
  void encryptsLogsWithAKeyOfOurs(Preset preset) {
    assertThat(Stacks.of(preset, LOG))
        .allMatch(log -> isReference(input(log, "kmsKeyId"), KEY, preset));
  }

  @ParameterizedTest(name = "CKV_AWS_338, {0}")
  @EnumSource
  void keepsLogsForAYear(Preset preset) {
    assertThat(Stacks.of(preset, LOG))
        .allSatisfy(
            log -> assertThat(input(log, "retentionInDays").asInt()).isGreaterThanOrEqualTo(365));
  }

  @ParameterizedTest(name = "CKV_AWS_53, 54, 55, 56, {0}")
  @EnumSource
  void letsNobodyOutsideIntoABucket(Preset preset) {
    var closed = Stacks.of(preset, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");

    assertThat(closed)
        .extracting(block -> input(block, "bucket").path("ref").asText())
        .containsExactlyInAnyOrderElementsOf(
            Stacks.of(preset, "aws:s3/bucketV2:BucketV2").stream()
                .map(PlannedResource::name)
                .toList());
    assertThat(closed)
        .allSatisfy(
            block ->
                assertThat(block.inputs())
                    .containsEntry("blockPublicAcls", true)
                    .containsEntry("blockPublicPolicy", true)
                    .containsEntry("ignorePublicAcls", true)
                    .containsEntry("restrictPublicBuckets", true));
  }

  @ParameterizedTest(name = "no request in clear text, {0}")
  @EnumSource
  void takesNoClearTextInABucket(Preset preset) {
    assertThat(Stacks.of(preset, "aws:s3/bucketPolicy:BucketPolicy"))
        .hasSameSizeAs(Stacks.of(preset, "aws:s3/bucketV2:BucketV2"))
        .allSatisfy(
            policy ->
                assertThat(json(policy.inputs().get("policy")).path("Statement"))
                    .anySatisfy(
                        statement -> {
                          assertThat(statement.path("Effect").asText()).isEqualTo("Deny");
                          assertThat(statement.at("/Condition/Bool/aws:SecureTransport").asText())
                              .isEqualTo("false");
                        }));
  }

  @ParameterizedTest(name = "CKV_AWS_7, {0}")
  @EnumSource
  void turnsKeysOnceAYear(Preset preset) {
    assertThat(Stacks.of(preset, KEY)).allMatch(key -> input(key, "enableKeyRotation").asBoolean());
  }
}
