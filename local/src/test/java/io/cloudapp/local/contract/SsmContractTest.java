package io.cloudapp.local.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;

class SsmContractTest {

  private final SsmClient ssm = AwsUnderTest.client(SsmClient.builder());
  private final String path = "/contract/" + UUID.randomUUID();

  @AfterEach
  void close() {
    ssm.close();
  }

  private void put(String name, String value) {
    ssm.putParameter(r -> r.name(name).value(value).type(ParameterType.STRING));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
        "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
        "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
        "/aws/service/debian/release/12/latest/amd64"
      })
  void namesTheImageOfAPublicAlias(String alias) {
    assertThat(ssm.getParameter(r -> r.name(alias)).parameter().value())
        .matches("ami-[0-9a-f]{17}");
  }

  @Test
  void refusesAnUnknownName() {
    assertThatThrownBy(() -> ssm.getParameter(r -> r.name("/no/such/parameter")))
        .isInstanceOf(ParameterNotFoundException.class);
  }

  @Test
  void tellsKnownNamesFromUnknownOnes() {
    put(path + "/known", "1");

    var answer = ssm.getParameters(r -> r.names(path + "/known", path + "/unknown"));

    assertThat(answer.parameters()).extracting(Parameter::value).containsExactly("1");
    assertThat(answer.invalidParameters()).containsExactly(path + "/unknown");
    ssm.deleteParameter(r -> r.name(path + "/known"));
  }

  @Test
  void overwritesOnlyWhenAskedTo() {
    put(path, "1");

    assertThatThrownBy(() -> put(path, "2")).isInstanceOf(ParameterAlreadyExistsException.class);
    assertThat(ssm.putParameter(r -> r.name(path).value("2").overwrite(true)).version())
        .isEqualTo(2);
    assertThat(ssm.getParameter(r -> r.name(path)).parameter().value()).isEqualTo("2");
    ssm.deleteParameter(r -> r.name(path));
  }

  @Test
  void findsWhatLiesBelowAPath() {
    put(path + "/a", "1");
    put(path + "/b/c", "2");

    assertThat(ssm.getParametersByPath(r -> r.path(path)).parameters())
        .extracting(Parameter::value)
        .containsExactly("1");
    assertThat(ssm.getParametersByPath(r -> r.path(path).recursive(true)).parameters())
        .extracting(Parameter::value)
        .containsExactlyInAnyOrder("1", "2");
    ssm.deleteParameter(r -> r.name(path + "/a"));
    ssm.deleteParameter(r -> r.name(path + "/b/c"));
  }

  @Test
  void refusesReservedNames() {
    assertThatThrownBy(() -> put("/aws/service/mine", "1")).isInstanceOf(SsmException.class);
  }
}
