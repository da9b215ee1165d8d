package io.cloudapp.logic.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.login.SignIn.Client;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.login.Admissions.Denied;
import io.cloudapp.logic.login.Admissions.Granted;
import io.cloudapp.logic.user.NewUser;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What CloudApp does while the user pool signs somebody in.
 *
 * <p>Events and responses are Cognito's: pre token generation (version 2, which reaches access
 * tokens) and post authentication.
 */
@Singleton
public final class PoolTriggers {

  private static final String REFRESH = "TokenGeneration_RefreshTokens";
  private static final String TOKEN_GENERATION = "TokenGeneration_";
  private static final String POST_AUTHENTICATION = "PostAuthentication_Authentication";

  private final Admissions admissions;
  private final Directory directory;
  private final AppClients clients;

  PoolTriggers(Admissions admissions, Directory directory, AppClients clients) {
    this.admissions = admissions;
    this.directory = directory;
    this.clients = clients;
  }

  /**
   * The event with its response filled in.
   *
   * @throws SignInDenied when no token may be issued; Cognito then refuses the sign-in
   */
  public ObjectNode answer(ObjectNode event) {
    var source = event.path("triggerSource").asText();
    if (source.startsWith(TOKEN_GENERATION)) {
      addRole(event, source);
    } else if (source.equals(POST_AUTHENTICATION)) {
      admissions.recordSignIn(attribute(event, "sub").orElseThrow());
    }
    return event;
  }

  private void addRole(ObjectNode event, String source) {
    var client = clients.client(event.path("callerContext").path("clientId").asText());
    if (client == Client.ADMIN && source.equals(REFRESH)) {
      throw new SignInDenied(Denial.NOT_REFRESHED);
    }
    var username = event.path("userName").asText();
    var admission =
        admissions.admit(
            person(event, username), client, () -> directory.hasSecondFactor(username));
    switch (admission) {
      case Denied(Denial denial) -> throw new SignInDenied(denial);
      case Granted(var role) -> {
        if (!source.equals(REFRESH)) {
          // Not every way to sign in ends in the trigger that follows authentication.
          admissions.recordSignIn(attribute(event, "sub").orElseThrow());
        }
        var override = event.putObject("response").putObject("claimsAndScopeOverrideDetails");
        for (var token : new String[] {"idTokenGeneration", "accessTokenGeneration"}) {
          override
              .putObject(token)
              .putObject("claimsToAddOrOverride")
              .put("role", role.name().toLowerCase(Locale.ROOT))
              .put("groups", Caller.groupsClaim(groups(event)));
        }
      }
    }
  }

  private static NewUser person(ObjectNode event, String username) {
    return new NewUser(
        attribute(event, "sub").orElseThrow(),
        username,
        attribute(event, "email"),
        groups(event).contains(DirectoryUser.ADMINS));
  }

  /** Cognito allows no blank in the name of a group. */
  private static List<String> groups(ObjectNode event) {
    var groups = event.path("request").path("groupConfiguration").path("groupsToOverride");
    return StreamSupport.stream(groups.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static Optional<String> attribute(ObjectNode event, String name) {
    var value = event.path("request").path("userAttributes").path(name);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }
}
