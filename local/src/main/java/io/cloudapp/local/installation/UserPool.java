package io.cloudapp.local.installation;

import static software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType.ALLOW_ADMIN_USER_PASSWORD_AUTH;
import static software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH;
import static software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH;

import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PreTokenGenerationLambdaVersionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TimeUnitsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;

/**
 * The user pool as the Identity component of the stack defines it.
 *
 * @param id for example {@code eu-west-1_AbCdEfGhI}
 */
public record UserPool(String id, String webClientId, String adminClientId) {

  static final String ADMINS = "admins";
  private static final String NAME = "cloudapp";

  /** Finds the pool of an earlier start or creates it. */
  static UserPool findOrCreate(CognitoIdentityProviderClient cognito, String triggerArn) {
    var existing =
        cognito.listUserPools(request -> request.maxResults(60)).userPools().stream()
            .filter(pool -> pool.name().equals(NAME))
            .findFirst();
    if (existing.isPresent()) {
      var id = existing.get().id();
      var clients =
          cognito
              .listUserPoolClients(request -> request.userPoolId(id).maxResults(60))
              .userPoolClients();
      return new UserPool(
          id,
          clients.stream()
              .filter(c -> c.clientName().equals("web"))
              .findFirst()
              .orElseThrow()
              .clientId(),
          clients.stream()
              .filter(c -> c.clientName().equals("admin"))
              .findFirst()
              .orElseThrow()
              .clientId());
    }
    return create(cognito, triggerArn);
  }

  private static UserPool create(CognitoIdentityProviderClient cognito, String triggerArn) {
    var id =
        cognito
            .createUserPool(
                request ->
                    request
                        .poolName(NAME)
                        .policies(
                            policies ->
                                policies.passwordPolicy(
                                    password ->
                                        password
                                            .minimumLength(12)
                                            .requireLowercase(true)
                                            .requireUppercase(true)
                                            .requireNumbers(true)
                                            .requireSymbols(false)
                                            .temporaryPasswordValidityDays(7)))
                        .adminCreateUserConfig(config -> config.allowAdminCreateUserOnly(true))
                        .lambdaConfig(
                            triggers ->
                                triggers
                                    .postAuthentication(triggerArn)
                                    .preTokenGenerationConfig(
                                        config ->
                                            config
                                                .lambdaArn(triggerArn)
                                                .lambdaVersion(
                                                    PreTokenGenerationLambdaVersionType.V2_0))))
            .userPool()
            .id();
    cognito.setUserPoolMfaConfig(
        request ->
            request
                .userPoolId(id)
                .softwareTokenMfaConfiguration(config -> config.enabled(true))
                .mfaConfiguration(UserPoolMfaType.OPTIONAL));
    cognito.createGroup(request -> request.userPoolId(id).groupName(ADMINS));
    var web =
        client(
            cognito,
            id,
            "web",
            60,
            12 * 60,
            ALLOW_ADMIN_USER_PASSWORD_AUTH,
            ALLOW_USER_PASSWORD_AUTH,
            ALLOW_REFRESH_TOKEN_AUTH);
    // Refresh tokens cannot live shorter than an hour; nothing of ours refreshes an admin's.
    var admin = client(cognito, id, "admin", 15, 60, ALLOW_ADMIN_USER_PASSWORD_AUTH);
    return new UserPool(id, web, admin);
  }

  private static String client(
      CognitoIdentityProviderClient cognito,
      String poolId,
      String name,
      int tokenMinutes,
      int refreshMinutes,
      ExplicitAuthFlowsType... flows) {
    return cognito
        .createUserPoolClient(
            request ->
                request
                    .userPoolId(poolId)
                    .clientName(name)
                    .explicitAuthFlows(flows)
                    .preventUserExistenceErrors("ENABLED")
                    .enableTokenRevocation(true)
                    .accessTokenValidity(tokenMinutes)
                    .idTokenValidity(tokenMinutes)
                    .refreshTokenValidity(refreshMinutes)
                    .tokenValidityUnits(
                        units ->
                            units
                                .accessToken(TimeUnitsType.MINUTES)
                                .idToken(TimeUnitsType.MINUTES)
                                .refreshToken(TimeUnitsType.MINUTES)))
        .userPoolClient()
        .clientId();
  }
}
