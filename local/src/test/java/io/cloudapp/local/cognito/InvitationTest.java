package io.cloudapp.local.cognito;

import static io.cloudapp.local.cognito.TestPool.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminCreateUserRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnsupportedUserStateException;

class InvitationTest {

  private final TestPool pool = new TestPool();

  @Test
  void mailsAGeneratedPasswordThatOpensTheFirstSignIn() {
    pool.client.adminCreateUser(invitation().build());

    var letter = pool.letters.getFirst();
    assertThat(letter.to()).isEqualTo("ada@example.com");
    assertThat(letter.subject()).isEqualTo("Your temporary password");
    assertThat(letter.body()).startsWith("Your username is ada and temporary password is ");
    assertThat(pool.signIn("ada", passwordIn(letter)).challengeName())
        .isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
  }

  @Test
  void mailsNothingWhenSuppressed() {
    pool.client.adminCreateUser(invitation().messageAction(MessageActionType.SUPPRESS).build());

    assertThat(pool.letters).isEmpty();
  }

  @Test
  void mailsAFreshPasswordAgainAfterTheFirstLapsed() {
    pool.client.adminCreateUser(invitation().build());
    pool.clock.advance(Duration.ofDays(8));
    pool.client.adminCreateUser(invitation().messageAction(MessageActionType.RESEND).build());

    assertThat(pool.letters).hasSize(2);
    assertThatThrownBy(() -> pool.signIn("ada", passwordIn(pool.letters.getFirst())))
        .hasMessageContaining("Incorrect username or password.");
    assertThat(pool.signIn("ada", passwordIn(pool.letters.getLast())).challengeName())
        .isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
  }

  @Test
  void refusesToInviteWhoeverHasAPasswordAlready() {
    pool.addUser("ada");

    assertThatThrownBy(
            () ->
                pool.client.adminCreateUser(
                    invitation().messageAction(MessageActionType.RESEND).build()))
        .isInstanceOf(UnsupportedUserStateException.class);
  }

  @Test
  void refusesATemporaryPasswordAgainstThePolicy() {
    assertThatThrownBy(
            () -> pool.client.adminCreateUser(invitation().temporaryPassword("lowercase").build()))
        .isInstanceOf(InvalidPasswordException.class)
        .hasMessageContaining("Password must have uppercase characters");
    assertThat(pool.letters).isEmpty();
  }

  @Test
  void showsNoPasswordWhenALetterIsPrinted() {
    pool.client.adminCreateUser(invitation().build());

    var letter = pool.letters.getFirst();
    assertThat(letter.toString()).doesNotContain(passwordIn(letter));
  }

  private AdminCreateUserRequest.Builder invitation() {
    return AdminCreateUserRequest.builder()
        .userPoolId(pool.poolId)
        .username("ada")
        .userAttributes(attribute("email", "ada@example.com"));
  }

  private static String passwordIn(Mail.Letter letter) {
    var body = letter.body();
    return body.substring(body.lastIndexOf(' ') + 1, body.length() - 1);
  }
}
