package io.cloudapp.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeaderSourceTest {

  @ParameterizedTest
  @EnumSource
  void decidesAboutEveryHeader(Route route) {
    assertThat(HeaderSource.of(route)).hasSize(GatewayHeader.class.getFields().length);
  }

  @ParameterizedTest
  @EnumSource
  void letsCallersSayNothingButTheirBrowser(Route route) {
    assertThat(HeaderSource.of(route))
        .allSatisfy(
            (header, source) ->
                assertThat(source instanceof HeaderSource.PassedOn)
                    .isEqualTo(header.equals(GatewayHeader.BROWSER)));
  }

  @Test
  void takesNoPersonFromAWorkflowAndNoWorkflowFromAPerson() {
    assertThat(claims(Route.LAUNCH_INSTANCE)).isEmpty();
    assertThat(HeaderSource.of(Route.LIST_INSTANCES).get(GatewayHeader.CALLER))
        .isEqualTo(new HeaderSource.Removed());
  }

  /** Each header is told to a service by some route, so a new one has to be given its source. */
  @Test
  void fillsEveryHeaderOnSomeRoute() {
    var filled =
        Stream.of(Route.values())
            .flatMap(route -> HeaderSource.of(route).entrySet().stream())
            .filter(entry -> !(entry.getValue() instanceof HeaderSource.Removed))
            .map(entry -> entry.getKey())
            .collect(Collectors.toSet());

    assertThat(filled).hasSize(GatewayHeader.class.getFields().length);
  }

  private static Stream<HeaderSource> claims(Route route) {
    return HeaderSource.of(route).values().stream()
        .filter(source -> source instanceof HeaderSource.Claim);
  }
}
