package io.cloudapp.logic.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.util.Base64URL;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.login.SignIn;
import io.cloudapp.core.login.SignIn.Client;
import io.cloudapp.logic.Ids;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.audit.FrequentEvents;
import io.cloudapp.logic.database.EmbeddedAurora;
import io.cloudapp.logic.login.SignInOutcome.Authenticated;
import io.cloudapp.logic.login.SignInOutcome.Challenge;
import io.cloudapp.logic.login.SignInOutcome.Challenged;
import io.cloudapp.logic.login.SignInOutcome.Declined;
import io.cloudapp.logic.login.SignInOutcome.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;

class SigningInTest {

  private final Directory directory = mock(Directory.class);
  private final Jdbi jdbi = EmbeddedAurora.fresh();
  private final AuditLog audit = new AuditLog(jdbi, Ids.sortable(), Clock.systemUTC());
  private final SigningIn signingIn =
      new SigningIn(
          directory,
          new SignInLog(audit, new FrequentEvents(jdbi, audit, Ids.sortable(), Clock.systemUTC())));

  @Test
  void answersTokensAsTheApiHasThem() throws Exception {
    when(directory.signIn(any()))
        .thenReturn(
            new Authenticated(new Tokens("a", "i", Optional.of("r"), Duration.ofMinutes(60))));

    assertThat(answer("{\"username\": \"ada\", \"password\": \"p\"}"))
        .isEqualTo(
            Json.mapper()
                .readTree(
                    """
                    {"outcome": "AUTHENTICATED", "username": "ada",
                     "answer": {"authenticated": true, "accessToken": "a", "idToken": "i",
                                "refreshToken": "r", "expiresIn": 3600}}
                    """));
  }

  @Test
  void leavesOutARefreshTokenThatThereIsNot() throws Exception {
    when(directory.signIn(any()))
        .thenReturn(
            new Authenticated(new Tokens("a", "i", Optional.empty(), Duration.ofMinutes(15))));

    assertThat(answer("{\"username\": \"ada\", \"password\": \"p\"}").path("answer").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("authenticated", "accessToken", "idToken", "expiresIn");
  }

  @Test
  void answersAChallenge() throws Exception {
    when(directory.signIn(any())).thenReturn(new Challenged(Challenge.SOFTWARE_TOKEN_MFA));

    assertThat(answer("{\"username\": \"ada\", \"password\": \"p\"}").toString())
        .isEqualTo(
            "{\"outcome\":\"CHALLENGED\","
                + "\"answer\":{\"authenticated\":false,\"challenge\":\"SOFTWARE_TOKEN_MFA\"}}");
  }

  @Test
  void tellsNothingOfARefusal() throws Exception {
    when(directory.signIn(any())).thenReturn(new Refused());

    assertThat(answer("{\"username\": \"ada\", \"password\": \"p\"}").toString())
        .isEqualTo("{\"outcome\":\"REFUSED\"}");
  }

  @Test
  void answersWhatToDoWhenGoodCredentialsAreNotEnough() throws Exception {
    when(directory.signIn(any())).thenReturn(new Declined(Denial.SECOND_FACTOR_NEEDED.problem()));

    var answer = answer("{\"username\": \"ada\", \"password\": \"p\", \"client\": \"admin\"}");

    assertThat(answer.path("outcome").asText()).isEqualTo("DECLINED");
    assertThat(answer.path("problem").path("status").asInt()).isEqualTo(403);
    assertThat(answer.path("problem").path("detail").asText()).contains("Set up a second factor");
  }

  @Test
  void handsEveryAnswerToTheDirectory() throws Exception {
    when(directory.signIn(any())).thenReturn(new Refused());

    answer(
        "{\"username\": \"ada\", \"password\": \"p\", \"newPassword\": \"n\","
            + " \"totp\": \"012345\", \"client\": \"admin\"}");

    var sent = ArgumentCaptor.forClass(SignIn.class);
    verify(directory).signIn(sent.capture());
    assertThat(sent.getValue())
        .isEqualTo(new SignIn("ada", "p", Optional.of("n"), Optional.of("012345"), Client.ADMIN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          username    | {"password": "hunter2"}
          username    | {"username": "", "password": "hunter2"}
          username    | {"username": "ada lovelace", "password": "hunter2"}
          password    | {"username": "ada"}
          password    | {"username": "ada", "password": null}
          password    | {"username": "ada", "password": 7}
          password    | {"username": "ada", "password": ["hunter2"]}
          newPassword | {"username": "ada", "password": "hunter2", "newPassword": ""}
          totp        | {"username": "ada", "password": "hunter2", "totp": "12345"}
          totp        | {"username": "ada", "password": "hunter2", "totp": 123456}
          client      | {"username": "ada", "password": "hunter2", "client": "root"}
          """)
  void namesTheFieldAtFaultAndNeverItsValue(String field, String sent) throws Exception {
    var answer = answer(sent);

    assertThat(answer.path("outcome").asText()).isEqualTo("DECLINED");
    assertThat(answer.path("problem").path("errors").findValuesAsText("field"))
        .containsExactly(field);
    assertThat(answer.toString()).doesNotContain("hunter2");
    verifyNoInteractions(directory);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[]", "null", "7", "\"hunter2\""})
  void refusesWhatIsNotAnObject(String sent) throws Exception {
    assertThat(answer(sent).path("problem").path("status").asInt()).isEqualTo(400);
  }

  @Test
  void writesDownWhoSignedInAndFromWhere() throws Exception {
    var token =
        Stream.of("{\"alg\":\"RS256\"}", "{\"sub\":\"user-1\"}", "signature")
            .map(part -> Base64URL.encode(part).toString())
            .collect(Collectors.joining("."));
    when(directory.signIn(any()))
        .thenReturn(
            new Authenticated(new Tokens(token, "i", Optional.empty(), Duration.ofMinutes(15))));

    answer(
        "{\"username\": \"ada\", \"password\": \"hunter2\", \"client\": \"admin\","
            + " \"address\": \"203.0.113.9\"}");

    assertThat(audited())
        .containsExactly("user-1 ada SIGNED_IN DONE user/ada signed in, client admin 203.0.113.9");
  }

  @Test
  void writesDownWhoWasTriedAndNeverWithWhichPassword() throws Exception {
    when(directory.signIn(any()))
        .thenReturn(new Refused(), new Declined(Denial.ADMINS_ONLY.problem()));

    answer("{\"username\": \"ada\", \"password\": \"hunter2\"}");
    answer("{\"username\": \"eve\", \"password\": \"hunter2\", \"client\": \"admin\"}");

    assertThat(audited())
        .containsExactly(
            " ada SIGNED_IN REFUSED user/ada not the credentials, client web ",
            " eve SIGNED_IN REFUSED user/eve forbidden, client admin ");
    assertThat(audited().toString()).doesNotContain("hunter2");
  }

  @Test
  void writesNothingDownOfASignInThatHasNotEnded() throws Exception {
    when(directory.signIn(any())).thenReturn(new Challenged(Challenge.SOFTWARE_TOKEN_MFA));

    answer("{\"username\": \"ada\", \"password\": \"hunter2\"}");

    assertThat(audited()).isEmpty();
  }

  @Test
  void givesNobodyTokensWithoutAnEntry() {
    jdbi.useHandle(handle -> handle.execute("drop table audit_events"));
    when(directory.signIn(any()))
        .thenReturn(
            new Authenticated(new Tokens("a", "i", Optional.empty(), Duration.ofMinutes(15))));

    assertThatThrownBy(() -> answer("{\"username\": \"ada\", \"password\": \"hunter2\"}"))
        .isInstanceOf(JdbiException.class);
  }

  private List<String> audited() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select concat_ws(' ', actor_id, actor, action,"
                        + " outcome, target, detail, address) from audit_events order by at, id")
                .mapTo(String.class)
                .list());
  }

  private JsonNode answer(String sent) throws JsonProcessingException {
    return signingIn.answer(Json.mapper().readTree(sent));
  }
}
