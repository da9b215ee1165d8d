package io.cloudapp.logic.keypair;

import io.cloudapp.logic.InstallSettings;
import io.cloudapp.logic.compute.Compute;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Optional;

/** The key pairs that we make for instances whose owner has given no public key. */
@Singleton
public final class LoginKeys {

  private final LoginSecrets secrets;
  private final Compute compute;
  private final SecureRandom random;
  private final String installId;

  LoginKeys(LoginSecrets secrets, Compute compute, SecureRandom random, InstallSettings install) {
    this.secrets = secrets;
    this.compute = compute;
    this.random = random;
    this.installId = install.installId();
  }

  /** The name of the secret that holds the private key of an instance. */
  public String secretName(String instanceId) {
    return "cloudapp/" + installId + "/login/" + instanceId;
  }

  /** The name of an instance's key pair in EC2; by how it begins, IAM knows it as ours. */
  public String keyPairName(String instanceId) {
    return "cloudapp-" + installId + "-" + instanceId;
  }

  /**
   * Makes the key pair of an instance, the private key into safety first: a key whose secret was
   * lost would lock its owner out. A repeat uses the key that is already there.
   */
  public void prepare(String instanceId) {
    var fresh = OpenSshKeyPair.generate(random).privateKey();
    var stored = secrets.storeOnce(secretName(instanceId), fresh);
    var publicKey = OpenSshKeyPair.ofPrivateKey(stored).publicKey(keyPairName(instanceId));
    compute.importKeyPair(keyPairName(instanceId), publicKey);
  }

  /** The private key in OpenSSH's format; empty when it was revealed and deleted. */
  public Optional<String> readPrivateKey(String instanceId) {
    return secrets.read(secretName(instanceId));
  }

  public void deletePrivateKey(String instanceId) {
    secrets.delete(secretName(instanceId));
  }

  /** Deletes the private key and the key pair; missing ones are no error. */
  public void deleteAll(String instanceId) {
    secrets.delete(secretName(instanceId));
    compute.deleteKeyPair(keyPairName(instanceId));
  }
}
