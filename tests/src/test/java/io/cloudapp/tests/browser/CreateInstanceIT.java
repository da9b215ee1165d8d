package io.cloudapp.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.cloudapp.local.ec2.Ec2Fault;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job as a person does it: create, watch, log in, stop. */
@ExtendWith({SharedCloud.class, SharedBrowser.class})
final class CreateInstanceIT {

  /** Keeps the state of every step whenever the page changes. */
  private static final String WATCH =
      """
      () => {
        window.seen = [];
        const note = () => window.seen.push(
            [...document.querySelectorAll(".step")].map((step) => step.className).join(","));
        note();
        new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
      }\
      """;

  @Test
  void showsEveryStepBecomeDoneWithoutAReload(RunningCloud cloud, Visitors visitors) {
    var visitor = visitors.visitor();
    visitor.signIn(cloud.newPerson());

    visitor.create("nginx");
    visitor.page().evaluate(WATCH);
    visitor.assertReads("Your instance is ready");

    assertThat(visitor.page().locator(".step.succeeded"))
        .hasCount(visitor.page().locator(".step").count());
    assertThat(seen(visitor.page()))
        .as("the states of the steps, from a page that was never reloaded")
        .anyMatch(states -> states.contains("running"))
        .anyMatch(states -> states.contains("waiting"))
        .last()
        .asString()
        .doesNotContain("waiting", "running");
  }

  @Test
  void showsTheLoginDetailsOnceAndStopsTheInstance(RunningCloud cloud, Visitors visitors) {
    var visitor = visitors.visitor();
    visitor.expectsRefusals();
    visitor.signIn(cloud.newPerson());
    var id = visitor.create("nginx");

    visitor.follow("Show login details");
    visitor.press("Show them now");
    assertThat(visitor.field("Private key"))
        .hasValue(Pattern.compile("^-----BEGIN OPENSSH PRIVATE KEY-----"));
    visitor.assertReads("ssh -i cloudapp-" + id + ".pem ec2-user@");
    var download = visitor.page().waitForDownload(() -> visitor.press("Download the key"));
    assertThat(download.suggestedFilename()).isEqualTo("cloudapp-" + id + ".pem");

    visitor.open("/instances/" + id + "/login");
    visitor.press("Show them now");
    visitor.assertHeading("Already shown");

    visitor.open("/");
    visitor.follow("Stop");
    visitor.assertReads("destroys its disk");
    visitor.press("Stop nginx and destroy its disk");
    visitor.assertReads("The instance is stopped");
    assertThat(cloud.cloud().livingInstances(id)).isEmpty();
  }

  @Test
  void createsOneInstanceForADoubleClick(RunningCloud cloud, Visitors visitors) {
    for (var visitor : List.of(visitors.visitor(), visitors.withoutJavaScript())) {
      visitor.signIn(cloud.newPerson());

      visitor.choose("amazon-linux");
      visitor.button("Create instance").dblclick();
      visitor.assertHeading("Create amazon-linux");

      visitor.open("/executions");
      assertThat(visitor.page().locator("tbody tr")).hasCount(1);
    }
  }

  @Test
  void doesTheWholeJobWithoutJavaScript(RunningCloud cloud, Visitors visitors) {
    var visitor = visitors.withoutJavaScript();
    visitor.signIn(cloud.newPerson());

    var id = visitor.create("docker-host");
    visitor.assertReads("Your instance is ready");
    visitor.follow("Show login details");
    visitor.press("Show them now");
    assertThat(visitor.field("Private key")).hasValue(Pattern.compile("END OPENSSH PRIVATE KEY"));
    assertThat(visitor.button("Copy")).hasCount(0);

    visitor.open("/instances/" + id);
    visitor.follow("Stop");
    visitor.press("Stop docker-host and destroy its disk");
    visitor.assertReads("The instance is stopped");
  }

  @Test
  void saysWhatToDoWhenThereIsNoRoom(RunningCloud cloud, Visitors visitors) {
    cloud.faults().inject(new Ec2Fault.NoCapacity("", ""));
    var visitor = visitors.visitor();
    visitor.signIn(cloud.newPerson());

    var id = visitor.create("nginx");

    visitor.assertReads("The instance could not be created");
    assertThat(visitor.page().locator(".outcome.bad")).containsText("AWS has no room");
    assertThat(visitor.page().locator(".step.failed")).hasCount(1);
    assertThat(cloud.cloud().livingInstances(id)).isEmpty();
    visitor.follow("Back to your instances");
    visitor.assertReads("0 of");
  }

  @Test
  void makesNoPrivateKeyForSomebodyWhoHasOne(RunningCloud cloud, Visitors visitors) {
    var visitor = visitors.visitor();
    visitor.signIn(cloud.newPerson());
    visitor.open("/profile");
    visitor.fill("OpenSSH public key", ProfileIT.PUBLIC_KEY);
    visitor.press("Add the key");
    visitor.assertReads("Your public key is saved.");

    visitor.open("/");
    visitor.create("nginx");
    visitor.assertReads("Your instance is ready");
    visitor.follow("Show login details");
    visitor.press("Show them now");

    visitor.assertReads("No private key was made");
    visitor.assertReads("ssh ec2-user@");
    assertThat(visitor.button("Download the key")).hasCount(0);
  }

  @Test
  void shutsTheButtonWhenTheQuotaIsUsedUp(RunningCloud cloud, Visitors visitors) {
    var visitor = visitors.visitor();
    visitor.signIn(cloud.newPerson());
    for (int instance = 0; instance < 3; instance++) {
      visitor.open("/");
      visitor.create("nginx");
    }

    visitor.open("/");

    visitor.assertReads("You use all 3 instances of your quota.");
    assertThat(visitor.button("Create instance")).hasCount(0);
  }

  @SuppressWarnings("unchecked")
  private static List<String> seen(Page page) {
    return (List<String>) page.evaluate("() => window.seen");
  }
}
