package io.cloudapp.pulumi.identity;

import com.pulumi.aws.cognito.RiskConfiguration;
import com.pulumi.aws.cognito.RiskConfigurationArgs;
import com.pulumi.aws.cognito.User;
import com.pulumi.aws.cognito.UserArgs;
import com.pulumi.aws.cognito.UserGroup;
import com.pulumi.aws.cognito.UserGroupArgs;
import com.pulumi.aws.cognito.UserInGroup;
import com.pulumi.aws.cognito.UserInGroupArgs;
import com.pulumi.aws.cognito.UserPool;
import com.pulumi.aws.cognito.UserPoolArgs;
import com.pulumi.aws.cognito.UserPoolClient;
import com.pulumi.aws.cognito.UserPoolClientArgs;
import com.pulumi.aws.cognito.inputs.RiskConfigurationCompromisedCredentialsRiskConfigurationActionsArgs;
import com.pulumi.aws.cognito.inputs.RiskConfigurationCompromisedCredentialsRiskConfigurationArgs;
import com.pulumi.aws.cognito.inputs.UserPoolAccountRecoverySettingArgs;
import com.pulumi.aws.cognito.inputs.UserPoolAccountRecoverySettingRecoveryMechanismArgs;
import com.pulumi.aws.cognito.inputs.UserPoolAdminCreateUserConfigArgs;
import com.pulumi.aws.cognito.inputs.UserPoolClientTokenValidityUnitsArgs;
import com.pulumi.aws.cognito.inputs.UserPoolLambdaConfigArgs;
import com.pulumi.aws.cognito.inputs.UserPoolLambdaConfigPreTokenGenerationConfigArgs;
import com.pulumi.aws.cognito.inputs.UserPoolPasswordPolicyArgs;
import com.pulumi.aws.cognito.inputs.UserPoolSoftwareTokenMfaConfigurationArgs;
import com.pulumi.aws.cognito.inputs.UserPoolUserAttributeUpdateSettingsArgs;
import com.pulumi.aws.cognito.inputs.UserPoolUserPoolAddOnsArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import io.cloudapp.core.login.SignIn.Client;
import io.cloudapp.core.login.TokenLifetimes;
import io.cloudapp.pulumi.Account;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The user pool: people are invited by administrators, and sign in with a client of two. */
public final class Identity extends Part {

  private static final String FIRST_ADMINISTRATOR = "admin";

  private final UserPool pool;
  private final Output<String> webClientId;
  private final Output<String> adminClientId;

  /**
   * @param authFunctionArn the ARN that the pool's triggers call, with its alias
   */
  public Identity(StackSettings settings, Account account, Output<String> authFunctionArn) {
    super("identity", settings);
    pool =
        new UserPool(
            child("pool"),
            UserPoolArgs.builder()
                .name(settings.name("people"))
                .deletionProtection(
                    settings.database().deletionProtection() ? "ACTIVE" : "INACTIVE")
                .adminCreateUserConfig(
                    UserPoolAdminCreateUserConfigArgs.builder()
                        .allowAdminCreateUserOnly(true)
                        .inviteMessageTemplate(Invitation.of(settings.domain()))
                        .build())
                // Until the new address has answered, the old one counts.
                .autoVerifiedAttributes("email")
                .userAttributeUpdateSettings(
                    UserPoolUserAttributeUpdateSettingsArgs.builder()
                        .attributesRequireVerificationBeforeUpdates("email")
                        .build())
                .accountRecoverySetting(
                    UserPoolAccountRecoverySettingArgs.builder()
                        .recoveryMechanisms(
                            UserPoolAccountRecoverySettingRecoveryMechanismArgs.builder()
                                .name("verified_email")
                                .priority(1)
                                .build())
                        .build())
                .mfaConfiguration("OPTIONAL")
                .softwareTokenMfaConfiguration(
                    UserPoolSoftwareTokenMfaConfigurationArgs.builder().enabled(true).build())
                .passwordPolicy(
                    UserPoolPasswordPolicyArgs.builder()
                        .minimumLength(12)
                        .requireLowercase(true)
                        .requireUppercase(true)
                        .requireNumbers(true)
                        .requireSymbols(false)
                        .temporaryPasswordValidityDays(7)
                        .build())
                // Threat protection and claims in access tokens need the tier Plus.
                .userPoolTier("PLUS")
                .userPoolAddOns(
                    UserPoolUserPoolAddOnsArgs.builder().advancedSecurityMode("ENFORCED").build())
                .lambdaConfig(
                    UserPoolLambdaConfigArgs.builder()
                        .postAuthentication(authFunctionArn)
                        .preTokenGenerationConfig(
                            UserPoolLambdaConfigPreTokenGenerationConfigArgs.builder()
                                .lambdaArn(authFunctionArn)
                                .lambdaVersion("V2_0")
                                .build())
                        .build())
                .tags(tags())
                .build(),
            insideProtected());
    refuseKnownPasswords();
    firstAdministrator(
        new UserGroup(
            child("admins"),
            UserGroupArgs.builder()
                .name("admins")
                .userPoolId(pool.id())
                .description("May enter the administration, with a second factor")
                .build(),
            inside()));
    webClientId =
        client(
            Client.WEB,
            (int) TokenLifetimes.REFRESH.toMinutes(),
            List.of("ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"));
    // Refresh tokens cannot live shorter than an hour; nothing of ours refreshes an admin's.
    adminClientId = client(Client.ADMIN, 60, List.of("ALLOW_ADMIN_USER_PASSWORD_AUTH"));
  }

  public Output<String> poolId() {
    return pool.id();
  }

  public Output<String> poolArn() {
    return pool.arn();
  }

  /** The issuer in the tokens. */
  public Output<String> issuer() {
    return text("https://%s", pool.endpoint());
  }

  public Output<String> webClientId() {
    return webClientId;
  }

  public Output<String> adminClientId() {
    return adminClientId;
  }

  /**
   * A sign-in is not refused for it: who has such a password already could not change it any more.
   */
  private void refuseKnownPasswords() {
    new RiskConfiguration(
        child("risks"),
        RiskConfigurationArgs.builder()
            .userPoolId(pool.id())
            .compromisedCredentialsRiskConfiguration(
                RiskConfigurationCompromisedCredentialsRiskConfigurationArgs.builder()
                    .eventFilters("PASSWORD_CHANGE")
                    .actions(
                        RiskConfigurationCompromisedCredentialsRiskConfigurationActionsArgs
                            .builder()
                            .eventAction("BLOCK")
                            .build())
                    .build())
            .build(),
        inside());
  }

  /** Cognito makes the password and mails it, so that nobody else ever has it. */
  private void firstAdministrator(UserGroup admins) {
    var user =
        new User(
            child("first-admin"),
            UserArgs.builder()
                .userPoolId(pool.id())
                .username(FIRST_ADMINISTRATOR)
                .attributes(Map.of("email", settings().adminEmail(), "email_verified", "true"))
                .desiredDeliveryMediums("EMAIL")
                .build(),
            // What becomes of the account is decided in CloudApp.
            CustomResourceOptions.builder()
                .parent(this)
                .ignoreChanges("attributes", "enabled")
                .build());
    new UserInGroup(
        child("first-admin-is-admin"),
        UserInGroupArgs.builder()
            .userPoolId(pool.id())
            .username(user.username())
            .groupName(admins.name())
            .build(),
        inside());
  }

  private Output<String> client(Client client, int refreshMinutes, List<String> flows) {
    var name = client.name().toLowerCase(Locale.ROOT);
    var minutes = (int) TokenLifetimes.access(client).toMinutes();
    return new UserPoolClient(
            child(name),
            UserPoolClientArgs.builder()
                .name(name)
                .userPoolId(pool.id())
                .generateSecret(false)
                .explicitAuthFlows(flows)
                .preventUserExistenceErrors("ENABLED")
                .enableTokenRevocation(true)
                .readAttributes("email", "email_verified")
                .writeAttributes("email")
                .accessTokenValidity(minutes)
                .idTokenValidity(minutes)
                .refreshTokenValidity(refreshMinutes)
                .tokenValidityUnits(
                    UserPoolClientTokenValidityUnitsArgs.builder()
                        .accessToken("minutes")
                        .idToken("minutes")
                        .refreshToken("minutes")
                        .build())
                .build(),
            inside())
        .id();
  }
}
