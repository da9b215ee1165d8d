package io.cloudapp.webapp;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.configuration.Configuration.Disk;
import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.core.execution.Execution;
import io.cloudapp.core.execution.Execution.Estimate;
import io.cloudapp.core.execution.Execution.ExecutionStep;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.core.execution.Step;
import io.cloudapp.core.execution.StepState;
import io.cloudapp.core.instance.Instance;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.price.Price;
import io.cloudapp.core.user.Profile;
import io.cloudapp.core.user.Role;
import io.cloudapp.core.user.UserKey;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Valid answers of the API; a test changes only what it is about. */
final class Samples {

  private Samples() {}

  static Profile profile() {
    return profile(Role.ADMIN, 3, 1);
  }

  static Profile profile(Role role, int quota, int living) {
    var key =
        new UserKey(
            "k-1",
            "laptop",
            "ssh-ed25519 AAAA",
            "SHA256:abc",
            Instant.parse("2026-11-01T00:00:00Z"));
    return new Profile(
        "u-1",
        "ada",
        Optional.of("ada@example.org"),
        role,
        quota,
        living,
        List.of(key),
        false,
        Optional.empty(),
        Optional.empty(),
        true);
  }

  static List<ConfigurationOffer> configurations() {
    return List.of(
        configuration("nginx", "A web server with nginx that shows a page at once.", "t3.micro", 8),
        configuration(
            "jupyter", "Python with Jupyter Lab for notebooks and plots.", "t3.medium", 24),
        configuration("docker-host", "Docker and Compose, ready for your images.", "t3.small", 72));
  }

  static ConfigurationOffer configuration(String name, String description, String type, int hours) {
    return offer(
        new Configuration(
            name,
            3,
            true,
            description,
            "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
            "ec2-user",
            type,
            new Disk(16, "gp3"),
            List.of(),
            "",
            List.of(),
            hours,
            Instant.now()));
  }

  static ConfigurationOffer offer(Configuration configuration) {
    return new ConfigurationOffer(
        configuration,
        Optional.of(Price.perHour(new BigDecimal("0.0123644"), "USD")),
        Optional.of(configuration.version()),
        Optional.empty(),
        configuration.version(),
        "ada",
        0,
        configuration.quotaPerUser());
  }

  static Instance instance(String id) {
    return instance(id, InstanceState.RUNNING, true);
  }

  static Instance instance(String id, InstanceState state, boolean loginAvailable) {
    var now = Instant.now();
    var hasHost = state != InstanceState.PENDING && state != InstanceState.FAILED;
    return new Instance(
        id,
        hasHost ? Optional.of("i-0abc123def4567890") : Optional.empty(),
        "ada",
        "nginx",
        3,
        state,
        hasHost ? Optional.of("ec2-52-16-4-9.eu-west-1.compute.amazonaws.com") : Optional.empty(),
        "ec2-user",
        loginAvailable,
        now.minusSeconds(900),
        hasHost ? Optional.of(now.minusSeconds(860)) : Optional.empty(),
        now.plus(Duration.ofHours(7)),
        state.isLiving() ? "" : "stopped by its owner",
        false);
  }

  static Execution running(String id) {
    return execution(id, ExecutionState.RUNNING, 2, Optional.empty());
  }

  static Execution finished(String id) {
    return execution(id, ExecutionState.SUCCEEDED, 99, Optional.empty());
  }

  static Execution failed(String id) {
    var problem =
        Problem.of(
                ProblemType.NO_CAPACITY,
                "AWS has no room for a t3.micro in any zone right now. Nothing was left behind; try"
                    + " again in a few minutes or choose another configuration.")
            .withReference("ref-77");
    return execution(id, ExecutionState.FAILED, 1, Optional.of(problem));
  }

  /**
   * @param at index of the step that runs or failed; those before it are done
   */
  private static Execution execution(
      String id, ExecutionState state, int at, Optional<Problem> problem) {
    var start = Instant.now().minusSeconds(14);
    var steps = new ArrayList<ExecutionStep>();
    for (var step : Step.of(ExecutionKind.PROVISION)) {
      steps.add(step(step, steps.size(), at, start, problem.isPresent()));
    }
    return new Execution(
        id,
        ExecutionKind.PROVISION,
        state,
        "nginx",
        id,
        "ada",
        start,
        state.isFinal() ? Optional.of(start.plusSeconds(14)) : Optional.empty(),
        false,
        "",
        steps,
        new Estimate(40, 120),
        problem);
  }

  private static ExecutionStep step(Step step, int index, int at, Instant start, boolean failed) {
    var from = Optional.of(start.plusSeconds(2L * index));
    if (index < at) {
      return new ExecutionStep(
          step, StepState.SUCCEEDED, from, Optional.of(start.plusSeconds(2L * index + 2)), 1, "");
    }
    if (index > at) {
      return new ExecutionStep(step, StepState.WAITING, Optional.empty(), Optional.empty(), 0, "");
    }
    return failed
        ? new ExecutionStep(
            step,
            StepState.FAILED,
            from,
            Optional.of(start.plusSeconds(9)),
            3,
            "No capacity in any of the three zones.")
        : new ExecutionStep(
            step,
            StepState.RETRYING,
            from,
            Optional.empty(),
            2,
            "EC2 asked us to slow down; trying again.");
  }

  static Problem problem(String slug, int status, String detail) {
    return new Problem(
        URI.create("urn:cloudapp:problem:" + slug), slug, status, detail, "ref-1", List.of());
  }
}
