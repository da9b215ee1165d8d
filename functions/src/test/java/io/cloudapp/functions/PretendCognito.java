package io.cloudapp.functions;

import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.mock;

import io.cloudapp.logic.user.AdminNotifier;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/** Stands in for Cognito, and for the admins, where a test has none. */
@Factory
@Requires(property = "test.pretend-cognito")
final class PretendCognito {

  @Singleton
  @Replaces(CognitoIdentityProviderClient.class)
  CognitoIdentityProviderClient cognito() {
    return mock(CognitoIdentityProviderClient.class, CALLS_REAL_METHODS);
  }

  @Singleton
  @Replaces(AdminNotifier.class)
  AdminNotifier adminNotifier() {
    return (subject, message) -> true;
  }
}
