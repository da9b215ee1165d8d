package io.cloudapp.local.installation;

import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;

/** Adds people to the user pool. */
final class PoolRegistration implements Registration {

  private final CognitoIdentityProviderClient cognito;
  private final String poolId;

  PoolRegistration(CognitoIdentityProviderClient cognito, String poolId) {
    this.cognito = cognito;
    this.poolId = poolId;
  }

  @Override
  public void add(String username, String password, boolean admin) {
    cognito.adminCreateUser(
        request ->
            request
                .userPoolId(poolId)
                .username(username)
                .messageAction(MessageActionType.SUPPRESS)
                .userAttributes(
                    AttributeType.builder().name("email").value(username + "@example.com").build(),
                    AttributeType.builder().name("email_verified").value("true").build()));
    cognito.adminSetUserPassword(
        request ->
            request.userPoolId(poolId).username(username).password(password).permanent(true));
    if (admin) {
      cognito.adminAddUserToGroup(
          request -> request.userPoolId(poolId).username(username).groupName(UserPool.ADMINS));
    }
  }
}
