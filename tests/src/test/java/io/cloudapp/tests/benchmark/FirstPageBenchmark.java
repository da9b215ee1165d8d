package io.cloudapp.tests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.local.Options;
import io.cloudapp.local.cognito.Totp;
import io.cloudapp.tests.cloud.RunningCloud;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long the first page of each list takes with years of use in the database. */
final class FirstPageBenchmark {

  private static final int WARM_UP = 30;
  private static final int RUNS = 60;
  private static final double LIMIT_MILLIS = 50;

  private static final List<String> PAGES = List.of("/", "/executions", "/profile");
  private static final List<String> ADMIN_PAGES =
      List.of("/admin", "/admin/executions", "/admin/audit", "/admin/users");

  @Test
  void firstPages() throws Exception {
    try (var cloud = RunningCloud.start(Options.forTests());
        var user = new PageReader(cloud.addresses().web());
        var admin = new PageReader(cloud.addresses().web())) {
      enter(cloud, user, admin);
      ManyRows.load(cloud.cloud().dataSource(), "ada");

      var medians = new LinkedHashMap<String, Double>();
      for (var page : PAGES) {
        medians.put(page, measure(user, page));
      }
      for (var page : ADMIN_PAGES) {
        medians.put(page, measure(admin, page));
      }

      assertThat(medians)
          .allSatisfy((page, millis) -> assertThat(millis).as(page).isLessThan(LIMIT_MILLIS));
    }
  }

  private static void enter(RunningCloud cloud, PageReader user, PageReader admin)
      throws Exception {
    user.submit(
        "/sign-in",
        Map.of("username", "ada", "password", cloud.addresses().person("ada").password()));
    var katherine = cloud.addresses().person("katherine");
    var secret = katherine.totpSecret().orElseThrow();
    var name = katherine.username();
    admin.submit("/sign-in", Map.of("username", name, "password", katherine.password()));
    admin.submit("/sign-in/challenge", Map.of("totp", Totp.code(secret, Instant.now())));
    var next = Totp.code(secret, Instant.now().plusSeconds(30));
    admin.submit("/admin/sign-in", Map.of("password", katherine.password(), "totp", next));
  }

  private static double measure(PageReader reader, String page) throws Exception {
    for (var run = 0; run < WARM_UP; run++) {
      assertThat(reader.read(page).uri().getPath()).isEqualTo(page);
    }
    var millis = new double[RUNS];
    for (var run = 0; run < RUNS; run++) {
      var before = System.nanoTime();
      var answer = reader.read(page);
      millis[run] = (System.nanoTime() - before) / 1e6;
      assertThat(answer.statusCode()).isEqualTo(200);
    }
    Arrays.sort(millis);
    System.out.printf(
        "%-20s min %6.1f ms  median %6.1f ms  P95 %6.1f ms%n",
        page, millis[0], millis[RUNS / 2], millis[RUNS * 95 / 100]);
    return millis[RUNS / 2];
  }
}
