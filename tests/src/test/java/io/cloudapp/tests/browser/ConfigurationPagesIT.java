package io.cloudapp.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What admins do with configurations, and that everybody can use the pages for it. */
@ExtendWith({SharedCloud.class, SharedBrowser.class})
final class ConfigurationPagesIT {

  private final Audit audit = new Audit();

  @Test
  void leadsFromAnEmptyFormToAPublishedConfigurationAndBack(RunningCloud cloud, Visitors visitors) {
    var admin = visitors.visitor();
    admin.expectsRefusals();
    new AdminVisit(cloud, admin).enter();

    audit.open(admin, "/admin/configurations");
    admin.follow("New configuration");
    audit.look(admin);
    admin.fill("Name", "field-lab");
    admin.fill("Description", "For work in the field");
    admin.fill("Instance type", "huge");
    admin.fill("Tags", "aws:no=1");
    admin.press("Save as draft");
    admin.assertReads("Name an EC2 instance type");
    admin.assertReads("Tags that begin with aws:");
    audit.look(admin);

    admin.fill("Instance type", "t3.micro");
    admin.fill("Tags", "team=field");
    admin.fill("Instances per person", "1");
    admin.fill("Set-up script", "#!/bin/bash\necho one");
    admin.press("Preview");
    admin.assertReads("$0.0124 an hour");
    admin.assertReads("#cloud-config");
    audit.look(admin);

    admin.press("Save as draft");
    admin.assertReads("Saved as a draft");
    audit.look(admin);
    admin.follow("Publish…");
    audit.look(admin);
    admin.press("Publish version 1");
    admin.assertReads("Published. From now on");

    admin.follow("Edit");
    admin.fill("Set-up script", "#!/bin/bash\necho two");
    admin.fill("Instance type", "t3.small");
    admin.press("Save as draft");
    admin.assertReads("Users still get version 1");
    audit.look(admin);
    admin.press("Test the draft");
    admin.assertReads("It succeeded");
    admin.open("/admin/configurations/field-lab");
    admin.follow("Delete…");
    admin.press("Delete field-lab");
    admin.assertReads("1 instance of field-lab is still living");
    audit.look(admin);

    audit.open(admin, "/admin/configurations/field-lab/versions");
    admin.press("Compare");
    admin.assertHeading("field-lab: from version 1 to 2");
    assertThat(admin.page().locator(".lines .added")).hasCount(2);
    audit.look(admin);
    audit.open(admin, "/admin/configurations/field-lab/versions/1");
    admin.open("/admin/configurations/field-lab");
    admin.follow("Discard draft…");
    audit.look(admin);
    admin.press("Discard version 2");
    admin.assertReads("The draft is put aside");
    admin.follow("Disable…");
    audit.look(admin);
    admin.press("Disable field-lab");
    admin.assertReads("Nobody can create instances of it");
    audit.look(admin);

    assertThat(audit.findings()).isEmpty();
  }

  @Test
  void keepsWhatWasTypedWhenSomeoneElseSavedFirst(RunningCloud cloud, Visitors visitors) {
    var admin = visitors.visitor();
    admin.expectsRefusals();
    new AdminVisit(cloud, admin).enter();
    admin.open("/admin/new-configuration?like=nginx");
    admin.fill("Name", "shared-recipe");
    admin.press("Save as draft");
    admin.assertReads("Saved as a draft");
    admin.open("/admin/configurations/shared-recipe/edit");
    var other = admin.page().context().newPage();
    other.navigate(admin.page().url());
    other.getByLabel("Description").fill("What the other one wrote");
    other.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Save as draft")).click();
    other.waitForURL("**/shared-recipe?notice=draft-saved");
    other.close();

    admin.fill("Longest lifetime in hours", "5");
    admin.press("Save as draft");

    admin.assertReads("Someone changed this meanwhile");
    admin.assertReads("What the other one wrote");
    assertThat(admin.field("Longest lifetime in hours")).hasValue("5");
    audit.look(admin);
    admin.press("Save as draft");
    admin.assertReads("Saved as a draft");
    admin.assertReads("5 h");

    assertThat(audit.findings()).isEmpty();
  }

  @Test
  void showsThePriceAndWhatIsLeftBeforeTheClick(RunningCloud cloud, Visitors visitors) {
    var sample = RunningCloud.configuration("only-one").put("quotaPerUser", 1);
    assertThat(cloud.admin().post("/configurations", sample.put("publish", true)).status())
        .isEqualTo(201);
    var visitor = visitors.visitor();
    visitor.signIn(cloud.newPerson());
    var choice = visitor.page().locator(".choice").filter(AdminVisit.with("only-one"));
    assertThat(choice).containsText("$0.0124 an hour · $0.30 a day");
    assertThat(choice).containsText("you may have 1 more");

    visitor.create("only-one");
    visitor.assertReads("Your instance is ready");
    visitor.open("/");

    assertThat(choice).containsText("you may have 0 more");
    assertThat(choice.locator("input")).isDisabled();
    audit.look(visitor);
    assertThat(audit.findings()).isEmpty();
  }
}
