package io.cloudapp.webapp;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.configuration.Configuration.Access;
import io.cloudapp.core.configuration.Configuration.Disk;
import io.cloudapp.core.configuration.Configuration.IngressRule;
import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.core.configuration.ConfigurationVersion;
import io.cloudapp.core.configuration.LaunchPreview;
import io.cloudapp.core.price.Price;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationPagesTest {

  private static final String HOME = "/admin/configurations";
  private static final Price PRICE = Price.perHour(new BigDecimal("0.0123644"), "USD");

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
  void enterTheAdminArea() {
    browser = app.browser();
    api.reset();
    browser.signIn();
    browser.stepUp();
    var current = web(3, "t3.micro", "#!/bin/sh\necho old\n");
    var draft = web(4, "t3.large", "#!/bin/sh\necho new\n");
    offer(Optional.of(3), Optional.of(4), current);
    version(current);
    version(draft);
    api.answer(
        request("GET", urlPathEqualTo("/configurations/web/versions")),
        FakeApi.json(
            new Page<>(
                List.of(entry(4, false, true), entry(3, true, false), entry(2, false, false)),
                Optional.of("2"))));
  }

  @Test
  void listsThemWithStateVersionPriceAndUse() {
    var page = browser.get(HOME).body();

    assertThat(page)
        .contains("web", "Enabled", "draft 4", "$0.0124 an hour", "$0.30 a day", "2")
        .contains("New configuration");
  }

  @Test
  void speaksGermanWithGermanNumbers() {
    var page = browser.get(HOME, "Accept-Language", "de").body();

    assertThat(page).contains("Eingeschaltet", "0,0124\u00a0$ je Stunde", "Neue Konfiguration");
  }

  @Test
  void showsTheDraftBesideWhatUsersGet() {
    var page = browser.get(HOME + "/web").body();

    assertThat(page)
        .contains("Draft: version 4", "Users still get version 3")
        .contains("It costs $0.0931 an hour, $2.23 a day.")
        .contains("t3.large", "echo new", "Test the draft", "Publish…", "Discard draft…")
        .contains("16 GB gp3, encrypted");
  }

  @Test
  void fillsTheFormWithTheLatestVersion() {
    var page = browser.get(HOME + "/web/edit").body();

    assertThat(Browser.hidden(browser.get(HOME + "/web/edit"))).containsEntry("version", "4");
    assertThat(page)
        .contains("value=\"t3.large\"", "22 10.0.0.0/8 SSH", "team=web", "data\nlab")
        .doesNotContain("name=\"name\"");
  }

  @Test
  void sendsWhatWasTypedAsTheApiWantsIt() {
    accept("PUT", "/configurations/web");
    var form = browser.get(HOME + "/web/edit");

    var answer = browser.submit(form, HOME + "/web/edit", entered());

    assertThat(Browser.location(answer)).isEqualTo(HOME + "/web?notice=draft-saved");
    api.server.verify(
        putRequestedFor(urlPathEqualTo("/configurations/web"))
            .withRequestBody(
                equalToJson(
                    """
                    {
                      "name": "web", "version": 4, "description": "Pages", "ami": "ami-12345678",
                      "loginUser": "ec2-user", "instanceType": "t3.small",
                      "disk": {"type": "gp3", "sizeGigabytes": 20},
                      "access": {"everyone": false, "groups": ["data", "lab"]},
                      "packages": ["git", "nginx", "curl"],
                      "setupScript": "#!/bin/sh\\necho hello\\n",
                      "ingress": [
                        {"port": 22, "cidr": "10.0.0.0/8", "description": "SSH from us"},
                        {"port": 80, "cidr": "0.0.0.0/0", "description": ""}],
                      "maximumLifetimeHours": 12, "quotaPerUser": 2,
                      "tags": {"team": "web", "cost center": "a=b"}
                    }
                    """)));
  }

  @Test
  void showsThePriceAndTheUserDataBeforeSaving() {
    api.answer(
        request("POST", urlPathEqualTo("/configurations/preview")),
        FakeApi.json(
            new LaunchPreview(
                "#cloud-config\n{\"x\": \"<b>\"}",
                77,
                Optional.of(PRICE),
                Optional.of(LocalDate.of(2025, 8, 1)))));
    var form = browser.get("/admin/new-configuration");
    var typed = entered();
    typed.put("name", "web2");
    typed.put("action", "preview");

    var page = browser.submit(form, "/admin/new-configuration", typed);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("$0.0124 an hour", "$0.30 a day", "77 of 16384 bytes")
        .contains("Prices of August 1, 2025, without tax.")
        .contains("{&quot;x&quot;: &quot;&lt;b&gt;&quot;}")
        .contains("value=\"web2\"", "Save as draft");
    api.server.verify(0, postRequestedFor(urlPathEqualTo("/configurations")));
  }

  @Test
  void putsEachMessageAtItsFieldAndKeepsWhatWasTyped() {
    api.refuse(
        "POST",
        "/configurations",
        Problem.ofFields(
            List.of(
                new FieldError("name", "Use letters."),
                new FieldError("disk.sizeGigabytes", "Give a size."),
                new FieldError("access.groups", "Name a group."),
                new FieldError("ingress[1].cidr", "Give a network."),
                new FieldError("maximumLifetimeHours", "Give hours."))));
    var typed = entered();
    typed.put("name", "<script>alert(1)</script>");
    typed.put("lifetime", "soon");

    var page =
        browser.submit(browser.get("/admin/new-configuration"), "/admin/new-configuration", typed);

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .contains("id=\"name-error\"", "Use letters.")
        .contains("id=\"diskSize-error\"", "Give a size.")
        .contains("id=\"groups-error\"", "Name a group.")
        .contains("id=\"ingress-error\"", "Rule 2: Give a network.")
        .contains("id=\"lifetime-error\"", "Give hours.")
        .contains("value=\"soon\"", "&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>alert");
  }

  @Test
  void showsWhatSomeoneChangedMeanwhileAndLosesNothing() {
    version(web(2, "t3.nano", "#!/bin/sh\necho older\n"));
    api.refuse(
        "PUT", "/configurations/web", Problem.of(ProblemType.CONFLICT, "Someone changed it."));
    var typed = entered();
    typed.put("version", "2");

    var page = browser.submit(browser.get(HOME + "/web/edit"), HOME + "/web/edit", typed);

    assertThat(page.statusCode()).isEqualTo(409);
    assertThat(page.body())
        .contains("Someone changed this meanwhile", "You began with version 2 of web")
        .contains("t3.nano", "t3.large", "echo older", "echo new")
        .contains("value=\"t3.small\"", "echo hello");
    assertThat(Browser.hidden(page)).containsEntry("version", "4");
  }

  @Test
  void beginsAnotherConfigurationWithACopy() {
    var page = browser.get("/admin/new-configuration?like=web");

    assertThat(page.body()).contains("value=\"t3.large\"", "name=\"name\"", "value=\"\"");
    assertThat(Browser.hidden(page)).containsEntry("version", "");
  }

  @Test
  void comparesTwoVersionsFieldByField() {
    var page = browser.get(HOME + "/web/changes?from=3&to=4").body();

    assertThat(page)
        .contains("web: from version 3 to 4", "Instance type", "Set-up script")
        .contains("<li class=\"removed\">", "<li class=\"added\">", "<li class=\"same\">")
        .doesNotContain("Packages");
  }

  @Test
  void listsTheVersionsWithAWayBack() {
    assertThat(browser.get(HOME + "/web/versions").body())
        .contains("Version 4", "What people get", "Draft", "Roll-back to version 1")
        .contains(HOME + "/web/roll-back?version=2", "?after=2");
  }

  @Test
  void rollsBackAfterSayingWhatChanges() {
    accept("POST", "/configurations/web/roll-back");
    var confirm = browser.get(HOME + "/web/roll-back?version=4");
    assertThat(confirm.body()).contains("Roll web back to version 4?", "t3.large");

    var answer = browser.submit(confirm, HOME + "/web/roll-back", Map.of());

    assertThat(Browser.location(answer)).contains("notice=configuration-rolled-back");
    api.server.verify(
        postRequestedFor(urlPathEqualTo("/configurations/web/roll-back"))
            .withRequestBody(equalToJson("{\"version\": 4, \"latestVersion\": 4}")));
  }

  @Test
  void publishesTheDraftThatWasLookedAt() {
    accept("POST", "/configurations/web/publish");
    var confirm = browser.get(HOME + "/web/publish");
    assertThat(confirm.body()).contains("Publish version 4 of web?", "t3.large");

    browser.submit(confirm, HOME + "/web/publish", Map.of());

    api.server.verify(
        postRequestedFor(urlPathEqualTo("/configurations/web/publish"))
            .withRequestBody(equalToJson("{\"version\": 4}")));
  }

  @Test
  void launchesATestOnceForEachForm() {
    api.accept(Samples.running("01TEST"));
    var page = browser.get(HOME + "/web");

    var answer = browser.submit(page, HOME + "/web/test", Map.of());

    assertThat(Browser.location(answer)).isEqualTo("/admin/executions/01TEST");
    api.server.verify(
        postRequestedFor(urlPathEqualTo("/executions"))
            .withRequestBody(
                equalToJson(
                    "{\"kind\": \"provision\", \"configuration\": \"web\", \"test\": true,"
                        + " \"version\": 4}")));
  }

  @Test
  void saysWhyAConfigurationInUseIsKept() {
    api.refuse(
        "DELETE",
        "/configurations/web",
        Problem.of(ProblemType.CONFLICT, "2 instances of web are still living (ada 2)."));
    var confirm = browser.get(HOME + "/web/delete");
    assertThat(confirm.body()).contains("Delete web?", "now there are 2");

    var answer = browser.submit(confirm, HOME + "/web/delete", Map.of());

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("2 instances of web are still living (ada 2).");
  }

  @Test
  void saysWhyATestWasRefused() {
    api.refuse("POST", "/executions", Problem.of(ProblemType.QUOTA_REACHED, "Your quota is full."));

    var answer = browser.submit(browser.get(HOME + "/web"), HOME + "/web/test", Map.of());

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).contains("Your quota is full.", "Test the draft");
  }

  @Test
  void asksForTheSecondFactorFirst() {
    var user = app.browser();
    user.signIn();

    assertThat(Browser.location(user.get(HOME))).startsWith("/admin/sign-in");
    assertThat(Browser.location(user.get("/admin/new-configuration"))).startsWith("/admin/sign-in");
  }

  @Test
  void saysWhatToDoWhereThereIsNone() {
    api.answer(
        request("GET", urlPathEqualTo("/configurations")),
        FakeApi.json(new Page<>(List.of(), Optional.empty())));

    assertThat(browser.get(HOME).body())
        .contains("There is no configuration yet.", "New configuration");
    assertThat(browser.get("/").body()).contains("There is no configuration to choose from.");
  }

  static Stream<Arguments> oddInput() {
    var texts =
        List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "=HYPERLINK(\"http://x\")",
            "'; drop table configurations; --",
            "../../etc/passwd",
            "\0",
            "${7*7} [[${7*7}]] #{nav.admin}",
            "-99999999999999999999",
            "\uD83D\uDE00\u202E",
            "x".repeat(20_000));
    return Stream.of(
            "name",
            "description",
            "groups",
            "ami",
            "loginUser",
            "instanceType",
            "diskSize",
            "diskType",
            "packages",
            "setupScript",
            "ingress",
            "lifetime",
            "quotaPerUser",
            "tags")
        .flatMap(field -> texts.stream().map(text -> Arguments.of(field, text)));
  }

  /** Whether a text can be used is for the API to say; the form brings it there and back. */
  @ParameterizedTest
  @MethodSource("oddInput")
  void bringsOddInputToTheApiAndBackWithoutUnderstandingIt(String field, String text) {
    api.refuse(
        "POST", "/configurations", Problem.ofField("description", "Describe it in one line."));
    var typed = entered();
    typed.put("name", "web2");
    typed.put(field, text);

    var page =
        browser.submit(browser.get("/admin/new-configuration"), "/admin/new-configuration", typed);

    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .contains("id=\"description-error\"", "Describe it in one line.")
        .doesNotContain("<script>alert", "<img src=x", "[[49]]", "49 [[");
    api.server.verify(postRequestedFor(urlPathEqualTo("/configurations")));
  }

  @Test
  void offersNoMoreOfAConfigurationThanItsQuota() {
    api.answer(
        request("GET", urlPathEqualTo("/configurations")),
        FakeApi.json(
            new Page<>(
                List.of(withRemaining("scarce", 0), withRemaining("plenty", 2)),
                Optional.empty())));

    var page = browser.get("/").body();

    assertThat(page).contains("$0.0124 an hour", "$0.30 a day", "you may have 2 more");
    assertThat(page).containsPattern("value=\"scarce\"[^>]*disabled");
    assertThat(page).containsPattern("value=\"plenty\"[^>]*checked");
  }

  /** All but the name, as a browser sends it. */
  private static Map<String, String> entered() {
    var fields = new HashMap<String, String>();
    fields.put("description", "Pages");
    fields.put("audience", "groups");
    fields.put("groups", "data\r\n\r\n lab ");
    fields.put("ami", "ami-12345678");
    fields.put("loginUser", "ec2-user");
    fields.put("instanceType", "t3.small");
    fields.put("diskSize", "20");
    fields.put("diskType", "gp3");
    fields.put("packages", "git nginx\r\ncurl");
    fields.put("setupScript", "#!/bin/sh\r\necho hello\r\n");
    fields.put("ingress", "22 10.0.0.0/8 SSH from us\r\n\r\n80 0.0.0.0/0");
    fields.put("lifetime", "12");
    fields.put("quotaPerUser", "2");
    fields.put("tags", "team=web\r\ncost center=a=b");
    fields.put("action", "save");
    return fields;
  }

  private static void accept(String method, String path) {
    api.answer(
        request(method, urlPathEqualTo(path)),
        FakeApi.json(
            new ConfigurationOffer(
                web(4, "t3.large", ""),
                Optional.of(PRICE),
                Optional.of(3),
                Optional.of(4),
                4,
                "ada",
                2,
                Optional.empty())));
  }

  private static void offer(
      Optional<Integer> current, Optional<Integer> draft, Configuration configuration) {
    var offer =
        new ConfigurationOffer(
            configuration, Optional.of(PRICE), current, draft, 4, "grace", 2, Optional.empty());
    api.answer(
        request("GET", urlPathEqualTo("/configurations")),
        FakeApi.json(new Page<>(List.of(offer), Optional.empty())));
    api.answer(request("GET", urlPathEqualTo("/configurations/web")), FakeApi.json(offer));
  }

  private static void version(Configuration configuration) {
    api.answer(
        request("GET", urlPathEqualTo("/configurations/web/versions/" + configuration.version())),
        FakeApi.json(
            new ConfigurationOffer(
                configuration,
                Optional.of(Price.perHour(new BigDecimal("0.0931"), "USD")),
                Optional.of(3),
                Optional.of(4),
                4,
                "grace",
                2,
                Optional.empty())));
  }

  private static ConfigurationVersion entry(int version, boolean current, boolean draft) {
    return new ConfigurationVersion(
        version,
        Instant.now(),
        "grace",
        draft ? Optional.empty() : Optional.of(Instant.now()),
        draft ? Optional.empty() : Optional.of("ada"),
        version == 2 ? Optional.of(1) : Optional.empty(),
        current,
        draft);
  }

  private static ConfigurationOffer withRemaining(String name, int remaining) {
    var like = web(3, "t3.micro", "");
    return new ConfigurationOffer(
        new Configuration(
            name,
            3,
            true,
            like.description(),
            like.ami(),
            like.loginUser(),
            like.instanceType(),
            like.disk(),
            List.of(),
            "",
            List.of(),
            24,
            Instant.now()),
        Optional.of(PRICE),
        Optional.of(3),
        Optional.empty(),
        3,
        "grace",
        0,
        Optional.of(remaining));
  }

  private static Configuration web(int version, String type, String script) {
    return new Configuration(
        "web",
        version,
        true,
        "Pages for everybody",
        "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
        "ec2-user",
        type,
        new Disk(16, "gp3"),
        List.of("nginx"),
        script,
        List.of(new IngressRule(22, "10.0.0.0/8", "SSH")),
        24,
        Optional.of(2),
        Access.forGroups(Set.of("lab", "data")),
        Map.of("team", "web"),
        Instant.now());
  }
}
