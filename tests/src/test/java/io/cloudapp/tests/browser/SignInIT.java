package io.cloudapp.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.cloudapp.tests.cloud.Person;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;

/** How people get in and out. */
@ExtendWith({SharedCloud.class, SharedBrowser.class})
final class SignInIT {

  @Test
  void letsSomebodyInAndOutAgain(RunningCloud cloud, Visitors visitors) {
    var visitor = visitors.visitor();

    visitor.signIn(cloud.newPerson());
    visitor.press("Sign out");

    visitor.assertReads("You are signed out.");
    visitor.open("/profile");
    visitor.assertHeading("Sign in");
  }

  @Test
  void keepsTheUserNameButNotTheWrongPassword(RunningCloud cloud, Visitors visitors) {
    var person = cloud.newPerson();
    var visitor = visitors.visitor();
    visitor.expectsRefusals();

    visitor.open("/");
    visitor.giveCredentials(new Person(person.username(), "Not-the-password-1"));

    visitor.assertReads("Authentication Error");
    assertThat(visitor.field("User name")).hasValue(person.username());
    assertThat(visitor.field("Password")).hasValue("");
    visitor.giveCredentials(person);
    visitor.assertHeading("Your instances");
  }

  @Test
  void answersAnUnknownNameLikeAWrongPassword(RunningCloud cloud, Visitors visitors) {
    var visitor = visitors.visitor();
    visitor.expectsRefusals();

    visitor.open("/");
    visitor.giveCredentials(cloud.nobodyYet());

    visitor.assertReads("Authentication Error");
  }

  @Test
  void asksForANewPasswordAtTheFirstSignIn(RunningCloud cloud, Visitors visitors) {
    var invited = cloud.nobodyYet();
    invite(cloud, invited);
    var visitor = visitors.visitor();
    visitor.expectsRefusals();

    visitor.open("/executions");
    visitor.giveCredentials(invited);
    visitor.assertHeading("Choose a new password");
    visitor.fill("New password", "short");
    visitor.press("Sign in");
    visitor.assertReads("Choose a password of at least 12 characters");
    visitor.fill("New password", "Chosen-by-the-person-1");
    visitor.press("Sign in");

    visitor.assertHeading("Executions");
    var next = visitors.visitor();
    next.signIn(new Person(invited.username(), "Chosen-by-the-person-1"));
  }

  @Test
  void goesOnWhereThePersonWantedToGo(RunningCloud cloud, Visitors visitors) {
    var visitor = visitors.visitor();

    visitor.open("/profile");
    visitor.assertHeading("Sign in");
    visitor.giveCredentials(cloud.newPerson());

    visitor.assertHeading("Profile");
    visitor.assertIsAt("/profile");
  }

  @Test
  void sendsToTheSignInAndBackWhenTheSessionHasEnded(RunningCloud cloud, Visitors visitors) {
    var person = cloud.newPerson();
    var visitor = visitors.visitor();
    visitor.signIn(person);
    var elsewhere = visitors.copyOf(visitor);
    elsewhere.open("/");
    elsewhere.press("Sign out");
    elsewhere.assertReads("You are signed out.");

    visitor.follow("Executions");

    visitor.assertReads("Your session has ended.");
    visitor.giveCredentials(person);
    visitor.assertHeading("Executions");
    visitor.assertIsAt("/executions");
  }

  @Test
  void neverSendsSomebodyToAnotherSite(RunningCloud cloud, Visitors visitors) {
    var visitor = visitors.visitor();

    visitor.open("/sign-in?return=https://elsewhere.example/");
    visitor.giveCredentials(cloud.newPerson());

    visitor.assertHeading("Your instances");
  }

  private static void invite(RunningCloud cloud, Person person) {
    try (var cognito = cloud.client(CognitoIdentityProviderClient.builder())) {
      var pool = cognito.listUserPools(request -> request.maxResults(1)).userPools().getFirst();
      cognito.adminCreateUser(
          request ->
              request
                  .userPoolId(pool.id())
                  .username(person.username())
                  .temporaryPassword(person.password())
                  .messageAction(MessageActionType.SUPPRESS));
    }
  }
}
