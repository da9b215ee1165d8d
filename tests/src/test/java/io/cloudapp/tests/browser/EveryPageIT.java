package io.cloudapp.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.local.ec2.Ec2Fault;
import io.cloudapp.tests.cloud.Person;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every page can be used by everybody: no finding of axe in the light and in the dark, and nothing
 * to scroll sideways on a small phone.
 */
@ExtendWith({SharedCloud.class, SharedBrowser.class})
final class EveryPageIT {

  private final Audit audit = new Audit();

  @Test
  void suitsEverybodyBeforeTheSignIn(RunningCloud cloud, Visitors visitors) {
    var visitor = visitors.visitor();
    visitor.expectsRefusals();

    audit.open(visitor, "/sign-in");
    visitor.giveCredentials(new Person("nobody", "Not-a-password-1"));
    visitor.assertReads("Authentication Error");
    audit.look(visitor);
    audit.open(visitor, "/nothing-here");

    assertThat(audit.findings()).isEmpty();
  }

  @Test
  void suitsEverybodyOnTheWayToAnInstanceAndBack(RunningCloud cloud, Visitors visitors) {
    var visitor = visitors.visitor();
    visitor.expectsRefusals();
    visitor.signIn(cloud.newPerson());
    audit.look(visitor);
    audit.open(visitor, "/executions");

    visitor.open("/");
    var id = visitor.create("jupyter");
    audit.look(visitor);
    visitor.assertReads("Your instance is ready");
    audit.look(visitor);
    visitor.follow("Show login details");
    audit.look(visitor);
    visitor.press("Show them now");
    visitor.assertHeading("Login details");
    audit.look(visitor);
    visitor.open("/instances/" + id + "/login");
    visitor.press("Show them now");
    visitor.assertHeading("Already shown");
    audit.look(visitor);
    audit.open(visitor, "/instances/" + id);
    audit.open(visitor, "/");
    audit.open(visitor, "/instances/" + id + "/stop");
    visitor.press("Stop jupyter and destroy its disk");
    visitor.assertReads("The instance is stopped");
    audit.look(visitor);
    audit.open(visitor, "/instances/" + id);
    audit.open(visitor, "/executions");
    visitor.open("/");
    visitor.page().locator("summary").click();
    audit.look(visitor);

    assertThat(audit.findings()).isEmpty();
  }

  @Test
  void suitsEverybodyWhenSomethingFails(RunningCloud cloud, Visitors visitors) {
    cloud.faults().inject(new Ec2Fault.NoCapacity("", ""));
    var visitor = visitors.visitor();
    visitor.expectsRefusals();
    visitor.signIn(cloud.newPerson());

    visitor.create("nginx");
    visitor.assertReads("The instance could not be created");
    audit.look(visitor);
    visitor.open("/profile");
    audit.look(visitor);
    visitor.fill("OpenSSH public key", "not a key");
    visitor.press("Add the key");
    visitor.assertReads("Paste the one line of an OpenSSH public key, beginning");
    audit.look(visitor);

    assertThat(audit.findings()).isEmpty();
  }

  @Test
  void suitsEveryAdmin(RunningCloud cloud, Visitors visitors) {
    var user = visitors.visitor();
    user.signIn(cloud.newPerson());
    var id = user.create("nginx");
    user.assertReads("Your instance is ready");
    var admin = visitors.visitor();
    var visit = new AdminVisit(cloud, admin);
    admin.signIn(visit.person());
    admin.open("/profile");
    admin.press("Set up a second factor");
    admin.assertHeading("Second factor");
    audit.look(admin);
    admin.press("Sign out");
    visit.setUpSecondFactor();
    audit.open(admin, "/admin");
    visit.stepUp();

    audit.look(admin);
    audit.open(admin, "/admin/executions");
    audit.open(admin, "/admin/executions/" + id);
    audit.open(admin, "/admin/instances/" + id + "/stop");

    assertThat(audit.findings()).isEmpty();
  }
}
