package io.cloudapp.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.core.type.TypeReference;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.login.LoginDetails;
import io.cloudapp.functions.reconcile.ReconcileHandler;
import io.cloudapp.functions.reveallogin.RevealLoginHandler;
import io.cloudapp.functions.stopec2.StopEc2Handler;
import io.cloudapp.functions.stopec2.StopNotDone;
import io.cloudapp.logic.audit.Refusals;
import io.cloudapp.logic.instance.ForceStop;
import io.cloudapp.logic.instance.Outcome;
import io.cloudapp.logic.instance.ReadBoot.Boot;
import io.cloudapp.logic.instance.RevealLogin;
import io.cloudapp.logic.login.EndedSessions;
import io.cloudapp.logic.reconcile.Reconcile;
import io.cloudapp.logic.reconcile.ReconcileReport;
import io.cloudapp.logic.reconcile.ReconcileReport.Action;
import io.cloudapp.logic.reconcile.ReconcileReport.Kind;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The functions around instances, called with events as Lambda reads them from the samples. */
final class InstanceFunctionsTest {

  private static final Path SAMPLES = Path.of("..", "samples", "events");
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final String INSTANCE = "01jd7vz8q4c6e8g0j2m4p6s8v0";
  private static final String OWNER = "1dae92cc-f535-42e0-ab9f-f3d60376331a";

  private static final ApplicationContext CONTEXT =
      ApplicationContext.builder("instance-functions-test").deduceEnvironment(false).start();

  private final RevealLogin revealLogin = CONTEXT.getBean(RevealLogin.class);
  private final ForceStop forceStop = CONTEXT.getBean(ForceStop.class);
  private final Reconcile reconcile = CONTEXT.getBean(Reconcile.class);
  private final EndedSessions endedSessions = CONTEXT.getBean(EndedSessions.class);

  @BeforeEach
  void forget() {
    reset(revealLogin, forceStop, reconcile, endedSessions);
  }

  @AfterAll
  static void close() {
    CONTEXT.close();
  }

  @Test
  void revealsTheLoginToItsOwnerAndToNoCache() throws IOException {
    var details =
        new LoginDetails("host", 22, "ec2-user", "ssh ec2-user@host", Optional.of("PRIVATE"));
    when(revealLogin.reveal(eq(INSTANCE), argThat(it -> it.userId().equals(OWNER))))
        .thenReturn(Outcome.done(details));

    var answer = reveal();

    assertThat(answer.getStatusCode()).isEqualTo(200);
    assertThat(answer.getHeaders()).containsEntry("cache-control", "no-store");
    assertThat(Json.mapper().readTree(answer.getBody()).get("privateKey").asText())
        .isEqualTo("PRIVATE");
  }

  @Test
  void answersASecondRevealWithAProblem() throws IOException {
    when(revealLogin.reveal(eq(INSTANCE), argThat(it -> it.userId().equals(OWNER))))
        .thenReturn(Outcome.refused(ProblemType.LOGIN_REVEALED, "It was shown."));

    var answer = reveal();

    assertThat(answer.getStatusCode()).isEqualTo(410);
    assertThat(answer.getHeaders()).containsEntry("content-type", "application/problem+json");
    assertThat(answer.getBody()).contains("urn:cloudapp:problem:login-revealed");
  }

  @Test
  void revealsNothingToAnEndedSession() throws IOException {
    when(endedSessions.refusal(any(), any()))
        .thenReturn(Optional.of(Problem.of(ProblemType.UNAUTHENTICATED, "Ended.")));

    assertThat(reveal().getStatusCode()).isEqualTo(401);
  }

  @Test
  void answersWhereAForcedStopStands() throws IOException {
    when(forceStop.stop("01jd7w0s2v9k3m5n7p9r1t3v5x", INSTANCE))
        .thenReturn(Outcome.done(new Boot(InstanceState.STOPPING, false, false)));

    assertThat(new StopEc2Handler(CONTEXT).execute(sample("stop-ec2")))
        .isEqualTo(Map.of("state", "STOPPING", "gone", false));
  }

  @Test
  void failsSoThatTheWorkflowTriesAForcedStopAgain() throws IOException {
    when(forceStop.stop(any(), any()))
        .thenReturn(Outcome.refused(ProblemType.TRY_LATER, "AWS is busy."));
    var input = sample("stop-ec2");
    var handler = new StopEc2Handler(CONTEXT);

    assertThatThrownBy(() -> handler.execute(input)).isInstanceOf(StopNotDone.class);
    assertThatThrownBy(() -> handler.execute(Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reportsWhatReconcileDid() throws IOException {
    var action = new Action(Kind.EXPIRED, INSTANCE);
    when(reconcile.run())
        .thenReturn(
            new ReconcileReport(ReconcileReport.Outcome.DONE, 7, 3, 4, List.of(action), List.of()));

    assertThat(new ReconcileHandler(CONTEXT).execute(sample("reconcile")))
        .containsEntry("outcome", "DONE")
        .containsEntry("ec2Instances", 3)
        .containsEntry("actions", List.of(Map.of("kind", "EXPIRED", "id", INSTANCE)));
  }

  private static APIGatewayV2HTTPResponse reveal() throws IOException {
    var serializer =
        LambdaEventSerializers.serializerFor(
            APIGatewayV2HTTPEvent.class, Thread.currentThread().getContextClassLoader());
    var event = serializer.fromJson(Files.newInputStream(SAMPLES.resolve("reveal-login.json")));
    return new RevealLoginHandler(CONTEXT).execute(event);
  }

  private static Map<String, Object> sample(String name) throws IOException {
    return Json.mapper().readValue(SAMPLES.resolve(name + ".json").toFile(), OBJECT);
  }

  @Factory
  @Requires(env = "instance-functions-test")
  static final class UseCases {

    @Singleton
    @Replaces(RevealLogin.class)
    RevealLogin revealLogin() {
      return mock(RevealLogin.class);
    }

    @Singleton
    @Replaces(ForceStop.class)
    ForceStop forceStop() {
      return mock(ForceStop.class);
    }

    @Singleton
    @Replaces(Reconcile.class)
    Reconcile reconcile() {
      return mock(Reconcile.class);
    }

    @Singleton
    @Replaces(Refusals.class)
    Refusals refusals() {
      return mock(Refusals.class);
    }

    @Singleton
    @Replaces(EndedSessions.class)
    EndedSessions endedSessions() {
      return mock(EndedSessions.class);
    }
  }
}
