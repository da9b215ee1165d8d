package io.cloudapp.tests.browser;

import com.microsoft.playwright.Locator;
import io.cloudapp.local.DemoPerson;
import io.cloudapp.tests.cloud.Person;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.directory.AuthenticatorApp;
import java.time.Instant;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/** A new admin, who sets up a second factor in the profile and enters the admin area with it. */
final class AdminVisit {

  private static final int CODE_SECONDS = 30;

  private final Visitor visitor;
  private final Person person;
  private String secret;
  private long lastStep;

  AdminVisit(RunningCloud cloud, Visitor visitor) {
    this.visitor = visitor;
    this.person = cloud.newPerson();
    this.secret = "";
    try (var cognito = cloud.client(CognitoIdentityProviderClient.builder())) {
      var pool = cognito.listUserPools(request -> request.maxResults(1)).userPools().getFirst();
      cognito.adminAddUserToGroup(
          request -> request.userPoolId(pool.id()).username(person.username()).groupName("admins"));
    }
  }

  /** A demo admin, whose second factor is set up. */
  AdminVisit(DemoPerson admin, Visitor visitor) {
    this.visitor = visitor;
    this.person = new Person(admin.username(), admin.password());
    this.secret = admin.totpSecret().orElseThrow();
    // The code before the first one we use has set the second factor up.
    this.lastStep = Instant.now().getEpochSecond() / CODE_SECONDS - 1;
  }

  static Locator.FilterOptions with(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  Person person() {
    return person;
  }

  void setUpSecondFactor() {
    visitor.signIn(person);
    visitor.open("/profile");
    visitor.press("Set up a second factor");
    secret = visitor.page().locator("#secret").textContent();
    visitor.fill("Code", nextCode());
    visitor.press("Turn it on");
    visitor.assertReads("Your second factor works now.");
  }

  void enter() {
    setUpSecondFactor();
    visitor.follow("Admin");
    stepUp();
  }

  void enterWithSecondFactor() {
    visitor.open("/sign-in");
    visitor.giveCredentials(person);
    visitor.assertHeading("Enter your code");
    visitor.fill("Code", nextCode());
    visitor.press("Sign in");
    visitor.assertHeading("Your instances");
    visitor.follow("Admin");
    stepUp();
  }

  /** On the page that asks for it. */
  void stepUp() {
    visitor.assertHeading("Administrator sign-in");
    visitor.fill("Password", person.password());
    visitor.fill("Code", nextCode());
    visitor.press("Enter the admin area");
    visitor.assertHeading("Instances");
    visitor.assertIsAt("/admin");
  }

  /**
   * A code that was not used yet; the pool takes those of the step before and after too, so nobody
   * has to wait for one.
   */
  String nextCode() {
    var earliest = Instant.now().getEpochSecond() / CODE_SECONDS - 1;
    lastStep = Math.max(lastStep + 1, earliest);
    return AuthenticatorApp.code(secret, Instant.ofEpochSecond(lastStep * CODE_SECONDS));
  }
}
