package io.cloudapp.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.tests.cloud.DeadLetterOffice;
import io.cloudapp.tests.cloud.Orphanage;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What admins read of how CloudApp is. */
@ExtendWith({SharedCloud.class, SharedBrowser.class})
final class HealthPagesIT {

  @Test
  void showsWhatIsLeftOverAndSendsDeadLettersAgain(RunningCloud cloud, Visitors visitors)
      throws Exception {
    var admin = visitors.visitor();
    new AdminVisit(cloud, admin).enter();
    var audit = new Audit();
    cloud.cloud().invoke(CloudFunction.RECONCILE, "{}");
    admin.follow("Health");
    admin.assertHeading("Health");
    admin.assertReads("on time: last");
    audit.look(admin);
    var orphanage = new Orphanage(cloud);
    var ec2Id = orphanage.orphan();
    var person = cloud.someone();
    var id = person.provision("nginx").body().path("id").asText();
    person.finished(id);
    new DeadLetterOffice(cloud).lose(id);

    admin.page().reload();
    var orphan = admin.page().locator("tbody tr").filter(AdminVisit.with(ec2Id)).first();
    assertThat(orphan).containsText("USD");
    assertThat(admin.link(id).first()).isVisible();
    audit.look(admin);
    admin.button("again").first().click();
    admin.assertReads("The dead letters are being sent again.");

    orphanage.end(ec2Id);
    assertThat(audit.findings()).isEmpty();
  }
}
