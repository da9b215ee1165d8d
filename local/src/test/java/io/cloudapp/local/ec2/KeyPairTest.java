package io.cloudapp.local.ec2;

import static io.cloudapp.local.ec2.ServedEc2.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;

class KeyPairTest {

  private final ServedEc2 ec2 = new ServedEc2();

  @AfterEach
  void close() {
    ec2.close();
  }

  static SdkBytes ed25519() {
    return SdkBytes.fromUtf8String(
        "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob("ssh-ed25519", 32)) + " me@home");
  }

  private static byte[] blob(String algorithm, int keyBytes) {
    return ByteBuffer.allocate(8 + algorithm.length() + keyBytes)
        .putInt(algorithm.length())
        .put(algorithm.getBytes(StandardCharsets.US_ASCII))
        .putInt(keyBytes)
        .put(new byte[keyBytes])
        .array();
  }

  @Test
  void importsAnEd25519KeyWithItsSha256Fingerprint() throws Exception {
    var imported =
        ec2.client.importKeyPair(request -> request.keyName("mine").publicKeyMaterial(ed25519()));

    var digest = MessageDigest.getInstance("SHA-256").digest(blob("ssh-ed25519", 32));
    assertThat(imported.keyFingerprint()).isEqualTo(Base64.getEncoder().encodeToString(digest));
    var described = ec2.client.describeKeyPairs(request -> request.keyNames("mine")).keyPairs();
    assertThat(described).hasSize(1);
    assertThat(described.getFirst().keyPairId()).isEqualTo(imported.keyPairId());
  }

  @Test
  void refusesTheSameNameTwice() {
    ec2.client.importKeyPair(request -> request.keyName("mine").publicKeyMaterial(ed25519()));

    assertRefused(
        "InvalidKeyPair.Duplicate",
        () ->
            ec2.client.importKeyPair(
                request -> request.keyName("mine").publicKeyMaterial(ed25519())));
  }

  @Test
  void refusesWhatIsNoPublicKey() {
    for (var text :
        new String[] {
          "hello",
          "ssh-ed25519 AAAA",
          "ssh-rsa " + Base64.getEncoder().encodeToString(blob("ssh-ed25519", 32)),
          "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob("ssh-ed25519", 31))
        }) {
      assertRefused(
          "InvalidKey.Format",
          () ->
              ec2.client.importKeyPair(
                  request ->
                      request.keyName("bad").publicKeyMaterial(SdkBytes.fromUtf8String(text))));
    }
  }

  @Test
  void deletesWhatIsNotThereWithoutComplaint() {
    ec2.client.deleteKeyPair(request -> request.keyName("never"));

    assertRefused(
        "InvalidKeyPair.NotFound",
        () -> ec2.client.describeKeyPairs(request -> request.keyNames("never")));
  }
}
