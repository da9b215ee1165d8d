package io.cloudapp.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do about the end of instances: owners of their own, admins of everybody's. */
@ExtendWith({SharedCloud.class, SharedBrowser.class})
final class InstanceEndIT {

  private final Audit audit = new Audit();

  @Test
  void letsTheOwnerMoveTheEndWithoutJavaScript(RunningCloud cloud, Visitors visitors)
      throws SQLException {
    var owner = visitors.withoutJavaScript();
    owner.signIn(cloud.newPerson());
    owner.choose("nginx");
    owner.field("How long it lives").selectOption("1");
    owner.press("Create instance");
    var id = owner.path().substring(owner.path().lastIndexOf('/') + 1);
    owner.assertReads("Your instance is ready");
    owner.open("/instances/" + id);
    owner.assertReads("The configuration allows no end after");

    owner.pressExactly("4 h longer");
    owner.assertReads("The instance lives longer now.");
    owner.assertReads("Ends by itself in 5 h");

    owner.field("Saturday").check();
    owner.fill("At", "19:30");
    owner.fill("Time zone", "Europe/Berlin");
    owner.press("End it every week");
    owner.assertReads("The weekly end is saved.");
    owner.assertReads("Friday, Saturday at 19:30 (Europe/Berlin)");
    owner.press("Not the next time");
    owner.assertReads("Left out once");
    owner.press("End it then after all");
    owner.assertReads("Nothing is left out any more.");
    owner.press("Remove the weekly end");
    owner.assertReads("The weekly end is removed.");

    endSoon(cloud, id);
    owner.open("/");
    owner.assertReads("ends in 4 min");
    owner.pressExactly("4 h longer");
    owner.assertReads("The instance lives longer now.");
  }

  @Test
  void saysWhatIsWrongWithASchedule(RunningCloud cloud, Visitors visitors) {
    var owner = visitors.visitor();
    owner.expectsRefusals();
    owner.signIn(cloud.newPerson());
    var id = owner.create("nginx");
    owner.assertReads("Your instance is ready");
    owner.open("/instances/" + id);

    owner.fill("Time zone", "<script>alert(1)</script>");
    owner.press("End it every week");

    owner.assertReads("Send the name of a time zone");
    assertThat(owner.field("Time zone")).hasValue("<script>alert(1)</script>");
    audit.look(owner);
    assertThat(audit.findings()).isEmpty();
  }

  @Test
  void letsAnAdminStopManyForOneReason(RunningCloud cloud, Visitors visitors) {
    var person = cloud.newPerson();
    var owner = visitors.visitor();
    owner.signIn(person);
    var first = owner.create("nginx");
    owner.assertReads("Your instance is ready");
    owner.open("/");
    var second = owner.create("nginx");
    owner.assertReads("Your instance is ready");
    var admin = visitors.visitor();
    admin.expectsRefusals();
    new AdminVisit(cloud, admin).enter();
    audit.look(admin);

    audit.open(admin, "/admin?owner=nobody");
    admin.assertReads("No instance fits this filter.");
    audit.open(admin, "/admin?olderThanHours=x");
    admin.assertReads("Send a whole number of hours");
    audit.open(admin, "/admin/stop");
    admin.assertReads("No instance was chosen.");
    admin.open("/admin");
    admin.fill("Owner", person.username());
    admin.field("Owner").press("Enter");
    assertThat(admin.page().locator("tbody tr")).hasCount(2);
    for (var box : admin.page().locator("input[name=instance]").all()) {
      box.focus();
      admin.page().keyboard().press("Space");
    }
    admin.press("Force stop the chosen…");
    audit.look(admin);
    admin.fill("Reason", "The zone is being repaired");
    admin.press("Force stop these 2 instances");

    admin.assertReads("Accepted: 2.");
    audit.look(admin);
    assertThat(admin.page().getByRole(AriaRole.LINK).filter(AdminVisit.with("Follow the steps")))
        .hasCount(2);
    admin.page().reload();
    admin.assertReads("Accepted: 2.");
    for (var id : new String[] {first, second}) {
      owner.open("/instances/" + id);
      owner.assertReads("stopped this instance by force.");
      owner.assertReads("Reason: The zone is being repaired");
      audit.look(owner);
      audit.open(owner, "/executions/" + id);
      owner.assertReads("Reason: The zone is being repaired");
    }
    audit.open(admin, "/admin/instances/" + first);
    assertThat(audit.findings()).isEmpty();
  }

  private static void endSoon(RunningCloud cloud, String id) throws SQLException {
    try (var connection = cloud.cloud().dataSource().getConnection();
        var statement =
            connection.prepareStatement(
                "update instances set expires_at = now() + interval '4 minutes 50 seconds',"
                    + " launched_at = now() - interval '9 hours' where id = ?")) {
      statement.setString(1, id);
      statement.executeUpdate();
    }
  }
}
