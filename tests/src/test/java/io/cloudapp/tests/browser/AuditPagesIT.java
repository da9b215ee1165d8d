package io.cloudapp.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What admins read in the audit log. */
@ExtendWith({SharedCloud.class, SharedBrowser.class})
final class AuditPagesIT {

  @Test
  void showsAdminsWhoDidWhatByKeyboardAndAsAFile(RunningCloud cloud, Visitors visitors)
      throws IOException {
    var person = cloud.newPerson();
    var user = visitors.visitor();
    user.signIn(person);
    var admin = visitors.visitor();
    admin.expectsRefusals();
    new AdminVisit(cloud, admin).enter();
    var audit = new Audit();

    admin.follow("Audit");
    admin.assertHeading("Audit");
    audit.look(admin);
    admin.fill("Who", person.username());
    admin.field("Who").press("Enter");
    var rows = admin.page().locator("tbody tr");
    assertThat(rows).hasCount(1);
    assertThat(rows).containsText("Signed in");
    assertThat(rows).containsText("127.0.0.1");
    audit.look(admin);
    var file = admin.page().waitForDownload(() -> admin.follow("Download as CSV"));
    assertThat(file.suggestedFilename()).startsWith("cloudapp-audit-").endsWith(".csv");
    assertThat(Files.readString(Path.of(file.path().toString())))
        .startsWith("at,actor,actor_id,action,outcome,target,detail,address,times\r\n")
        .contains("," + person.username() + ",");

    admin.fill("On what", "nothing-of-that-name");
    admin.press("Show");
    admin.assertReads("No entry fits this filter.");
    audit.look(admin);
    admin.follow("Clear the filter");
    assertThat(admin.page().locator("tbody")).containsText("Audit log downloaded");
    audit.open(admin, "/admin/audit?from=someday");
    admin.assertReads("Give a day such as");

    assertThat(audit.findings()).isEmpty();
  }

  @Test
  void showsTheLogWithoutJavaScriptAndInGerman(RunningCloud cloud, Visitors visitors) {
    var admin = visitors.withoutJavaScript();
    new AdminVisit(cloud, admin).enter();

    admin.open("/admin/audit");
    admin.fill("Who", "nobody-of-this-name");
    admin.press("Show");

    admin.assertReads("No entry fits this filter.");
    admin.press("Deutsch");
    admin.assertHeading("Protokoll");
  }
}
