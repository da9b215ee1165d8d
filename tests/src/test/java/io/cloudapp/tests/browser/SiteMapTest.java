package io.cloudapp.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No page is forgotten by the tests that look at every page. */
class SiteMapTest {

  @Test
  void knowsEveryPageThatAControllerAnswersWith() {
    var known =
        Stream.concat(SiteMap.PLACES.stream().map(SiteMap.Place::route), SiteMap.NO_PAGES.stream())
            .collect(Collectors.toSet());

    assertThat(routes())
        .as("every GET is in SiteMap.PLACES, or in NO_PAGES with the reason")
        .isSubsetOf(known);
  }

  @Test
  void namesNoPageThatIsGone() {
    assertThat(SiteMap.PLACES).extracting(SiteMap.Place::route).isSubsetOf(routes());
    assertThat(SiteMap.NO_PAGES).isSubsetOf(routes());
  }

  private static Set<String> routes() {
    return new ClassFileImporter()
        .importPackages("io.cloudapp.webapp").stream()
            .filter(type -> type.isAnnotatedWith(Controller.class))
            .flatMap(SiteMapTest::routes)
            .collect(Collectors.toSet());
  }

  private static Stream<String> routes(JavaClass controller) {
    var base = controller.getAnnotationOfType(Controller.class).value();
    return controller.getMethods().stream()
        .filter(method -> method.isAnnotatedWith(Get.class))
        .map(method -> route(base, method));
  }

  private static String route(String base, JavaMethod method) {
    var path = base + "/" + method.getAnnotationOfType(Get.class).value();
    var normal = path.replaceAll("/{2,}", "/");
    return normal.length() > 1 ? normal.replaceAll("/$", "") : normal;
  }
}
