package io.cloudapp.local.cognito;

import static io.cloudapp.local.cognito.TestPool.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GroupExistsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

/** Holds against Cognito itself too: {@code CLOUDAPP_AWS_ENDPOINT} names what to run it against. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserPoolContractTest {

  private final ContractPool pool = new ContractPool();

  @AfterAll
  void close() {
    pool.close();
  }

  @Test
  void describesThePoolAndItsClient() {
    var described = pool.cognito.describeUserPool(r -> r.userPoolId(pool.poolId)).userPool();
    assertThat(described.policies().passwordPolicy().minimumLength()).isEqualTo(12);
    assertThat(described.mfaConfiguration()).isEqualTo(UserPoolMfaType.OPTIONAL);
    assertThat(described.arn()).endsWith(":userpool/" + pool.poolId);
    assertThat(pool.cognito.listUserPools(r -> r.maxResults(60)).userPools())
        .anyMatch(listed -> listed.id().equals(pool.poolId));
    assertThat(pool.cognito.listUserPoolClients(r -> r.userPoolId(pool.poolId)).userPoolClients())
        .anyMatch(listed -> listed.clientId().equals(pool.clientId));
    assertThat(
            pool.cognito
                .describeUserPoolClient(r -> r.userPoolId(pool.poolId).clientId(pool.clientId))
                .userPoolClient()
                .clientName())
        .isEqualTo("web");
    assertThat(
            pool.cognito
                .getUserPoolMfaConfig(r -> r.userPoolId(pool.poolId))
                .softwareTokenMfaConfiguration()
                .enabled())
        .isTrue();
  }

  @Test
  void refusesPoolsClientsAndUsersThatDoNotExist() {
    assertThatThrownBy(
            () -> pool.cognito.describeUserPool(r -> r.userPoolId("eu-west-1_missing00")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("User pool eu-west-1_missing00 does not exist.");
    assertThatThrownBy(
            () ->
                pool.cognito.describeUserPoolClient(
                    r -> r.userPoolId(pool.poolId).clientId("missing")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(
            () -> pool.cognito.adminGetUser(r -> r.userPoolId(pool.poolId).username("nobody")))
        .isInstanceOf(UserNotFoundException.class)
        .hasMessageContaining("User does not exist.");
  }

  @Test
  void refusesTheSameUserAndTheSameGroupTwice() {
    var username = pool.newUser();
    assertThatThrownBy(
            () ->
                pool.cognito.adminCreateUser(
                    r ->
                        r.userPoolId(pool.poolId)
                            .username(username)
                            .messageAction(MessageActionType.SUPPRESS)))
        .isInstanceOf(UsernameExistsException.class)
        .hasMessageContaining("User account already exists");
    var group = "group-" + UUID.randomUUID();
    pool.cognito.createGroup(r -> r.userPoolId(pool.poolId).groupName(group));
    assertThatThrownBy(
            () -> pool.cognito.createGroup(r -> r.userPoolId(pool.poolId).groupName(group)))
        .isInstanceOf(GroupExistsException.class);
  }

  @Test
  void updatesAttributesOfTheSchemaOnly() {
    var username = pool.newUser();
    pool.cognito.adminUpdateUserAttributes(
        r ->
            r.userPoolId(pool.poolId)
                .username(username)
                .userAttributes(attribute("custom:role", "admin")));
    assertThat(
            pool.cognito
                .adminGetUser(r -> r.userPoolId(pool.poolId).username(username))
                .userAttributes())
        .contains(attribute("custom:role", "admin"));
    assertThatThrownBy(
            () ->
                pool.cognito.adminUpdateUserAttributes(
                    r ->
                        r.userPoolId(pool.poolId)
                            .username(username)
                            .userAttributes(attribute("custom:unknown", "x"))))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void listsUsersByFilterPageAndGroup() {
    var prefix = ContractPool.newName();
    var group = "group-" + UUID.randomUUID();
    pool.cognito.createGroup(r -> r.userPoolId(pool.poolId).groupName(group));
    for (String username : new String[] {prefix + "-1", prefix + "-2", prefix + "-3"}) {
      pool.addUser(username);
      pool.cognito.adminAddUserToGroup(
          r -> r.userPoolId(pool.poolId).username(username).groupName(group));
    }
    pool.cognito.adminRemoveUserFromGroup(
        r -> r.userPoolId(pool.poolId).username(prefix + "-3").groupName(group));

    assertThat(
            pool.cognito
                .listUsersPaginator(
                    r ->
                        r.userPoolId(pool.poolId)
                            .limit(2)
                            .filter("email ^= \"%s-\"".formatted(prefix)))
                .users())
        .extracting(UserType::username)
        .containsExactlyInAnyOrder(prefix + "-1", prefix + "-2", prefix + "-3");
    assertThat(
            pool.cognito
                .listUsers(
                    r -> r.userPoolId(pool.poolId).filter("username = \"%s-2\"".formatted(prefix)))
                .users())
        .extracting(UserType::username)
        .containsExactly(prefix + "-2");
    assertThat(
            pool.cognito
                .listUsersInGroupPaginator(r -> r.userPoolId(pool.poolId).groupName(group).limit(1))
                .users())
        .extracting(UserType::username)
        .containsExactlyInAnyOrder(prefix + "-1", prefix + "-2");
    assertThat(
            pool.cognito
                .adminListGroupsForUser(r -> r.userPoolId(pool.poolId).username(prefix + "-1"))
                .groups())
        .singleElement()
        .satisfies(listed -> assertThat(listed.groupName()).isEqualTo(group));
    assertThatThrownBy(
            () -> pool.cognito.listUsers(r -> r.userPoolId(pool.poolId).filter("email like 'x'")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void takesTheSubForAUserNameAndEveryAdminsOrderTwice() {
    var username = ContractPool.newName();
    pool.addUser(username);
    var group = "group-" + UUID.randomUUID();
    pool.cognito.createGroup(r -> r.userPoolId(pool.poolId).groupName(group));
    var sub =
        pool
            .cognito
            .adminGetUser(r -> r.userPoolId(pool.poolId).username(username))
            .userAttributes()
            .stream()
            .filter(attribute -> attribute.name().equals("sub"))
            .findFirst()
            .orElseThrow()
            .value();

    for (int time = 0; time < 2; time++) {
      pool.cognito.adminAddUserToGroup(
          r -> r.userPoolId(pool.poolId).username(sub).groupName(group));
      pool.cognito.adminDisableUser(r -> r.userPoolId(pool.poolId).username(sub));
      pool.cognito.adminUserGlobalSignOut(r -> r.userPoolId(pool.poolId).username(sub));
    }
    var disabled = pool.cognito.adminGetUser(r -> r.userPoolId(pool.poolId).username(sub));
    assertThat(disabled.username()).isEqualTo(username);
    assertThat(disabled.enabled()).isFalse();
    assertThat(membersOf(group)).containsExactly(username);
    for (int time = 0; time < 2; time++) {
      pool.cognito.adminRemoveUserFromGroup(
          r -> r.userPoolId(pool.poolId).username(sub).groupName(group));
      pool.cognito.adminEnableUser(r -> r.userPoolId(pool.poolId).username(sub));
    }
    assertThat(pool.cognito.adminGetUser(r -> r.userPoolId(pool.poolId).username(sub)).enabled())
        .isTrue();
    assertThat(membersOf(group)).isEmpty();
  }

  @Test
  void knowsNobodyWhoWasDeletedInAnyOfTheAdminsOperations() {
    var username = ContractPool.newName();
    pool.addUser(username);
    pool.cognito.adminDeleteUser(r -> r.userPoolId(pool.poolId).username(username));

    for (ThrowingCallable order :
        List.<ThrowingCallable>of(
            () -> pool.cognito.adminGetUser(r -> r.userPoolId(pool.poolId).username(username)),
            () -> pool.cognito.adminEnableUser(r -> r.userPoolId(pool.poolId).username(username)),
            () -> pool.cognito.adminDisableUser(r -> r.userPoolId(pool.poolId).username(username)),
            () -> pool.cognito.adminDeleteUser(r -> r.userPoolId(pool.poolId).username(username)),
            () ->
                pool.cognito.adminUserGlobalSignOut(
                    r -> r.userPoolId(pool.poolId).username(username)),
            () ->
                pool.cognito.adminSetUserMFAPreference(
                    r ->
                        r.userPoolId(pool.poolId)
                            .username(username)
                            .softwareTokenMfaSettings(settings -> settings.enabled(false))))) {
      assertThatThrownBy(order).isInstanceOf(UserNotFoundException.class);
    }
  }

  private List<String> membersOf(String group) {
    return pool
        .cognito
        .listUsersInGroup(r -> r.userPoolId(pool.poolId).groupName(group))
        .users()
        .stream()
        .map(UserType::username)
        .toList();
  }
}
