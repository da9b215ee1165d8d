package io.cloudapp.logic.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicKeyTest {

  /** The public key of RFC 8032's first test vector. */
  private static final String ED25519 =
      "AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";

  @Test
  void keepsACommentApartFromTheKey() {
    assertThat(good("ssh-ed25519 " + ED25519))
        .isEqualTo(
            new PublicKey(
                "ssh-ed25519 " + ED25519,
                "",
                "SHA256:bbXpuKG6zhzdmnxq256TlqzFBzRl2f6OOg722cYNbU8"));
    assertThat(good("  ssh-ed25519 " + ED25519 + " ada@laptop\n"))
        .extracting(PublicKey::line, PublicKey::comment)
        .containsExactly("ssh-ed25519 " + ED25519, "ada@laptop");
  }

  @Test
  void acceptsRsaOfEnoughBitsOnly() throws Exception {
    assertThat(good(sample("rsa-3072.pub")).fingerprint())
        .isEqualTo("SHA256:Ga/TEVIsJa3dRiXrmfVWEZPqM44+WiC57SZ7Ys+O8NY");
    assertThat(reason(sample("rsa-2048.pub"))).contains("This RSA key has 2048 bits.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                             | Paste the one line",
        "ssh-ed25519                                    | beginning with ssh-ed25519 or ssh-rsa",
        "not a key                                      | beginning with ssh-ed25519 or ssh-rsa",
        "ssh-ed25519 AAAA                               | not a whole public key",
        "ssh-rsa ED25519                                | not a whole public key",
        "ssh-ed25519 ED25519AAAA                        | not a whole public key",
        "ssh-ed25519 ED25519 a<line>ssh-ed25519 ED25519 | more than one line",
        "command=\"reboot\" ssh-ed25519 ED25519         | no options before it",
        "ssh-ed25519 ED25519 a<nul>b                    | no options before it",
        "<script>alert(1)</script>                      | beginning with ssh-ed25519 or ssh-rsa",
        "=HYPERLINK(1)                                   | beginning with ssh-ed25519 or ssh-rsa",
        "ssh-dss AAAAB3NzaC1kc3M=                       | Keys of the kind ssh-dss are not taken.",
        "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTI=       | kind ecdsa-sha2-nistp256 are not taken",
        "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1l    | kind sk-ssh-ed25519@openssh.com are not",
        "-----BEGIN OPENSSH PRIVATE KEY-----            | This is a private key",
        // Points of small order, for which anybody can sign.
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA | whole",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA | whole",
      })
  void saysWhyItRefusesAnythingElse(String text, String expected) {
    var line =
        text.replace(" ED25519", " " + ED25519).replace("<line>", "\n").replace("<nul>", "\0");

    assertThat(reason(line)).contains(expected);
  }

  @Test
  void refusesWhatIsLongerThanAnyKey() {
    assertThat(reason("ssh-rsa " + "A".repeat(5000))).contains("longer than any key");
  }

  @Test
  void testVectorIsTheKeyItSays() {
    var key = OpenSSHPublicKeyUtil.parsePublicKey(Base64.getDecoder().decode(ED25519));

    assertThat(key).isInstanceOf(Ed25519PublicKeyParameters.class);
  }

  private static PublicKey good(String text) {
    return assertThat(PublicKey.read(text)).asInstanceOf(type(PublicKey.Good.class)).actual().key();
  }

  private static String reason(String text) {
    return assertThat(PublicKey.read(text))
        .asInstanceOf(type(PublicKey.Bad.class))
        .actual()
        .reason();
  }

  private static String sample(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/public-keys", name));
  }
}
