package io.cloudapp.pulumi.identity;

import com.pulumi.aws.cognito.inputs.UserPoolAdminCreateUserConfigInviteMessageTemplateArgs;

/** The mail that whoever gets an account receives; Cognito fills in name and password. */
final class Invitation {

  private Invitation() {}

  static UserPoolAdminCreateUserConfigInviteMessageTemplateArgs of(String domain) {
    return UserPoolAdminCreateUserConfigInviteMessageTemplateArgs.builder()
        .emailSubject("Your account at CloudApp")
        .emailMessage(
            """
            You can use CloudApp now: https://%s<br><br>
            Your user name is {username}, your first password is {####}<br><br>
            It is good for 7 days; you choose your own when you sign in."""
                .formatted(domain))
        // Cognito wants the text of a message that is never sent to hold both as well.
        .smsMessage("Your CloudApp user name is {username}, your first password is {####}")
        .build();
  }
}
