package io.cloudapp.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudapp.local.endpoint.AwsUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

class ObjectContractTest {

  @TempDir static Path folder;
  private static ObjectService service;
  private static AwsUnderTest aws;
  private static S3Client s3;
  private static final String BUCKET = AwsUnderTest.unique("contract");

  @BeforeAll
  static void start() {
    service = ObjectService.start(folder);
    aws = AwsUnderTest.with(service);
    s3 = aws.client(S3Client.builder().forcePathStyle(true));
    s3.createBucket(request -> request.bucket(BUCKET));
  }

  @AfterAll
  static void stop() {
    s3.close();
    aws.close();
    service.close();
  }

  @Test
  void keepsAnObjectUnderAKeyWithEverySpecialCharacter() {
    var key = "usage/dt=2026-11-21/a b+c%20d&e~é.json";
    put(key, "{\"event\":1}");

    assertThat(get(key)).isEqualTo("{\"event\":1}");
    assertThat(s3.headObject(request -> request.bucket(BUCKET).key(key)).contentLength())
        .isEqualTo(11);
  }

  @Test
  void takesAnUploadWithATrailingChecksum() {
    s3.putObject(
        request -> request.bucket(BUCKET).key("sum").checksumAlgorithm(ChecksumAlgorithm.SHA256),
        RequestBody.fromString("checked"));

    assertThat(get("sum")).isEqualTo("checked");
  }

  @Test
  void listsByPrefix() {
    put("list/a", "1");
    put("list/b", "2");
    put("other", "3");

    assertThat(s3.listObjectsV2(request -> request.bucket(BUCKET).prefix("list/")).contents())
        .extracting(S3Object::key)
        .containsExactly("list/a", "list/b");
  }

  @Test
  void refusesAMissingKeyAndAMissingBucketByName() {
    assertThatThrownBy(() -> get("missing")).isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(
            () -> s3.listObjectsV2(request -> request.bucket(AwsUnderTest.unique("no-bucket"))))
        .isInstanceOf(NoSuchBucketException.class);
  }

  private static void put(String key, String text) {
    s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString(text));
  }

  private static String get(String key) {
    return s3.getObject(request -> request.bucket(BUCKET).key(key), ResponseTransformer.toBytes())
        .asUtf8String();
  }
}
