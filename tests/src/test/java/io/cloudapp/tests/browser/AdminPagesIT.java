package io.cloudapp.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What admins see and may do, with their second factor. */
@ExtendWith({SharedCloud.class, SharedBrowser.class})
final class AdminPagesIT {

  @Test
  void letsAnAdminForceStopAnybodysInstanceWithAReason(RunningCloud cloud, Visitors visitors) {
    var owner = cloud.newPerson();
    var user = visitors.visitor();
    user.signIn(owner);
    var id = user.create("nginx");
    user.assertReads("Your instance is ready");
    var admin = visitors.visitor();
    new AdminVisit(cloud, admin).enter();

    admin.assertHeading("Instances");
    var row = admin.page().locator("tbody tr").filter(AdminVisit.with(owner.username()));
    assertThat(row).containsText("Running");
    admin.follow("Force stop nginx of " + owner.username());
    admin.assertReads("as if its power were cut");
    admin.fill("Reason", "The zone is being repaired");
    admin.press("Force stop nginx of " + owner.username());

    admin.assertReads("The instance is stopped");
    user.open("/instances/" + id);
    user.assertReads("Stopped");
    user.assertReads("The zone is being repaired");
  }

  @Test
  void asksAgainForAWrongCode(RunningCloud cloud, Visitors visitors) {
    var admin = visitors.visitor();
    admin.expectsRefusals();
    var visit = new AdminVisit(cloud, admin);
    visit.setUpSecondFactor();

    admin.open("/admin");
    admin.fill("Password", visit.person().password());
    admin.fill("Code", "000000");
    admin.press("Enter the admin area");

    admin.assertReads("Authentication Error");
    admin.open("/");
    admin.assertHeading("Your instances");
  }

  @Test
  void asksForACodeAtTheSignInOnceThereIsASecondFactor(RunningCloud cloud, Visitors visitors) {
    var visit = new AdminVisit(cloud, visitors.visitor());
    visit.setUpSecondFactor();
    var elsewhere = visitors.visitor();

    elsewhere.open("/");
    elsewhere.giveCredentials(visit.person());
    elsewhere.assertHeading("Enter your code");
    elsewhere.fill("Code", visit.nextCode());
    elsewhere.press("Sign in");

    elsewhere.assertHeading("Your instances");
  }

  @Test
  void hidesTheAdminAreaFromUsers(RunningCloud cloud, Visitors visitors) {
    var person = cloud.newPerson();
    var visitor = visitors.visitor();
    visitor.expectsRefusals();
    visitor.signIn(person);

    assertThat(visitor.link("Admin")).hasCount(0);
    visitor.open("/admin");
    visitor.fill("Password", person.password());
    visitor.fill("Code", "123456");
    visitor.press("Enter the admin area");

    visitor.assertReads("Only admins sign in here.");
    visitor.assertHeading("Administrator sign-in");
  }
}
