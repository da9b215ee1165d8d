package io.cloudapp.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people say about themselves. */
@ExtendWith({SharedCloud.class, SharedBrowser.class})
final class ProfileIT {

  /** From an Ed25519 key that was thrown away. */
  static final String PUBLIC_KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDwtSYcGA5E6GvE/BtACsOWdg89/099nrkHpf/Dh6aR+ laptop";

  private static final String OTHER_PUBLIC_KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIM39ETzekmbWINVVq7XBpUdv0p32Ux2eriI0xn0i6gbL";

  @Test
  void saysWhatIsWrongWithAPublicKeyAndKeepsIt(RunningCloud cloud, Visitors visitors) {
    var visitor = visitors.visitor();
    visitor.expectsRefusals();
    visitor.signIn(cloud.newPerson());

    visitor.open("/profile");
    visitor.fill("OpenSSH public key", "ssh-dss AAAA");
    visitor.press("Add the key");

    assertThat(visitor.field("OpenSSH public key")).hasValue("ssh-dss AAAA");
    assertThat(visitor.field("OpenSSH public key"))
        .hasAccessibleDescription(
            "Keys of the kind ssh-dss are not taken. Ed25519 keys and RSA keys of 3072 to 8192 bits"
                + " are taken. Make one with: ssh-keygen -t ed25519");
  }

  @Test
  void keepsSeveralPublicKeysUntilTheyAreRemoved(RunningCloud cloud, Visitors visitors) {
    var visitor = visitors.withoutJavaScript();
    visitor.signIn(cloud.newPerson());
    visitor.open("/profile");
    visitor.assertReads("You have added no key yet");
    visitor.fill("OpenSSH public key", PUBLIC_KEY);
    visitor.press("Add the key");
    visitor.assertReads("Your public key is saved.");
    visitor.assertReads("laptop Ed25519");
    visitor.fill("OpenSSH public key", OTHER_PUBLIC_KEY);
    visitor.fill("Name", "<b>work</b> & \"more\"");
    visitor.press("Add the key");
    visitor.assertReads("<b>work</b> & \"more\" Ed25519");

    visitor.press("Remove the key laptop");

    visitor.assertReads("The public key is removed.");
    assertThat(visitor.button("Remove the key laptop")).hasCount(0);
    assertThat(visitor.button("Remove the key <b>work</b>")).hasCount(1);
  }

  @Test
  void tellsTheTimeOfThePersonsPlace(RunningCloud cloud, Visitors visitors) {
    var person = cloud.newPerson();
    var visitor = visitors.withoutJavaScript();
    visitor.signIn(person);
    visitor.open("/profile");
    visitor.field("Time zone").selectOption("Asia/Kathmandu");
    visitor.field("Send me e-mails").uncheck();
    visitor.press("Save the preferences");
    visitor.assertReads("Your preferences are saved.");
    visitor.fill("OpenSSH public key", PUBLIC_KEY);
    visitor.press("Add the key");

    assertThat(visitor.page().locator("#keys ~ ul time"))
        .hasAttribute("title", Pattern.compile(".* (NPT|GMT\\+05:45)"));

    var elsewhere = visitors.visitor();
    elsewhere.signIn(person);
    elsewhere.open("/profile");
    assertThat(elsewhere.field("Time zone")).hasValue("Asia/Kathmandu");
    assertThat(elsewhere.field("Send me e-mails")).not().isChecked();
    assertThat(elsewhere.page().locator("#keys ~ ul time"))
        .hasAttribute("title", Pattern.compile(".* (NPT|GMT\\+05:45)"));
  }

  @Test
  void speaksGermanToWhoeverAsksForIt(RunningCloud cloud, Visitors visitors) {
    var person = cloud.newPerson();
    var visitor = visitors.withoutJavaScript();
    visitor.expectsRefusals();
    visitor.open("/executions?after=x");
    visitor.press("Deutsch");

    visitor.assertHeading("Anmelden");
    assertThat(visitor.page().locator("html")).hasAttribute("lang", "de");
    visitor.fill("Benutzername", person.username());
    visitor.fill("Passwort", person.password());
    visitor.press("Anmelden");
    visitor.open("/profile");
    visitor.fill("Öffentlicher OpenSSH-Schlüssel", "ssh-dss AAAA");
    visitor.press("Schlüssel hinzufügen");
    visitor.assertReads("Schlüssel der Art ssh-dss werden nicht angenommen.");
    visitor.press("Deutsch");

    var elsewhere = visitors.visitor();
    elsewhere.open("/sign-in");
    elsewhere.giveCredentials(person);
    elsewhere.assertHeading("Ihre Instanzen");
    elsewhere.press("English");
    elsewhere.assertHeading("Your instances");
  }
}
