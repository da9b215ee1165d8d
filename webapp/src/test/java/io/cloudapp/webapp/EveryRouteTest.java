package io.cloudapp.webapp;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.webapp.session.Anyone;
import io.cloudapp.webapp.session.SecondFactor;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.UriRouteInfo;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every route there is, so that nobody can forget it for a new one. */
class EveryRouteTest {

  private static FakeApi api;
  private static RunningWebApp app;

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
  void reset() {
    api.reset();
  }

  @Test
  void letsNobodyInWithoutASessionUnlessItSaysSo() {
    assertThat(ours(HttpMethod.GET).filter(route -> !has(route, Anyone.class)))
        .hasSizeGreaterThan(10)
        .allSatisfy(
            route -> {
              var answer = app.browser().get(path(route));
              assertThat(answer.statusCode()).isEqualTo(303);
              assertThat(Browser.location(answer)).startsWith("/sign-in?return=");
            });
  }

  @Test
  void opensToAnyoneWhatASignInNeedsAndNoMore() {
    assertThat(
            Stream.of(HttpMethod.GET, HttpMethod.POST)
                .flatMap(EveryRouteTest::ours)
                .filter(route -> has(route, Anyone.class))
                .map(EveryRouteTest::path))
        .containsOnly("/assets/x", "/sign-in", "/sign-in/challenge", "/language");
  }

  @Test
  void asksForTheAdministratorsSignInOnEveryAdminPage() {
    assertThat(
            Stream.of(HttpMethod.GET, HttpMethod.POST)
                .flatMap(EveryRouteTest::ours)
                .filter(route -> path(route).startsWith("/admin"))
                .filter(route -> !path(route).equals("/admin/sign-in")))
        .hasSizeGreaterThan(5)
        .allSatisfy(route -> assertThat(has(route, SecondFactor.class)).isTrue());
  }

  @Test
  void changesNothingWithoutTheTokenOfThisSessionWhateverTheContentType() {
    var browser = app.browser();
    browser.signIn();
    browser.stepUp();
    var strangersToken = Browser.hidden(app.browser().get("/sign-in")).get("csrf");
    api.server.resetRequests();

    assertThat(unsafe())
        .hasSizeGreaterThan(8)
        .allSatisfy(
            route -> {
              var path = path(route);
              assertThat(browser.post(path, Map.of()).statusCode()).isEqualTo(403);
              assertThat(browser.post(path, Map.of("csrf", strangersToken)).statusCode())
                  .isEqualTo(403);
              for (var type : List.of("application/json", "text/plain", "multipart/form-data")) {
                assertThat(send(browser, path, type)).isIn(403, 415);
              }
            });
    api.server.verify(0, postRequestedFor(anyUrl()));
  }

  @Test
  void hasNoOtherUnsafeMethodThanPost() {
    assertThat(unsafe()).allMatch(route -> route.getHttpMethod() == HttpMethod.POST);
  }

  private static int send(Browser browser, String path, String contentType) {
    return browser
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString("{}")))
        .statusCode();
  }

  private static Stream<UriRouteInfo<?, ?>> unsafe() {
    return app.routes().stream()
        .filter(
            route ->
                !List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS)
                    .contains(route.getHttpMethod()))
        .filter(EveryRouteTest::isOurs);
  }

  private static Stream<UriRouteInfo<?, ?>> ours(HttpMethod method) {
    return app.routes().stream()
        .filter(route -> route.getHttpMethod() == method)
        .filter(EveryRouteTest::isOurs);
  }

  private static boolean isOurs(UriRouteInfo<?, ?> route) {
    return route.getTargetMethod().getDeclaringType().getName().startsWith("io.cloudapp");
  }

  private static boolean has(UriRouteInfo<?, ?> route, Class<? extends Annotation> annotation) {
    return route.getAnnotationMetadata().hasAnnotation(annotation);
  }

  private static String path(UriRouteInfo<?, ?> route) {
    var path = route.getUriMatchTemplate().toPathString().replaceAll("\\{[^}]*}", "x");
    return path.length() > 1 ? path.replaceAll("/$", "") : path;
  }
}
