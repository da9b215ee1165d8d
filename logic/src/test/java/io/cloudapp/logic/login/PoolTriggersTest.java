package io.cloudapp.logic.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.database.EmbeddedAurora;
import io.cloudapp.logic.usage.SignInDays;
import io.cloudapp.logic.user.NewUser;
import io.cloudapp.logic.user.UserStore;
import io.cloudapp.logic.user.Users;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class PoolTriggersTest {

  private static final String SIGN_IN = "TokenGeneration_Authentication";
  private static final String REFRESH = "TokenGeneration_RefreshTokens";

  private final Clock clock = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);
  private final Jdbi jdbi = EmbeddedAurora.fresh();
  private final UserStore users = UserStore.over(jdbi);
  private final List<String> told = new ArrayList<>();
  private final Directory directory = mock(Directory.class);
  private final PoolTriggers triggers =
      new PoolTriggers(
          new Admissions(
              new Users(users, (subject, message) -> told.add(subject), clock),
              new SignInDays(jdbi, clock)),
          directory,
          new AppClients("pool", "client-web", "client-admin"));

  @Test
  void recordsAPersonSeenForTheFirstTimeAndTellsTheAdminsOnce() throws Exception {
    triggers.answer(tokens(SIGN_IN, "client-web", "sub-1", "ada", ""));
    triggers.answer(tokens(REFRESH, "client-web", "sub-1", "ada", ""));

    var user = users.find("sub-1").orElseThrow();
    assertThat(user.username()).isEqualTo("ada");
    assertThat(user.email()).contains("ada@example.com");
    assertThat(user.role()).isEqualTo(Role.USER);
    assertThat(user.quota()).isEqualTo(3);
    assertThat(told).containsExactly("New user ada");
  }

  @Test
  void putsTheRoleAndTheGroupsIntoBothTokens() throws Exception {
    var answer = triggers.answer(tokens(SIGN_IN, "client-web", "s", "ada", "\"data\", \"lab\""));

    assertThat(answer.path("response").toString())
        .isEqualTo(
            """
            {"claimsAndScopeOverrideDetails":{\
            "idTokenGeneration":{"claimsToAddOrOverride":{"role":"user","groups":"data lab"}},\
            "accessTokenGeneration":{"claimsToAddOrOverride":{"role":"user","groups":"data lab"}}}}\
            """);
  }

  /** An empty claim would let the caller's own header through where the gateway maps none. */
  @Test
  void saysSoWhenSomebodyIsInNoGroup() throws Exception {
    var answer = triggers.answer(tokens(SIGN_IN, "client-web", "s", "ada", ""));

    var claim =
        answer.at(
            "/response/claimsAndScopeOverrideDetails/accessTokenGeneration"
                + "/claimsToAddOrOverride/groups");
    assertThat(claim.asText()).isNotBlank();
    assertThat(Caller.groups(claim.asText())).isEmpty();
  }

  @Test
  void makesAnAdminOfTheGroupOnlyInTheAdminClientWithASecondFactor() throws Exception {
    when(directory.hasSecondFactor("grace")).thenReturn(true);

    var web = tokens(SIGN_IN, "client-web", "s", "grace", "\"admins\"");
    var admin = tokens(SIGN_IN, "client-admin", "s", "grace", "\"admins\"");

    assertThat(roleOf(web)).isEqualTo("user");
    assertThat(roleOf(admin)).isEqualTo("admin");
  }

  @Test
  void deniesTheAdminClientToEveryoneElse() throws Exception {
    var withoutFactor = tokens(SIGN_IN, "client-admin", "s1", "grace", "\"admins\"");
    var user = tokens(SIGN_IN, "client-admin", "s2", "bob", "\"other\"");
    var refresh = tokens(REFRESH, "client-admin", "s1", "grace", "\"admins\"");

    assertThatThrownBy(() -> triggers.answer(withoutFactor))
        .isInstanceOf(SignInDenied.class)
        .hasMessage("SECOND_FACTOR_NEEDED");
    assertThatThrownBy(() -> triggers.answer(user)).hasMessage("ADMINS_ONLY");
    assertThatThrownBy(() -> triggers.answer(refresh)).hasMessage("NOT_REFRESHED");
  }

  @Test
  void followsTheGroupAtEachSignIn() throws Exception {
    when(directory.hasSecondFactor("bob")).thenReturn(true);
    triggers.answer(tokens(SIGN_IN, "client-web", "s", "bob", ""));

    assertThat(roleOf(tokens(SIGN_IN, "client-admin", "s", "bob", "\"admins\"")))
        .isEqualTo("admin");
    assertThatThrownBy(() -> triggers.answer(tokens(SIGN_IN, "client-admin", "s", "bob", "")))
        .hasMessage("ADMINS_ONLY");
  }

  @Test
  void followsNoGroupWhileTheDirectoryMayNotHaveTheLastDecision() throws Exception {
    when(directory.hasSecondFactor("bob")).thenReturn(true);
    triggers.answer(tokens(SIGN_IN, "client-web", "s", "bob", "\"admins\""));
    jdbi.useHandle(
        handle -> handle.execute("update users set role = 'USER', directory_due_at = now()"));

    assertThatThrownBy(
            () -> triggers.answer(tokens(SIGN_IN, "client-admin", "s", "bob", "\"admins\"")))
        .hasMessage("ADMINS_ONLY");
  }

  @Test
  void deniesASwitchedOffAccountEveryToken() throws Exception {
    triggers.answer(tokens(SIGN_IN, "client-web", "s", "bob", ""));
    jdbi.useHandle(handle -> handle.execute("update users set disabled_at = now()"));

    assertThatThrownBy(() -> triggers.answer(tokens(SIGN_IN, "client-web", "s", "bob", "")))
        .hasMessage("DISABLED");
    assertThatThrownBy(() -> triggers.answer(tokens(REFRESH, "client-web", "s", "bob", "")))
        .hasMessage("DISABLED");
  }

  @Test
  void tellsTheAdminsOfTheFirstSignInOfAnAccountThatTheyCreated() throws Exception {
    users.add(new NewUser("s", "bob", Optional.empty(), false), clock.instant());
    assertThat(told).isEmpty();

    triggers.answer(tokens("TokenGeneration_NewPasswordChallenge", "client-web", "s", "bob", ""));

    assertThat(told).containsExactly("New user bob");
  }

  @Test
  void recordsTheTimeOfASignIn() throws Exception {
    triggers.answer(tokens(SIGN_IN, "client-web", "s", "ada", ""));
    jdbi.useHandle(handle -> handle.execute("update users set last_sign_in_at = null"));

    triggers.answer(
        event("PostAuthentication_Authentication", "client-web", "ada", "{\"sub\": \"s\"}"));

    var recorded =
        jdbi.withHandle(
            handle ->
                handle.createQuery("select last_sign_in_at from users").mapTo(Instant.class).one());
    assertThat(recorded).isEqualTo(clock.instant());
  }

  @Test
  void givesANewcomerTheNameButNothingElseOfARemovedUser() throws Exception {
    triggers.answer(tokens(SIGN_IN, "client-web", "old", "ada", ""));
    triggers.answer(tokens(SIGN_IN, "client-web", "new", "ada", ""));

    assertThat(users.find("old").orElseThrow().username()).isEqualTo("ada (old)");
    assertThat(users.find("new").orElseThrow().username()).isEqualTo("ada");
  }

  private String roleOf(ObjectNode event) {
    return triggers.answer(event).findPath("accessTokenGeneration").findPath("role").asText();
  }

  private static ObjectNode tokens(
      String source, String client, String sub, String username, String groups)
      throws JsonProcessingException {
    var event =
        event(
            source,
            client,
            username,
            "{\"sub\": \"%s\", \"email\": \"%s@example.com\"}".formatted(sub, username));
    event
        .withObject("/request/groupConfiguration")
        .set("groupsToOverride", Json.mapper().readTree("[" + groups + "]"));
    return event;
  }

  private static ObjectNode event(String source, String client, String username, String attributes)
      throws JsonProcessingException {
    var event =
        Json.mapper().createObjectNode().put("triggerSource", source).put("userName", username);
    event.putObject("callerContext").put("clientId", client);
    event.putObject("request").set("userAttributes", Json.mapper().readTree(attributes));
    event.putObject("response");
    return event;
  }
}
