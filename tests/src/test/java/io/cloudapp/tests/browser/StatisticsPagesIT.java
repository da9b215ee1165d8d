package io.cloudapp.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import io.cloudapp.local.athena.AthenaFault;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import io.cloudapp.tests.statistics.UsageBucket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The statistics as an admin sees them. */
@ExtendWith({SharedCloud.class, SharedBrowser.class})
final class StatisticsPagesIT {

  private static final String SOME = "?from=2024-06-01&to=2024-06-20";
  private static final String NONE = "?from=2024-02-01&to=2024-02-03";
  private static final List<String> TOPICS =
      List.of("executions", "durations", "failures", "usage", "active-users");

  private final Audit audit = new Audit();

  @Test
  void suitEverybodyWithNumbersAndWithout(RunningCloud cloud, Visitors visitors) {
    UsageBucket.putSome(cloud, "2024-06-10");
    var admin = enter(cloud, visitors);

    for (var topic : TOPICS) {
      open(admin, "/admin/statistics/" + topic + SOME);
      assertThat(admin.page().locator("main svg[role=img]")).isVisible();
      assertThat(admin.page().locator("main tbody tr").first()).isVisible();
      audit.look(admin);
      open(admin, "/admin/statistics/" + topic + NONE);
      assertThat(admin.page().locator("main .empty")).isVisible();
      audit.look(admin);
    }
    open(admin, "/admin/statistics/usage" + SOME + "&by=configuration");
    audit.look(admin);

    assertThat(audit.findings()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithTheDays(RunningCloud cloud, Visitors visitors) {
    var admin = enter(cloud, visitors);
    admin.expectsRefusals();

    admin.open("/admin/statistics/executions?from=2026-11-22&to=2026-11-01");
    admin.assertReads("The first day is after the last one.");
    audit.look(admin);
    admin.open("/admin/statistics/usage?from=%3Cscript%3Ealert(1)%3C/script%3E&to=2026-11-01");
    admin.assertReads("Give a day of the calendar");

    assertThat(audit.findings()).isEmpty();
  }

  @Test
  void downloadsTheNumbersOfThePage(RunningCloud cloud, Visitors visitors) throws Exception {
    UsageBucket.putSome(cloud, "2024-06-10");
    var admin = enter(cloud, visitors);
    open(admin, "/admin/statistics/usage" + SOME);

    var download = admin.page().waitForDownload(() -> admin.follow("Download as CSV"));

    assertThat(download.suggestedFilename()).isEqualTo("usage-by-user-2024-06-01-2024-06-20.csv");
    assertThat(Files.readString(download.path()))
        .startsWith("user_id,user,instances,hours,cost_usd,hours_without_price\r\n")
        .contains("\r\nu-1,'=1+1,1,2.0000,");
  }

  @Test
  void saysThatAthenaIsSlowAndShowsTheNumbersWhenTheyAreThere(
      RunningCloud cloud, Visitors visitors) {
    var admin = enter(cloud, visitors);
    cloud.cloud().aws().athena().faults().inject(new AthenaFault.Slow(4), 1);

    var begin = System.nanoTime();
    admin.open("/admin/statistics/executions?from=2024-03-01&to=2024-03-04");
    admin.assertReads("Statistics are slow at the moment.");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    audit.look(admin);

    // By itself, without a reload.
    admin.assertReads("Nobody asked for anything in these days.");
    assertThat(audit.findings()).isEmpty();
  }

  private static Visitor enter(RunningCloud cloud, Visitors visitors) {
    var admin = visitors.visitor();
    new AdminVisit(cloud, admin).enter();
    return admin;
  }

  /** On a busy machine the first look may come too early; the second finds the numbers there. */
  private static void open(Visitor admin, String path) {
    admin.open(path);
    assertThat(admin.page().locator("#statistic .notice.warn")).hasCount(0);
    admin.open(path);
    assertThat(admin.page().getByRole(AriaRole.HEADING).first()).isVisible();
  }
}
