package io.cloudapp.webapp.submission;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.ApiCall;
import io.cloudapp.webapp.api.ApiClient;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Asks for executions; the same form sent twice asks once. */
@Singleton
public class Submissions {

  private final ApiClient api;

  Submissions(ApiClient api) {
    this.api = api;
  }

  /**
   * Asks for a new instance.
   *
   * @param lifetimeHours empty for as long as usual
   * @param idempotencyKey of the form it was asked for with
   */
  public ApiAnswer<Submitted> provision(
      AccessToken token,
      String configuration,
      Optional<Integer> lifetimeHours,
      String idempotencyKey) {
    return submit(
        token,
        new Request(
            ExecutionKind.PROVISION,
            configuration,
            lifetimeHours.orElse(null),
            null,
            null,
            null,
            null,
            null),
        idempotencyKey);
  }

  /**
   * Asks for an instance of a version that users do not get yet; only for admins.
   *
   * @param version a number, or the text that was sent in its place
   * @param idempotencyKey of the form it was asked for with
   */
  public ApiAnswer<Submitted> test(
      AccessToken token, String configuration, JsonNode version, String idempotencyKey) {
    return submit(
        token,
        new Request(ExecutionKind.PROVISION, configuration, null, true, version, null, null, null),
        idempotencyKey);
  }

  /**
   * Asks for the end of an instance.
   *
   * @param forced only for admins
   * @param idempotencyKey of the form it was asked for with
   */
  public ApiAnswer<Submitted> stop(
      AccessToken token, String instanceId, boolean forced, String reason, String idempotencyKey) {
    return submit(
        token,
        new Request(ExecutionKind.STOP, null, null, null, null, instanceId, forced, reason),
        idempotencyKey);
  }

  private ApiAnswer<Submitted> submit(AccessToken token, Request request, String idempotencyKey) {
    return api.send(
        ApiCall.of(Route.SUBMIT_REQUEST, Submitted.class)
            .as(token)
            .idempotencyKey(idempotencyKey)
            .body(request));
  }

  /** An accepted request; the id is its execution's. */
  public record Submitted(String id) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Request(
      ExecutionKind kind,
      String configuration,
      Integer lifetimeHours,
      Boolean test,
      JsonNode version,
      String instanceId,
      Boolean force,
      String reason) {}
}
