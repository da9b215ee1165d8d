package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.endpoint.AwsError;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The calls of a pool's functions, with Cognito's events, time limit and refusals. */
final class TriggerCalls {

  // A function that does not answer in time is called again, so it has to bear being called twice.
  private static final int TRIES = 3;

  private final CognitoSettings settings;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  TriggerCalls(CognitoSettings settings) {
    this.settings = settings;
  }

  /** The sign-in in whose course a function is called. */
  record SignIn(PoolState pool, AppClient client, Map<String, String> clientMetadata) {}

  void preAuthentication(SignIn signIn, Optional<User> user, String username) {
    call(
        "PreAuthentication",
        "PreAuthentication_Authentication",
        "1",
        signIn,
        user.map(User::username).orElse(username),
        request -> {
          putAttributes(request, user);
          putMetadata(request, "validationData", signIn.clientMetadata());
          if (user.isEmpty()) {
            request.put("userNotFound", true);
          }
        },
        response -> {});
  }

  void postAuthentication(SignIn signIn, User user) {
    call(
        "PostAuthentication",
        "PostAuthentication_Authentication",
        "1",
        signIn,
        user.username(),
        request -> {
          putAttributes(request, Optional.of(user));
          request.put("newDeviceUsed", false);
          putMetadata(request, "clientMetadata", signIn.clientMetadata());
        },
        response -> {});
  }

  /** What the function wants in the tokens; empty when there is no function. */
  Optional<ObjectNode> preTokenGeneration(
      SignIn signIn, User user, String source, TokenGroups groups, Iterable<String> scopes) {
    var second = signIn.pool().pool().customizesAccessTokens();
    return call(
        "PreTokenGeneration",
        source,
        second ? "2" : "1",
        signIn,
        user.username(),
        request -> {
          putAttributes(request, Optional.of(user));
          request.set("groupConfiguration", groups.shown());
          if (second) {
            var array = request.putArray("scopes");
            scopes.forEach(array::add);
          }
          if (!signIn.clientMetadata().isEmpty()) {
            putMetadata(request, "clientMetadata", signIn.clientMetadata());
          }
        },
        response ->
            response.putNull(second ? "claimsAndScopeOverrideDetails" : "claimsOverrideDetails"));
  }

  private Optional<ObjectNode> call(
      String trigger,
      String source,
      String version,
      SignIn signIn,
      String username,
      Consumer<ObjectNode> request,
      Consumer<ObjectNode> response) {
    return signIn
        .pool()
        .pool()
        .trigger(trigger)
        .map(
            function -> {
              var event =
                  Input.answer()
                      .put("version", version)
                      .put("triggerSource", source)
                      .put("region", settings.region())
                      .put("userPoolId", signIn.pool().id())
                      .put("userName", username);
              event
                  .putObject("callerContext")
                  .put("awsSdkVersion", "aws-sdk-unknown-unknown")
                  .put("clientId", signIn.client().id());
              request.accept(event.putObject("request"));
              response.accept(event.putObject("response"));
              return answer(trigger, function, event);
            });
  }

  private ObjectNode answer(String trigger, String function, ObjectNode event) {
    return switch (invoke(trigger, function, event)) {
      case Triggers.Answered(ObjectNode answered)
          when answered.get("response") instanceof ObjectNode response ->
          response;
      case Triggers.Answered _ ->
          throw Refusal.of("InvalidLambdaResponseException", "Unrecognizable lambda output");
      case Triggers.Failed(String message) ->
          throw Refusal.of(
              "UserLambdaValidationException", trigger + " failed with error " + sentence(message));
      case Triggers.Unreachable _ ->
          throw Refusal.of(
              "UnexpectedLambdaException",
              trigger + " invocation failed due to error AccessDeniedException.");
    };
  }

  private Triggers.Outcome invoke(String trigger, String function, ObjectNode event) {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      var running = threads.submit(() -> settings.triggers().invoke(function, event.deepCopy()));
      try {
        return running.get(settings.triggerTimeout().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException late) {
        running.cancel(true);
      } catch (ExecutionException broken) {
        throw new IllegalStateException("The function could not be invoked.", broken.getCause());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new AwsError(500, "InternalErrorException", "LocalCloud is stopping.");
      }
    }
    throw Refusal.of(
        "UnexpectedLambdaException",
        trigger + " invocation failed due to error Socket timeout while invoking Lambda function.");
  }

  private static String sentence(String message) {
    return message.endsWith(".") ? message : message + ".";
  }

  private static void putAttributes(ObjectNode request, Optional<User> user) {
    var attributes = request.putObject("userAttributes");
    user.ifPresent(
        known -> {
          known.shownAttributes().forEach(attributes::put);
          attributes.put("cognito:user_status", known.status());
        });
  }

  private static void putMetadata(ObjectNode request, String member, Map<String, String> metadata) {
    var target = request.putObject(member);
    metadata.forEach(target::put);
  }
}
