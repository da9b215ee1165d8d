package io.cloudapp.logic.login;

import io.cloudapp.logic.aws.AwsFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeDeliveryFailureException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeliveryMediumType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

/** Accounts in a Cognito user pool, which mails the temporary passwords itself. */
final class CognitoAccounts implements Accounts {

  private static final String SERVICE = "Cognito";

  /** What ListUsers gives at most. */
  private static final int PAGE_SIZE = 60;

  private final CognitoIdentityProviderClient cognito;
  private final String poolId;

  CognitoAccounts(CognitoIdentityProviderClient cognito, AppClients clients) {
    this.cognito = cognito;
    this.poolId = clients.userPoolId();
  }

  @Override
  public Creation create(String username, String email) {
    try {
      var user =
          AwsFailure.call(
                  SERVICE,
                  () ->
                      cognito.adminCreateUser(
                          request ->
                              request
                                  .userPoolId(poolId)
                                  .username(username)
                                  .desiredDeliveryMediums(DeliveryMediumType.EMAIL)
                                  .userAttributes(
                                      attribute("email", email),
                                      // The admin answers for it; without, no password reset.
                                      attribute("email_verified", "true"))))
              .user();
      return new Created(
          account(user.username(), user.attributes(), user.enabled(), user.userCreateDate()),
          Optional.empty());
    } catch (UsernameExistsException taken) {
      return new NameTaken();
    } catch (InvalidParameterException notTaken) {
      return new NotTaken("Cognito does not take this user name or e-mail address.");
    } catch (CodeDeliveryFailureException notSent) {
      return new NotTaken("Cognito could not send the e-mail. Check the address and try again.");
    }
  }

  @Override
  public Optional<Account> find(String id) {
    return findByUsername(id);
  }

  /** The pool takes the {@code sub} for a name as well. */
  @Override
  public Optional<Account> findByUsername(String username) {
    return ifThere(
            () -> cognito.adminGetUser(request -> request.userPoolId(poolId).username(username)))
        .map(
            user ->
                account(
                    user.username(), user.userAttributes(), user.enabled(), user.userCreateDate()));
  }

  @Override
  public Slice list(Optional<String> after) {
    var answer =
        AwsFailure.call(
            SERVICE,
            () ->
                cognito.listUsers(
                    request ->
                        request
                            .userPoolId(poolId)
                            .limit(PAGE_SIZE)
                            .paginationToken(after.orElse(null))));
    return new Slice(
        answer.users().stream()
            .map(
                user ->
                    account(
                        user.username(), user.attributes(), user.enabled(), user.userCreateDate()))
            .toList(),
        Optional.ofNullable(answer.paginationToken()));
  }

  @Override
  public void setEnabled(String id, boolean enabled) {
    if (enabled) {
      ifThere(() -> cognito.adminEnableUser(request -> request.userPoolId(poolId).username(id)));
    } else {
      ifThere(() -> cognito.adminDisableUser(request -> request.userPoolId(poolId).username(id)));
      signOutEverywhere(id);
    }
  }

  @Override
  public void setAdmin(String id, boolean admin) {
    if (admin) {
      ifThere(
          () ->
              cognito.adminAddUserToGroup(
                  request ->
                      request.userPoolId(poolId).username(id).groupName(DirectoryUser.ADMINS)));
    } else {
      ifThere(
          () ->
              cognito.adminRemoveUserFromGroup(
                  request ->
                      request.userPoolId(poolId).username(id).groupName(DirectoryUser.ADMINS)));
    }
  }

  @Override
  public void resetSecondFactor(String id) {
    ifThere(
        () ->
            cognito.adminSetUserMFAPreference(
                request ->
                    request
                        .userPoolId(poolId)
                        .username(id)
                        .softwareTokenMfaSettings(
                            settings -> settings.enabled(false).preferredMfa(false))));
  }

  @Override
  public void signOutEverywhere(String id) {
    ifThere(
        () -> cognito.adminUserGlobalSignOut(request -> request.userPoolId(poolId).username(id)));
  }

  @Override
  public void remove(String id) {
    ifThere(() -> cognito.adminDeleteUser(request -> request.userPoolId(poolId).username(id)));
  }

  private static <T> Optional<T> ifThere(Supplier<T> call) {
    try {
      return Optional.of(AwsFailure.call(SERVICE, call));
    } catch (UserNotFoundException gone) {
      return Optional.empty();
    }
  }

  private static Account account(
      String username, List<AttributeType> attributes, boolean enabled, Instant created) {
    Function<String, Optional<String>> attribute =
        name ->
            attributes.stream()
                .filter(candidate -> candidate.name().equals(name))
                .map(AttributeType::value)
                .findFirst();
    return new Account(
        attribute.apply("sub").orElseThrow(), username, attribute.apply("email"), enabled, created);
  }

  private static AttributeType attribute(String name, String value) {
    return AttributeType.builder().name(name).value(value).build();
  }
}
