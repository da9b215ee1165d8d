package io.cloudapp.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.local.ec2.Ec2Fault;
import io.cloudapp.tests.browser.SiteMap.Place;
import io.cloudapp.tests.browser.SiteMap.Who;
import io.cloudapp.tests.cloud.Api;
import io.cloudapp.tests.cloud.Person;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every page can be used by everybody: in the light and in the dark, on a small phone, by keyboard,
 * over a slow line, in each language, with scripts and without.
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
  void suitsEverybodyInEachLanguageAndWithoutScripts(RunningCloud cloud, Visitors visitors)
      throws Exception {
    var user = visitors.visitor();
    var person = cloud.newPerson();
    user.signIn(person);
    var id = user.create("nginx");
    user.assertReads("Your instance is ready");
    var api = cloud.signedIn(person.username(), person.password());
    var owner = api.get("/profile").body().path("userId").asText();
    makeConfiguration(cloud.admin());
    var admin = visitors.visitor();
    var visit = new AdminVisit(cloud, admin);
    admin.signIn(visit.person());
    admin.open("/profile");
    admin.press("Set up a second factor");
    admin.assertHeading("Second factor");
    audit.look(admin);
    admin.press("Sign out");
    visit.enter();

    tour(visitors, visitors.visitor(), SiteMap.of(Who.ANYONE), id, owner);
    tour(visitors, user, SiteMap.of(Who.USER), id, owner);
    tour(visitors, admin, SiteMap.of(Who.ADMIN), id, owner);

    assertThat(audit.findings()).isEmpty();
  }

  private static void makeConfiguration(Api admin) throws IOException {
    var sample = Files.readString(Path.of("..", "samples", "configurations", "nginx.json"));
    var configuration = (ObjectNode) Json.mapper().readTree(sample);
    configuration.put("name", "every-page").put("publish", true);
    assertThat(admin.post("/configurations", configuration).status()).isEqualTo(201);
    configuration.put("version", 1).put("publish", false).put("instanceType", "t3.small");
    assertThat(admin.put("/configurations/every-page", configuration).status()).isEqualTo(200);
  }

  private void tour(
      Visitors visitors, Visitor visitor, List<Place> places, String id, String owner) {
    var german = visitors.copyOf(visitor);
    german.speak("de");
    var plain = visitors.copyWithoutJavaScript(visitor);
    for (var place : places) {
      var address = place.address(id, owner);
      open(visitor, address);
      audit.look(visitor);
      open(german, address);
      audit.lookInAnotherLanguage(german, "de");
      open(plain, address);
      if (!plain.choices().equals(visitor.choices())) {
        audit.note(
            "%s offers %s without scripts, and %s with them"
                .formatted(address, plain.choices(), visitor.choices()));
      }
    }
  }

  private void open(Visitor visitor, String address) {
    var status = visitor.open(address);
    if (status != 200 || !visitor.page().url().endsWith(address)) {
      audit.note("%s answered %d at %s".formatted(address, status, visitor.page().url()));
    }
  }
}
