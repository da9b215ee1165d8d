package io.cloudapp.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import io.cloudapp.local.ec2.Ec2Fault;
import io.cloudapp.local.ec2.Ec2Faults;
import io.cloudapp.local.states.execution.Chaos;
import io.cloudapp.tests.cloud.Person;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What admins learn of an execution, and how they find it. */
@ExtendWith({SharedCloud.class, SharedBrowser.class})
final class InspectorIT {

  private final Audit audit = new Audit();

  @Test
  void leadsFromAFilterToWhatAnExecutionDid(RunningCloud cloud, Visitors visitors) {
    var owner = cloud.newPerson();
    finished(cloud, owner, "nginx");
    var admin = admin(cloud, visitors);

    admin.page().getByRole(AriaRole.NAVIGATION, named("Admin")).getByText("Executions").click();
    admin.fill("User name", owner.username());
    admin.field("State").selectOption("SUCCEEDED");
    admin.press("Filter");
    admin.assertReads("1 execution");
    audit.look(admin);
    var row = admin.page().locator("tbody tr").filter(AdminVisit.with(owner.username()));
    row.getByRole(AriaRole.LINK).click();

    admin.assertHeading("Create nginx");
    admin.assertReads("It succeeded");
    assertThat(drawn(admin, "Launch instance")).containsText("✓ done");
    assertThat(drawn(admin, "Give up boot")).containsText("○ not reached");
    assertThat(admin.page().locator("table.events tbody tr").last())
        .containsText("ExecutionSucceeded");
    assertThat(admin.link("Show login details")).hasCount(0);
    audit.look(admin);
    assertThat(audit.findings()).isEmpty();
  }

  @Test
  void saysWhatWentWrongFirstInPlainWords(RunningCloud cloud, Visitors visitors) {
    cloud.faults().inject(new Ec2Fault.NoCapacity("", ""), Ec2Faults.UNTIL_CLEARED);
    var id = finished(cloud, cloud.newPerson(), "nginx");
    cloud.awaitQuiet();
    var admin = admin(cloud, visitors);

    admin.open("/admin/executions/" + id);

    assertThat(admin.page().locator("#inspector-outcome")).containsText("It failed");
    assertThat(admin.page().locator("#run-1-head")).containsText("ApiGateway.409");
    assertThat(drawn(admin, "Launch instance")).containsText("! failed, caught");
    assertThat(drawn(admin, "Provisioning failed")).containsText("✕ failed");
    audit.look(admin);
    assertThat(audit.findings()).isEmpty();
  }

  @Test
  void livesWhileItRunsAndLeavesTheReaderWhereTheyAre(RunningCloud cloud, Visitors visitors) {
    var person = cloud.newPerson();
    var api = cloud.signedIn(person.username(), person.password());
    var admin = admin(cloud, visitors);
    var onlooker = visitors.copyOf(admin);
    cloud.faults().inject(new Ec2Fault.Throttled("RunInstances"), Ec2Faults.UNTIL_CLEARED);
    var id = api.provision("nginx").body().path("id").asText();

    admin.open("/admin/executions/" + id);
    assertThat(drawn(admin, "Launch instance")).containsText("running");
    onlooker.open("/admin/executions/" + id);
    // So that the page stays as it is while it is looked at.
    onlooker.page().evaluate("() => document.getElementById('inspector-poll').remove()");
    var opened = admin.page().locator("#event-1-2 details").first();
    opened.locator("summary").click();
    admin.page().evaluate("() => { window.stayed = true; scrollTo(0, 700); }");
    admin.page().locator(".machine").evaluate("machine => { machine.scrollTop = 123; }");
    var place = place(admin);
    cloud.faults().clear();

    assertThat(admin.page().locator("#run-1-head"))
        .containsText("Succeeded", new ContainsTextOptions().setTimeout(60_000));
    assertThat(drawn(admin, "Finish request")).containsText("✓ done");
    assertThat(opened).hasAttribute("open", "");
    assertThat(opened.locator("summary")).isFocused();
    assertThat((Boolean) admin.page().evaluate("() => window.stayed")).isTrue();
    assertThat(place(admin)).isEqualTo(place);
    assertThat(drawn(onlooker, "Launch instance")).containsText("running");
    audit.look(onlooker);
    assertThat(audit.findings()).isEmpty();
  }

  @Test
  void showsTheRunsOfADoubledExecutionApart(RunningCloud cloud, Visitors visitors) {
    cloud.chaos(_ -> new Chaos.Fate.Twice());
    var id = finished(cloud, cloud.newPerson(), "nginx");
    cloud.awaitQuiet();
    var admin = admin(cloud, visitors);

    admin.open("/admin/executions/" + id);

    admin.assertReads("The workflow ran 2 times.");
    assertThat(admin.page().locator("section.run")).hasCount(2);
    audit.look(admin);
    assertThat(audit.findings()).isEmpty();
  }

  @Test
  void saysThatTheLogKnowsNothing(RunningCloud cloud, Visitors visitors) throws SQLException {
    var owner = cloud.newPerson();
    cloud.signedIn(owner.username(), owner.password()).get("/profile");
    neverStarted(cloud, owner, "never-started-1");
    var admin = admin(cloud, visitors);

    admin.open("/admin/executions/never-started-1");

    admin.assertReads("The log has no record of this execution.");
    admin.assertReads("It was never begun.");
    audit.look(admin);
    assertThat(audit.findings()).isEmpty();
  }

  @Test
  void needsNoJavaScript(RunningCloud cloud, Visitors visitors) {
    var id = finished(cloud, cloud.newPerson(), "nginx");
    var visitor = visitors.withoutJavaScript();
    visitor.expectsRefusals();
    new AdminVisit(cloud, visitor).enter();

    visitor.open("/admin/executions");
    visitor.fill("Instance id", id);
    visitor.press("Filter");
    visitor.assertReads("1 execution");
    visitor.fill("Instance id", "<script>");
    visitor.press("Filter");
    visitor.assertReads("Give the id of an instance.");
    visitor.open("/admin/executions/" + id);
    visitor.assertReads("It succeeded");
    assertThat(drawn(visitor, "Finish request")).containsText("✓ done");
  }

  private static Visitor admin(RunningCloud cloud, Visitors visitors) {
    var admin = visitors.visitor();
    new AdminVisit(cloud, admin).enter();
    return admin;
  }

  private static String finished(RunningCloud cloud, Person owner, String configuration) {
    var api = cloud.signedIn(owner.username(), owner.password());
    var id = api.provision(configuration).body().path("id").asText();
    api.finished(id);
    cloud.awaitQuiet();
    cloud.cloud().aws().engine().flush();
    return id;
  }

  /** A row as a crash would leave it that came before the start, long ago. */
  private static void neverStarted(RunningCloud cloud, Person owner, String id)
      throws SQLException {
    try (var connection = cloud.cloud().dataSource().getConnection();
        var insert =
            connection.prepareStatement(
                """
                insert into executions (
                  id, kind, state, user_id, idempotency_key, payload_hash, instance_id,
                  configuration, configuration_version, requested_at, finished_at, deadline, problem)
                select ?, 'PROVISION', 'FAILED', id, ?, '', ?, 'nginx', 1,
                  now() - interval '1 day', now() - interval '1 day', now() - interval '1 day',
                  '{"type":"urn:cloudapp:problem:deadline-passed","status":504,
                    "title":"Too late","detail":"It was never begun."}'
                from users where username = ?
                """)) {
      insert.setString(1, id);
      insert.setString(2, id);
      insert.setString(3, id);
      insert.setString(4, owner.username());
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
  }

  /** Where the drawing lies on the screen, and how far it is scrolled. */
  private static Object place(Visitor visitor) {
    return visitor
        .page()
        .locator(".machine")
        .evaluate("m => [Math.round(m.getBoundingClientRect().top), m.scrollTop].join()");
  }

  private static Locator drawn(Visitor visitor, String state) {
    return visitor
        .page()
        .locator("#run-1-graph g.state")
        .filter(
            new Locator.FilterOptions()
                .setHas(visitor.page().locator("text.name:text-is(\"" + state + "\")")));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
