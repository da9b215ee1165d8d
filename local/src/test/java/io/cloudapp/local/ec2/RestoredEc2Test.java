package io.cloudapp.local.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.local.snapshot.StateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoredEc2Test {

  @TempDir private Path folder;

  private ServedEc2 started() {
    return new ServedEc2(
        options -> options.with(StateFile.at(folder.resolve("ec2.json"), Ec2State.class)));
  }

  @Test
  void knowsItsInstancesTokensKeysAndGroupsAfterARestart() throws Exception {
    String id;
    String group;
    try (var before = started()) {
      before.client.importKeyPair(r -> r.keyName("mine").publicKeyMaterial(KeyPairTest.ed25519()));
      group =
          before.client.createSecurityGroup(r -> r.groupName("web").description("kept")).groupId();
      id = before.launchedId(r -> r.clientToken("once").keyName("mine").securityGroupIds(group));
    }
    var mode =
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ec2.json")));
    assertThat(mode).isEqualTo("rw-------");

    try (var after = started()) {
      after.clock.pass(ServedEc2.BOOT.plusSeconds(1));
      assertThat(
              after.launchedId(r -> r.clientToken("once").keyName("mine").securityGroupIds(group)))
          .isEqualTo(id);
      assertThat(after.stateOf(id)).isEqualTo("running");
      assertThat(after.client.describeKeyPairs().keyPairs()).hasSize(1);
      assertThat(after.client.describeSecurityGroups().securityGroups()).hasSize(2);
      assertThat(after.launchedId()).isNotEqualTo(id);
    }
  }
}
