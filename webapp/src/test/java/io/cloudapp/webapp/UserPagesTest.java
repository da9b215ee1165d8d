package io.cloudapp.webapp;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.user.CreatedUser;
import io.cloudapp.core.user.Role;
import io.cloudapp.core.user.UserDetails;
import io.cloudapp.core.user.UserImport;
import io.cloudapp.core.user.UserImport.Line;
import io.cloudapp.core.user.UserImport.Outcome;
import io.cloudapp.core.user.UserPage;
import io.cloudapp.core.user.UserState;
import io.cloudapp.core.user.UserSummary;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserPagesTest {

  private static final String CSV = "username,email\r\nlise,lise@example.com\r\n";
  private static final String BOUNDARY = "----a-boundary";

  private static FakeApi api;
  private static RunningWebApp app;

  private Browser browser;

  @BeforeAll
  static void start() {
    api = new FakeApi();
    app = new RunningWebApp(api.url(), Map.of());
  }

  @AfterAll
  static void stop() {
    app.close();
    api.close();
  }

  @BeforeEach
  void enter() {
    api.reset();
    browser = app.browser();
    browser.signIn();
    browser.stepUp();
  }

  @Test
  void listsUsersWithTheCountsAndKeepsTheSearchOnTheNextPage() {
    api.answer(
        request("GET", urlPathEqualTo("/users")),
        FakeApi.json(
            new UserPage(
                List.of(user("grace", UserState.INVITED)),
                Optional.of("grace-id"),
                new UserPage.Counts(17, 42))));

    var page = browser.get("/admin/users?search=a%26b&state=invited").body();

    assertThat(page).contains("<dd>17</dd>", "<dd>42</dd>", "grace@example.com", "never");
    assertThat(page).contains("/admin/users?search=a%26b&amp;state=invited&amp;after=grace-id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "=1+1"})
  void showsWhateverIsSearchedForAsText(String search) {
    api.answer(
        request("GET", urlPathEqualTo("/users")),
        FakeApi.json(new UserPage(List.of(), Optional.empty(), new UserPage.Counts(0, 1))));

    var page = browser.get("/admin/users?search=" + URLEncoder.encode(search, UTF_8)).body();

    assertThat(page).contains("Nobody matches.").doesNotContain("<script>alert", "<img src=x");
  }

  @Test
  void showsATemporaryPasswordThatNobodyMailedThisOnce() {
    api.answer(
        request("POST", urlPathEqualTo("/users")),
        FakeApi.json(
            new CreatedUser(user("lise", UserState.INVITED), Optional.of("Temporary-1-password"))));

    var page =
        browser.submit(
            browser.get("/admin/users/new"),
            "/admin/users/new",
            Map.of("username", "lise", "email", "lise@example.com", "quota", "4"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Temporary-1-password", "shown once");
    assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    api.server.verify(
        postRequestedFor(urlPathEqualTo("/users"))
            .withRequestBody(
                equalToJson(
                    "{\"username\":\"lise\",\"email\":\"lise@example.com\",\"quota\":4,"
                        + "\"admin\":false}")));
  }

  @Test
  void keepsWhatWasTypedWhenTheApiRefusesIt() {
    api.refuse(
        "POST", "/users", Problem.ofField("username", "Somebody has this user name already."));

    var page =
        browser.submit(
            browser.get("/admin/users/new"),
            "/admin/users/new",
            Map.of("username", "lise", "email", "lise@example.com", "quota", "many"));

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .contains("Somebody has this user name already.", "lise@example.com", "value=\"many\"");
  }

  @Test
  void sendsTheVersionThatThePageShowed() {
    api.answer(
        request("GET", urlPathEqualTo("/users/lise-id")),
        FakeApi.json(details(user("lise", UserState.ENABLED), true)));
    api.answer(
        request("PUT", urlPathEqualTo("/users/lise-id")),
        FakeApi.json(details(user("lise", UserState.ENABLED), true)));

    var answer =
        browser.submit(
            browser.get("/admin/users/lise-id"),
            "/admin/users/lise-id",
            Map.of("quota", "9", "enabled", "true"));

    assertThat(Browser.location(answer)).isEqualTo("/admin/users/lise-id?notice=user-changed");
    api.server.verify(
        putRequestedFor(urlPathEqualTo("/users/lise-id"))
            .withRequestBody(
                equalToJson("{\"version\":6,\"quota\":9,\"enabled\":true,\"admin\":false}")));
  }

  @Test
  void saysThatTheDirectoryDoesNotHaveAChangeYet() {
    api.answer(
        request("GET", urlPathEqualTo("/users/lise-id")),
        FakeApi.json(details(user("lise", UserState.DISABLED), false)));

    assertThat(browser.get("/admin/users/lise-id").body())
        .contains("The user directory did not answer yet.");
  }

  @Test
  void showsNoSwitchesOnOnesOwnPage() {
    api.answer(
        request("GET", urlPathEqualTo("/users/ada-id")),
        FakeApi.json(details(user("ada", UserState.ENABLED), true)));

    assertThat(browser.get("/admin/users/ada-id").body())
        .contains("This is you.")
        .doesNotContain("name=\"switches\"", "/admin/users/ada-id/delete");
  }

  @Test
  void sendsAnUploadedFileOn() {
    api.answer(
        request("POST", urlPathEqualTo("/users/import")),
        FakeApi.json(
            new UserImport(
                true,
                true,
                List.of(new Line(2, "lise", Outcome.CREATABLE, List.of(), Optional.empty())))));

    var report = upload(token(), CSV);

    assertThat(report.statusCode()).isEqualTo(200);
    assertThat(report.body()).contains("One user will be created.", "Create this user");
    api.server.verify(
        postRequestedFor(urlPathEqualTo("/users/import"))
            .withQueryParam("dryRun", equalTo("true"))
            .withHeader("Content-Type", equalTo("text/csv;charset=utf-8"))
            .withRequestBody(equalTo(CSV)));
  }

  @Test
  void refusesAnUploadWithoutTheTokenOfThisSession() {
    api.server.resetRequests();

    assertThat(upload("", CSV).statusCode()).isEqualTo(403);
    assertThat(upload("a-guess", CSV).statusCode()).isEqualTo(403);
    assertThat(send("multipart/form-data", "no boundary").statusCode()).isEqualTo(403);
    assertThat(send("multipart/form-data; boundary=x", "--y\r\n\r\nbroken").statusCode())
        .isEqualTo(403);
    api.server.verify(0, postRequestedFor(anyUrl()));
  }

  @Test
  void refusesAnUploadThatIsTooLarge() {
    var answer = upload(token(), "x".repeat(200 * 1024));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("That is too much");
  }

  @Test
  void asksForAFileWhenNoneWasChosen() {
    assertThat(upload(token(), "").body()).contains("Choose a file or paste the lines.");
  }

  private String token() {
    return Browser.hidden(browser.get("/admin/users/import")).get("csrf");
  }

  private HttpResponse<String> upload(String token, String csv) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("csrf\"", token);
    fields.put("step\"", "check");
    fields.put("csv\"", "");
    fields.put("file\"; filename=\"users.csv\"\r\nContent-Type: text/csv", csv);
    var body = new StringBuilder();
    fields.forEach(
        (name, value) -> {
          body.append("--").append(BOUNDARY).append("\r\nContent-Disposition: form-data; name=\"");
          body.append(name).append("\r\n\r\n").append(value).append("\r\n");
        });
    body.append("--").append(BOUNDARY).append("--\r\n");
    return send("multipart/form-data; boundary=" + BOUNDARY, body.toString());
  }

  private HttpResponse<String> send(String contentType, String body) {
    return browser.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + "/admin/users/import"))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body)),
        "Sec-Fetch-Site",
        "same-origin");
  }

  private static UserDetails details(UserSummary user, boolean settled) {
    return new UserDetails(user, Optional.of(false), settled, Optional.empty(), List.of());
  }

  private static UserSummary user(String username, UserState state) {
    return new UserSummary(
        username + "-id",
        username,
        Optional.of(username + "@example.com"),
        Role.USER,
        state,
        3,
        1,
        Instant.parse("2026-11-20T10:00:00Z"),
        Optional.empty(),
        6);
  }
}
