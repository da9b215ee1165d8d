package io.cloudapp.local.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

class SecretsManagerContractTest {

  private final SecretsManagerClient secrets = AwsUnderTest.client(SecretsManagerClient.builder());
  private final String name = "contract/" + UUID.randomUUID();

  @AfterEach
  void deleteForGood() {
    secrets.deleteSecret(r -> r.secretId(name).forceDeleteWithoutRecovery(true));
    secrets.close();
  }

  private String value() {
    return secrets.getSecretValue(r -> r.secretId(name)).secretString();
  }

  @Test
  void givesBackWhatWasPutInByNameAndByArn() {
    var arn = secrets.createSecret(r -> r.name(name).secretString("s3cret")).arn();

    assertThat(value()).isEqualTo("s3cret");
    assertThat(secrets.getSecretValue(r -> r.secretId(arn)).secretString()).isEqualTo("s3cret");
    assertThat(arn).matches(".*:secret:" + name + "-\\w{6}");
  }

  @Test
  void keepsBinaryValues() {
    secrets.createSecret(
        r -> r.name(name).secretBinary(SdkBytes.fromByteArray(new byte[] {0, 1, -1})));

    assertThat(secrets.getSecretValue(r -> r.secretId(name)).secretBinary().asByteArray())
        .containsExactly(0, 1, -1);
  }

  @Test
  void createsOnceForAToken() {
    var token = UUID.randomUUID().toString();
    var first = secrets.createSecret(r -> r.name(name).secretString("a").clientRequestToken(token));
    var again = secrets.createSecret(r -> r.name(name).secretString("a").clientRequestToken(token));

    assertThat(again.versionId()).isEqualTo(first.versionId()).isEqualTo(token);
    assertThatThrownBy(
            () ->
                secrets.createSecret(r -> r.name(name).secretString("b").clientRequestToken(token)))
        .isInstanceOf(ResourceExistsException.class);
    assertThatThrownBy(() -> secrets.createSecret(r -> r.name(name).secretString("a")))
        .isInstanceOf(ResourceExistsException.class);
  }

  @Test
  void makesANewValueCurrentAndTheOldOnePrevious() {
    secrets.createSecret(r -> r.name(name).secretString("old"));
    secrets.putSecretValue(r -> r.secretId(name).secretString("new"));

    assertThat(value()).isEqualTo("new");
    assertThat(
            secrets
                .getSecretValue(r -> r.secretId(name).versionStage("AWSPREVIOUS"))
                .secretString())
        .isEqualTo("old");
    secrets.updateSecret(r -> r.secretId(name).secretString("newest").description("changed"));
    assertThat(value()).isEqualTo("newest");
    var described = secrets.describeSecret(r -> r.secretId(name));
    assertThat(described.description()).isEqualTo("changed");
    assertThat(described.versionIdsToStages()).hasSize(2);
  }

  @Test
  void refusesATokenThatAlreadyNamesAnotherValue() {
    var token = UUID.randomUUID().toString();
    secrets.createSecret(r -> r.name(name).secretString("a").clientRequestToken(token));

    assertThatThrownBy(
            () ->
                secrets.putSecretValue(
                    r -> r.secretId(name).secretString("b").clientRequestToken(token)))
        .isInstanceOf(ResourceExistsException.class);
    assertThat(value()).isEqualTo("a");
  }

  @Test
  void isClosedWhileItsDeletionIsScheduledAndOpenOnceRestored() {
    secrets.createSecret(r -> r.name(name).secretString("a"));
    var deletion = secrets.deleteSecret(r -> r.secretId(name).recoveryWindowInDays(7L));

    assertThat(deletion.deletionDate()).isAfter(Instant.now().plus(Duration.ofDays(6)));
    assertThatThrownBy(this::value).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> secrets.createSecret(r -> r.name(name).secretString("a")))
        .isInstanceOf(InvalidRequestException.class);
    secrets.restoreSecret(r -> r.secretId(name));
    assertThat(value()).isEqualTo("a");
  }

  @Test
  void isGoneAfterAForcedDeletionAndCanBeMadeAnew() {
    secrets.createSecret(r -> r.name(name).secretString("a"));
    secrets.deleteSecret(r -> r.secretId(name).forceDeleteWithoutRecovery(true));

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThatThrownBy(this::value).isInstanceOf(ResourceNotFoundException.class));
    secrets.createSecret(r -> r.name(name).secretString("b"));
    assertThat(value()).isEqualTo("b");
  }

  @Test
  void refusesImpossibleDeletions() {
    secrets.createSecret(r -> r.name(name).secretString("a"));

    assertThatThrownBy(
            () ->
                secrets.deleteSecret(
                    r ->
                        r.secretId(name).forceDeleteWithoutRecovery(true).recoveryWindowInDays(7L)))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(() -> secrets.deleteSecret(r -> r.secretId(name).recoveryWindowInDays(1L)))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void saysNothingOfTheValueInARefusal() {
    secrets.createSecret(r -> r.name(name).secretString("first"));

    var refusal =
        catchThrowableOfType(
            ResourceExistsException.class,
            () -> secrets.createSecret(r -> r.name(name).secretString("hunter2")));

    assertThat(refusal.getMessage()).doesNotContain("hunter2").doesNotContain("first");
  }

  @Test
  void listsByNameAndTag() {
    secrets.createSecret(
        r -> r.name(name).secretString("a").tags(Tag.builder().key("owner").value(name).build()));
    secrets.tagResource(
        r -> r.secretId(name).tags(Tag.builder().key("more").value("tags").build()));

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        secrets
                            .listSecrets(
                                r ->
                                    r.filters(
                                        Filter.builder().key("tag-value").values(name).build()))
                            .secretList())
                    .extracting(SecretListEntry::name)
                    .containsExactly(name));
    assertThat(secrets.describeSecret(r -> r.secretId(name)).tags()).hasSize(2);
  }

  @Test
  void listsInPages() {
    for (int count = 0; count < 3; count++) {
      var part = name + "/" + count;
      secrets.createSecret(r -> r.name(part).secretString("a"));
    }

    var pages =
        secrets.listSecretsPaginator(
            r -> r.maxResults(2).filters(Filter.builder().key("name").values(name).build()));

    assertThat(pages.stream().flatMap(page -> page.secretList().stream()).toList()).hasSize(3);
    for (int count = 0; count < 3; count++) {
      var part = name + "/" + count;
      secrets.deleteSecret(r -> r.secretId(part).forceDeleteWithoutRecovery(true));
    }
  }
}
