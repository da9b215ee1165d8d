package io.cloudapp.logic.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeysTest {

  /** The public key of RFC 8032's first test vector. */
  private static final String ED25519 =
      "AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";

  @Test
  void acceptsEd25519WithAndWithoutAComment() {
    assertThat(PublicKeys.normalise("ssh-ed25519 " + ED25519)).contains("ssh-ed25519 " + ED25519);
    assertThat(PublicKeys.normalise("  ssh-ed25519 " + ED25519 + " ada@laptop\n"))
        .contains("ssh-ed25519 " + ED25519 + " ada@laptop");
  }

  @Test
  void acceptsRsaOfEnoughBitsOnly() throws Exception {
    assertThat(PublicKeys.normalise(sample("rsa-3072.pub"))).isPresent();
    assertThat(PublicKeys.normalise(sample("rsa-2048.pub"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ssh-ed25519",
        "ssh-ed25519 AAAA",
        "ssh-rsa " + ED25519,
        "ssh-ed25519 " + ED25519 + "AAAA",
        "ssh-ed25519 " + ED25519 + " a\nssh-ed25519 " + ED25519,
        "command=\"reboot\" ssh-ed25519 " + ED25519,
        "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBA==",
        "-----BEGIN OPENSSH PRIVATE KEY-----"
      })
  void refusesEverythingElse(String text) {
    assertThat(PublicKeys.normalise(text)).isEmpty();
  }

  @Test
  void testVectorIsTheKeyItSays() {
    var key = OpenSSHPublicKeyUtil.parsePublicKey(Base64.getDecoder().decode(ED25519));

    assertThat(key).isInstanceOf(Ed25519PublicKeyParameters.class);
  }

  private static String sample(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/public-keys", name));
  }
}
