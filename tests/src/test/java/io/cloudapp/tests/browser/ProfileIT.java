package io.cloudapp.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people say about themselves. */
@ExtendWith({SharedCloud.class, SharedBrowser.class})
final class ProfileIT {

  /** From an Ed25519 key that was thrown away. */
  static final String PUBLIC_KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDwtSYcGA5E6GvE/BtACsOWdg89/099nrkHpf/Dh6aR+ laptop";

  @Test
  void saysWhatIsWrongWithAPublicKeyAndKeepsIt(RunningCloud cloud, Visitors visitors) {
    var visitor = visitors.visitor();
    visitor.expectsRefusals();
    visitor.signIn(cloud.newPerson());

    visitor.open("/profile");
    visitor.fill("OpenSSH public key", "not a key");
    visitor.press("Save the key");

    assertThat(visitor.field("OpenSSH public key")).hasValue("not a key");
    assertThat(visitor.field("OpenSSH public key"))
        .hasAccessibleDescription(
            "Paste the one line of an OpenSSH public key: ssh-ed25519, or ssh-rsa with at least"
                + " 3072 bits.");
  }

  @Test
  void removesAPublicKeyAgain(RunningCloud cloud, Visitors visitors) {
    var visitor = visitors.visitor();
    visitor.signIn(cloud.newPerson());
    visitor.open("/profile");
    visitor.fill("OpenSSH public key", PUBLIC_KEY);
    visitor.press("Save the key");
    visitor.assertReads("Your public key is saved.");

    visitor.fill("OpenSSH public key", "");
    visitor.press("Save the key");

    visitor.assertReads("Your public key is removed.");
    assertThat(visitor.field("OpenSSH public key")).hasValue("");
  }
}
