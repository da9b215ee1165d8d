package io.cloudapp.pulumi.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.login.SignIn.Client;
import io.cloudapp.core.login.TokenLifetimes;
import io.cloudapp.pulumi.plan.PlannedResource;
import io.cloudapp.pulumi.plan.Stacks;
import io.cloudapp.pulumi.settings.Preset;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdentityTest {

  @ParameterizedTest
  @EnumSource
  void hasAClientForPeopleAndOneForAdminsWithTheirLifetimes(Preset preset) {
    for (var client : Client.values()) {
      var inputs = client(preset, client);

      assertThat(inputs.path("accessTokenValidity").asLong())
          .isEqualTo(TokenLifetimes.access(client).toMinutes());
      assertThat(inputs.path("idTokenValidity")).isEqualTo(inputs.path("accessTokenValidity"));
      assertThat(inputs.at("/tokenValidityUnits/accessToken").asText()).isEqualTo("minutes");
      assertThat(inputs.path("generateSecret").asBoolean(true)).isFalse();
      assertThat(inputs.path("preventUserExistenceErrors").asText()).isEqualTo("ENABLED");
      assertThat(inputs.path("enableTokenRevocation").asBoolean()).isTrue();
      assertThat(inputs.path("explicitAuthFlows"))
          .extracting(JsonNode::asText)
          .contains("ALLOW_ADMIN_USER_PASSWORD_AUTH");
    }
    assertThat(client(preset, Client.ADMIN).path("accessTokenValidity").asInt()).isEqualTo(15);
    assertThat(client(preset, Client.ADMIN).path("explicitAuthFlows"))
        .extracting(JsonNode::asText)
        .doesNotContain("ALLOW_REFRESH_TOKEN_AUTH");
  }

  @ParameterizedTest
  @EnumSource
  void letsOnlyAdminsMakeAccountsAndAsksForTheSecondFactor(Preset preset) {
    var pool = pool(preset);

    assertThat(pool.at("/adminCreateUserConfig/allowAdminCreateUserOnly").asBoolean()).isTrue();
    assertThat(pool.path("mfaConfiguration").asText()).isEqualTo("OPTIONAL");
    assertThat(pool.at("/softwareTokenMfaConfiguration/enabled").asBoolean()).isTrue();
    assertThat(pool.at("/userPoolAddOns/advancedSecurityMode").asText()).isEqualTo("ENFORCED");
    assertThat(pool.path("userPoolTier").asText()).isEqualTo("PLUS");
    assertThat(pool.path("deletionProtection").asText()).isEqualTo("ACTIVE");
  }

  /** Cognito refuses a mail without them. */
  @ParameterizedTest
  @EnumSource
  void invitesByAMailThatNamesTheAddressTheUserAndThePassword(Preset preset) {
    var mail = pool(preset).at("/adminCreateUserConfig/inviteMessageTemplate/emailMessage");

    assertThat(mail.asText())
        .contains("https://" + preset.settings().domain(), "{username}", "{####}")
        .hasSizeBetween(6, 20_000);
  }

  @ParameterizedTest
  @EnumSource
  void callsOneFunctionForEveryTriggerAndIsAllowedTo(Preset preset) {
    var triggers = pool(preset).path("lambdaConfig");

    assertThat(triggers.path("postAuthentication"))
        .isEqualTo(triggers.at("/preTokenGenerationConfig/lambdaArn"));
    // Only the second version of the event reaches access tokens.
    assertThat(triggers.at("/preTokenGenerationConfig/lambdaVersion").asText()).isEqualTo("V2_0");
    assertThat(Stacks.of(preset, "aws:lambda/permission:Permission"))
        .filteredOn(it -> "cognito-idp.amazonaws.com".equals(it.inputs().get("principal")))
        .singleElement()
        .satisfies(permission -> assertThat(permission.inputs()).containsKey("sourceArn"));
  }

  /** I6: a password in the stack would be a password in its state. */
  @ParameterizedTest
  @EnumSource
  void invitesTheFirstAdministratorWithoutKnowingThePassword(Preset preset) {
    assertThat(Stacks.of(preset, "aws:cognito/user:User"))
        .singleElement()
        .satisfies(
            user -> {
              assertThat(user.inputs()).doesNotContainKeys("password", "temporaryPassword");
              assertThat(inputs(user).at("/attributes/email").asText())
                  .isEqualTo(preset.settings().adminEmail());
            });
    assertThat(Stacks.of(preset, "aws:cognito/userInGroup:UserInGroup"))
        .singleElement()
        .satisfies(
            membership ->
                assertThat(inputs(membership).at("/groupName/ref").asText()).endsWith("-admins"));
    assertThat(Stacks.of(preset, "aws:cognito/userGroup:UserGroup"))
        .extracting(group -> group.inputs().get("name"))
        .containsExactly("admins");
  }

  private static JsonNode pool(Preset preset) {
    return inputs(Stacks.of(preset, "aws:cognito/userPool:UserPool").getFirst());
  }

  private static JsonNode client(Preset preset, Client client) {
    return Stacks.of(preset, "aws:cognito/userPoolClient:UserPoolClient").stream()
        .filter(it -> client.name().toLowerCase(Locale.ROOT).equals(it.inputs().get("name")))
        .map(IdentityTest::inputs)
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode inputs(PlannedResource resource) {
    return Json.mapper().valueToTree(resource.inputs());
  }
}
