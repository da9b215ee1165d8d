package io.cloudapp.logic.keypair;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenSshKeyPairTest {

  private final OpenSshKeyPair pair = OpenSshKeyPair.generate(new SecureRandom());

  @Test
  void readsThePrivateKeyThatItWrote() {
    var again = OpenSshKeyPair.ofPrivateKey(pair.privateKey());

    assertThat(again.publicKey("x")).isEqualTo(pair.publicKey("x"));
  }

  @Test
  void writesTheFileThatSshTakes() {
    var lines = pair.privateKey().lines().toList();

    assertThat(lines.getFirst()).isEqualTo("-----BEGIN OPENSSH PRIVATE KEY-----");
    assertThat(lines.getLast()).isEqualTo("-----END OPENSSH PRIVATE KEY-----");
    assertThat(lines).allMatch(line -> line.length() <= 70);
    var blob = Base64.getDecoder().decode(String.join("", lines.subList(1, lines.size() - 1)));
    assertThat(new String(blob, 0, 14, StandardCharsets.US_ASCII)).isEqualTo("openssh-key-v1");
  }

  @Test
  void writesThePublicKeyAsOneLineOfAuthorizedKeys() {
    var parts = List.of(pair.publicKey("cloudapp-1").split(" "));

    assertThat(parts).hasSize(3).startsWith("ssh-ed25519").endsWith("cloudapp-1");
    assertThat(Base64.getDecoder().decode(parts.get(1))).hasSize(51);
  }

  @Test
  void makesAnotherKeyEachTime() {
    assertThat(OpenSshKeyPair.generate(new SecureRandom()).publicKey("x"))
        .isNotEqualTo(pair.publicKey("x"));
  }

  @Test
  void saysNothingOfTheKeyInALog() {
    assertThat(pair).hasToString("OpenSshKeyPair[ed25519]");
  }
}
