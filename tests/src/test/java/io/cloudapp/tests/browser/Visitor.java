package io.cloudapp.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import io.cloudapp.tests.cloud.Person;
import java.net.URI;
import java.util.List;

/** A person in front of a browser; does what a person does, by what a person reads. */
final class Visitor {

  private final BrowserContext context;
  private final URI web;
  private final Page page;
  private final Observations observations;

  Visitor(BrowserContext context, URI web) {
    this.context = context;
    this.web = web;
    context.setDefaultTimeout(Chromium.PATIENCE.toMillis());
    observations = new Observations(context, web);
    page = context.newPage();
  }

  Page page() {
    return page;
  }

  /** The status that answered, after all redirects. */
  int open(String path) {
    return page.navigate(web.resolve(path).toString()).status();
  }

  void speak(String language) {
    context.addCookies(List.of(new Cookie("lang", language).setUrl(web.toString())));
  }

  /** What somebody can press or follow in the page's own part, beside what only scripts do. */
  List<String> choices() {
    return page.locator(
            "main a[href]:visible, main button:not([data-copy], [data-download]):visible")
        .allTextContents();
  }

  String path() {
    return URI.create(page.url()).getPath();
  }

  void signIn(Person person) {
    open("/sign-in");
    giveCredentials(person);
    assertHeading("Your instances");
  }

  void giveCredentials(Person person) {
    fill("User name", person.username());
    fill("Password", person.password());
    press("Sign in");
  }

  void fill(String label, String text) {
    page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
  }

  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  void press(String button) {
    button(button).click();
  }

  /** Where the name of one button ends with the name of another. */
  void pressExactly(String button) {
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(button).setExact(true)).click();
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
  }

  void follow(String link) {
    link(link).first().click();
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(name));
  }

  void choose(String configuration) {
    page.locator("input[name=configuration][value=" + configuration + "]").check();
  }

  /** Asks for an instance and is then on the page of its execution. */
  String create(String configuration) {
    choose(configuration);
    press("Create instance");
    assertHeading("Create " + configuration);
    return path().substring(path().lastIndexOf('/') + 1);
  }

  void assertHeading(String text) {
    assertThat(page.locator("h1")).containsText(text);
  }

  void assertReads(String text) {
    assertThat(page.locator("body")).containsText(text);
  }

  void assertIsAt(String path) {
    assertThat(path()).isEqualTo(path);
  }

  /** The browser complains about an answer such as 404 even where the test asks for one. */
  void expectsRefusals() {
    observations.expectRefusals();
  }

  void assertPagesBehaved() {
    observations.assertNothingWrong();
  }

  void leave() {
    context.close();
  }
}
