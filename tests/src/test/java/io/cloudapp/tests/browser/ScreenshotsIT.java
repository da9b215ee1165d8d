package io.cloudapp.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.cloudapp.local.Options;
import io.cloudapp.tests.cloud.Person;
import io.cloudapp.tests.cloud.RunningCloud;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Takes the pictures of the documentation anew. */
@EnabledIfSystemProperty(
    named = "screenshots",
    matches = ".*",
    disabledReason = "It changes files; run it with -Dscreenshots")
final class ScreenshotsIT {

  private static final Path FOLDER = Path.of("..", "docs", "images");
  private static final int LARGEST_FILE = 200_000;

  /** Of a page that goes on with hundreds of events nobody needs more in a picture. */
  private static final int LARGEST_HEIGHT = 1_700;

  private static final List<String> ADMIN_PAGES =
      List.of("configurations", "users", "statistics", "executions", "audit", "health");

  @Test
  void takesThePicturesOfTheDocumentation() throws Exception {
    Files.createDirectories(FOLDER);
    var options = Options.forTests().withBoot(Duration.ofSeconds(8));
    try (var cloud = RunningCloud.start(options);
        var chromium = Chromium.launch()) {
      var visitors = new Visitors(chromium.browser(), cloud);
      take(cloud, visitors);
      visitors.leave(Optional.empty());
    }
    try (var pictures = Files.list(FOLDER)) {
      assertThat(pictures)
          .allSatisfy(picture -> assertThat(Files.size(picture)).isLessThan(LARGEST_FILE));
    }
  }

  private static void take(RunningCloud cloud, Visitors visitors) {
    var ada = new Person("ada", cloud.addresses().person("ada").password());
    var visitor = visitors.visitor();
    visitor.open("/sign-in");
    visitor.fill("User name", "ada");
    picture(visitor, "sign-in");
    visitor.signIn(ada);
    visitor.create("docker-host");
    visitor.assertReads("Your instance is ready");
    visitor.open("/");
    visitor.choose("nginx");
    picture(visitor, "home");
    inTheDark(visitor, "home-dark");

    var id = visitor.create("nginx");
    assertThat(visitor.page().locator(".step.running")).containsText("Wait until it runs");
    visitor
        .page()
        .waitForFunction(
            "() => Number(document.querySelector('.elapsed').textContent.split(' ')[0]) >= 6");
    picture(visitor, "execution");
    visitor.assertReads("Your instance is ready");
    visitor.open("/instances/" + id);
    picture(visitor, "instance");

    visitor.follow("Show login details");
    visitor.press("Show them now");
    visitor.assertHeading("Login details");
    hideKey(visitor.page());
    picture(visitor, "login-details");
    visitor.open("/profile");
    visitor.fill("OpenSSH public key", ProfileIT.PUBLIC_KEY);
    visitor.press("Add the key");
    visitor.open("/profile");
    picture(visitor, "profile");

    var admin = visitors.visitor();
    var grace = cloud.as("grace");
    grace.finished(grace.provision("jupyter").body().path("id").asText());
    new AdminVisit(cloud.addresses().person("katherine"), admin).enterWithSecondFactor();
    picture(admin, "admin");
    for (var page : ADMIN_PAGES) {
      admin.open("/admin/" + page);
      picture(admin, "admin-" + page);
    }
    admin.open("/admin/executions/" + id);
    picture(admin, "admin-execution");
  }

  private static void inTheDark(Visitor visitor, String name) {
    var page = visitor.page();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    picture(visitor, name);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  /** A key in a picture would make every reader think of it as a key that was given away. */
  private static void hideKey(Page page) {
    page.evaluate(
        """
        () => {
          const key = document.getElementById("private-key");
          key.value = key.value.replace(/^[^-].*$/gm, (line) => "•".repeat(line.length));
        }\
        """);
  }

  /** As high as the content, so that no picture is mostly empty. */
  private static void picture(Visitor visitor, String name) {
    var page = visitor.page();
    var options =
        new Page.ScreenshotOptions().setFullPage(true).setClip(0, 0, Visitors.WIDTH, height(page));
    page.screenshot(options.setPath(FOLDER.resolve(name + ".png")));
  }

  private static double height(Page page) {
    var main = page.locator("main").boundingBox();
    return Math.min(LARGEST_HEIGHT, Math.ceil(main.y + main.height) + 40);
  }
}
