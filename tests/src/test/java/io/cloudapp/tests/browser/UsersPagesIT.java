package io.cloudapp.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What admins see of users and do with them. */
@ExtendWith({SharedCloud.class, SharedBrowser.class})
final class UsersPagesIT {

  private final Audit audit = new Audit();

  @Test
  void createsImportsAndFindsUsersWithoutJavaScript(RunningCloud cloud, Visitors visitors) {
    var admin = visitors.withoutJavaScript();
    admin.expectsRefusals();
    new AdminVisit(cloud, admin).enter();
    var invited = cloud.nobodyYet().username();
    var imported = cloud.nobodyYet().username();

    admin.follow("Users");
    admin.follow("Create user");
    admin.fill("User name", "<b>" + invited);
    admin.fill("E-mail", invited + "@example.com");
    admin.press("Create user");
    admin.assertReads("beginning with a letter or a digit");
    admin.fill("User name", invited);
    admin.press("Create user");
    admin.assertHeading(invited);
    admin.assertReads("The directory has sent the e-mail");

    admin.fill("Quota", "7");
    admin.press("Save");
    admin.assertReads("0 of 7");

    admin.open("/admin/users/import");
    admin.fill("Or paste the lines", "username,email\n" + imported + ",nonsense\n");
    admin.press("Check");
    admin.assertReads("One line cannot be taken, so nothing was changed.");
    admin.open("/admin/users/import");
    admin
        .field("File")
        .setInputFiles(
            new FilePayload(
                "users.csv",
                "text/csv",
                ("username,email\n%s,x@example.com\n%s,y@example.com\n")
                    .formatted(imported, invited)
                    .getBytes(StandardCharsets.UTF_8)));
    admin.press("Check");
    admin.assertReads("One user will be created.");
    admin.press("Create this user");
    admin.assertReads("One user was created.");

    admin.open("/admin/users");
    admin.fill("User name or e-mail", imported.toUpperCase(Locale.ROOT));
    admin.press("Search");
    assertThat(admin.page().locator("tbody tr")).hasCount(1);
    assertThat(admin.page().locator("tbody")).containsText("x@example.com");
    admin.fill("User name or e-mail", "nobody-is-called-so");
    admin.press("Search");
    admin.assertReads("Nobody matches.");
  }

  @Test
  void refusesAFormThatSomebodyElseHasOvertaken(RunningCloud cloud, Visitors visitors) {
    var person = cloud.newPerson();
    var admin = visitors.visitor();
    admin.expectsRefusals();
    visitors.visitor().signIn(person);
    new AdminVisit(cloud, admin).enter();
    openUser(admin, person.username());
    var other = visitors.copyOf(admin);
    openUser(other, person.username());
    other.fill("Quota", "5");
    other.press("Save");

    admin.fill("Quota", "6");
    admin.press("Save");

    admin.assertReads("Somebody changed this user meanwhile.");
    assertThat(admin.field("Quota")).hasValue("5");
  }

  @Test
  void signsSomebodyOutWhoIsSwitchedOff(RunningCloud cloud, Visitors visitors) {
    var person = cloud.newPerson();
    var user = visitors.visitor();
    user.signIn(person);
    var admin = visitors.visitor();
    new AdminVisit(cloud, admin).enter();

    openUser(admin, person.username());
    admin.field("May sign in").press("Space");
    admin.press("Save");
    admin.assertReads("switched off");

    user.open("/");
    user.assertHeading("Sign in");
  }

  @Test
  void showsADeletionToItsEnd(RunningCloud cloud, Visitors visitors) {
    var person = cloud.newPerson();
    var user = visitors.visitor();
    user.signIn(person);
    user.create("nginx");
    user.assertReads("Your instance is ready");
    var admin = visitors.visitor();
    new AdminVisit(cloud, admin).enter();
    openUser(admin, person.username());
    audit.look(admin);

    admin.follow("Delete " + person.username());
    admin.assertReads("This instance is stopped by force");
    admin.assertReads("nginx");
    audit.look(admin);
    admin.press("Delete " + person.username() + " for good");
    admin.assertReads("The user is being deleted");
    audit.look(admin);

    admin.assertReads("The user is deleted");
    assertThat(admin.page().locator("tbody tr")).containsText("Done");
    audit.look(admin);
    assertThat(audit.findings()).isEmpty();
  }

  @Test
  void suitsEverybody(RunningCloud cloud, Visitors visitors) {
    var admin = visitors.visitor();
    admin.expectsRefusals();
    var visit = new AdminVisit(cloud, admin);
    visit.enter();

    audit.open(admin, "/admin/users");
    audit.open(admin, "/admin/users?search=nobody-is-called-so");
    audit.open(admin, "/admin/users/new");
    admin.fill("User name", "no name");
    admin.fill("E-mail", "a@b");
    admin.press("Create user");
    admin.assertReads("Give an e-mail address");
    audit.look(admin);
    audit.open(admin, "/admin/users/import");
    admin.fill("Or paste the lines", "username,email\nada,ada@example.com\n=1,\n");
    admin.press("Check");
    admin.assertReads("One line cannot be taken");
    audit.look(admin);
    openUser(admin, visit.person().username());
    assertThat(admin.field("Admin")).hasCount(0);
    audit.look(admin);

    assertThat(audit.findings()).isEmpty();
  }

  private static void openUser(Visitor admin, String username) {
    admin.open("/admin/users?search=" + username);
    admin
        .page()
        .locator("tbody")
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(username).setExact(true))
        .click();
    admin.assertHeading(username);
  }
}
