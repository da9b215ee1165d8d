package io.cloudapp.logic.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.login.SignInMapping;
import io.cloudapp.logic.execution.StateMachineArns;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StartSyncExecutionResponse;

/** Signs a person in by running the login state machine to its end. */
@Singleton
public final class StartSession {

  private static final Logger LOG = LoggerFactory.getLogger(StartSession.class);

  // Longer than the machine's own deadline, shorter than the function's.
  private static final Duration PATIENCE = Duration.ofSeconds(28);

  private final SfnClient stepFunctions;
  private final StateMachineArns machines;

  StartSession(SfnClient stepFunctions, StateMachineArns machines) {
    this.stepFunctions = stepFunctions;
    this.machines = machines;
  }

  /**
   * @param signIn what the person sent, passed on as it is
   * @param address where it came from, for the audit log
   */
  public SignInMapping.Response start(ObjectNode signIn, String address) {
    var input = signIn.deepCopy().put(SigningIn.ADDRESS, address).toString();
    try {
      // A second try would be a second sign-in: the person decides whether to make one.
      return SignInMapping.response(
          document(
              stepFunctions.startSyncExecution(
                  request ->
                      request
                          .stateMachineArn(machines.login())
                          .input(input)
                          .overrideConfiguration(
                              limits ->
                                  limits
                                      .apiCallTimeout(PATIENCE)
                                      .apiCallAttemptTimeout(PATIENCE)))));
    } catch (SdkException unavailable) {
      LOG.warn("The login workflow could not be run: {}", unavailable.getClass().getSimpleName());
      return SignInMapping.unavailable();
    }
  }

  private static JsonNode document(StartSyncExecutionResponse execution) {
    return Json.mapper()
        .createObjectNode()
        .put("status", execution.statusAsString())
        .put("error", execution.error())
        .put("output", execution.output());
  }
}
