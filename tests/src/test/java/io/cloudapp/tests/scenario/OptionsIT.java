package io.cloudapp.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudapp.local.LocalCloud;
import io.cloudapp.local.Options;
import io.cloudapp.local.StartFailure;
import io.cloudapp.tests.cloud.RunningCloud;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options of {@code ./cloudapp up} change. */
final class OptionsIT {

  @Test
  void keepsItsStateInAFolder(@TempDir Path folder) throws Exception {
    var options = Options.forTests().withData(folder);
    String id;
    try (var cloud = RunningCloud.start(options)) {
      var ada = cloud.as("ada");
      id = ada.provision("nginx").body().path("id").asText();
      assertThat(ada.finished(id).path("state").asText()).isEqualTo("SUCCEEDED");
    }

    try (var cloud = RunningCloud.start(options)) {
      var ada = cloud.as("ada");
      assertThat(ada.get("/instances/" + id).body().path("state").asText()).isEqualTo("RUNNING");
      assertThat(ada.post("/instances/" + id + "/login", "").status()).isEqualTo(200);
      assertThat(cloud.admin().get("/executions").body().path("items")).hasSize(1);
      var stop = ada.finished(ada.stop(id).body().path("id").asText());
      assertThat(stop.path("state").asText()).isEqualTo("SUCCEEDED");
    }
  }

  @Test
  void signsInFromTheDatabaseWithoutAPool() throws Exception {
    try (var cloud = RunningCloud.start(Options.forTests().withDirectory("database"))) {
      var ada = cloud.as("ada");
      var id = ada.provision("nginx").body().path("id").asText();

      assertThat(ada.finished(id).path("state").asText()).isEqualTo("SUCCEEDED");
      assertThat(cloud.admin().get("/instances/" + id).status()).isEqualTo(200);
      assertThat(ada.delete("/sessions").status()).isEqualTo(204);
      assertThat(ada.get("/instances").status()).isEqualTo(401);
    }
  }

  @Test
  void saysWhichOptionHelpsWhenAPortIsInUse() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = taken.getLocalPort();
      var options = Options.forTests().withApiPort(port);

      try (var cloud = new LocalCloud(options)) {
        assertThatThrownBy(() -> cloud.start(_ -> {}))
            .isInstanceOf(StartFailure.class)
            .hasMessageContaining("Port " + port + " is in use")
            .hasMessageContaining("--api-port");
      }
    }
  }
}
