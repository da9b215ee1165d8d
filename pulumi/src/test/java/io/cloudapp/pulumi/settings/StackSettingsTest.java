package io.cloudapp.pulumi.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StackSettingsTest {

  private static final Map<String, String> GOOD =
      Map.of(
          "aws:region", "eu-west-1",
          "cloudapp:domain", "cloudapp.example.com",
          "cloudapp:hostedZoneId", "Z0123456789",
          "cloudapp:adminEmail", "admins@example.com",
          "cloudapp:imageTag", "1.0.0");

  @ParameterizedTest
  @EnumSource
  void readsEachPreset(Preset preset) {
    assertThat(preset.settings().installation()).startsWith("cloudapp-");
  }

  @Test
  void needsNoMoreThanWhatNobodyCanGuess() {
    var settings = read("test", GOOD);

    assertThat(settings.installation()).isEqualTo("cloudapp-test");
    assertThat(settings.region().zones()).containsExactly("eu-west-1a", "eu-west-1b", "eu-west-1c");
    assertThat(settings.database().deletionProtection()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws:region",
        "cloudapp:domain",
        "cloudapp:hostedZoneId",
        "cloudapp:adminEmail",
        "cloudapp:imageTag"
      })
  void saysWhichValueIsMissing(String key) {
    var values = new HashMap<>(GOOD);
    values.remove(key);

    assertThatThrownBy(() -> read("test", values))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith(key + " is missing. Set ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aws:region                       | mars-north-1",
        "aws:region                       | us-west-1",
        "cloudapp:domain                  | not a domain",
        "cloudapp:domain                  | -bad.example.com",
        "cloudapp:hostedZoneId            | ../zone",
        "cloudapp:adminEmail              | nobody",
        "cloudapp:installation            | Upper",
        "cloudapp:installation            | a-name-that-is-much-too-long",
        "cloudapp:installation            | two--dashes",
        "cloudapp:installation            | ends-with-",
        "cloudapp:installation            | 1st",
        "cloudapp:imageTag                | v 1",
        "cloudapp:imageTag                | latest",
        "cloudapp:apiDomain               | https://api.example.com",
        "cloudapp:operatorAddresses       | everybody",
        "cloudapp:operatorAddresses       | 0.0.0.0/0",
        "cloudapp:operatorAddresses       | 203.0.113.7",
        "cloudapp:operatorAddresses       | 203.0.113.256/32",
        "cloudapp:operatorAddresses       | 203.0.113.7/33",
        "cloudapp:operatorAddresses       | 8.0.0.0/8",
        "cloudapp:operatorAddresses       | 10.0.0.0/7",
        "cloudapp:budgetPerMonth          | much",
        "cloudapp:budgetPerMonth          | 0",
        "cloudapp:logRetentionDays        | 30",
        "cloudapp:logRetentionDays        | 366",
        "cloudapp:networkCidr             | 8.8.8.0/24",
        "cloudapp:networkCidr             | 172.99.0.0/16",
        "cloudapp:networkCidr             | 192.169.0.0/16",
        "cloudapp:networkCidr             | 10.300.0.0/16",
        "cloudapp:networkCidr             | 10.40.0.0/8",
        "cloudapp:networkCidr             | 10.40.0.0/24",
        "cloudapp:networkCidr             | 10.40.1.0/16",
        "cloudapp:networkCidr             | 10.40.8.0/20",
        "cloudapp:interfaceEndpoints      | dynamodb",
        "cloudapp:privateSubnetIds        | subnet-01234567,subnet-12345678",
        "cloudapp:oneNatGateway           | yes",
        "cloudapp:vpcId                   | vpc-0123456789",
        "cloudapp:vpcId                   | vpc-0123456789abcdef0",
        "cloudapp:vpcId                   | my network",
        "cloudapp:databaseMinimumCapacity | 0.3",
        "cloudapp:databaseMinimumCapacity | 100",
        "cloudapp:databaseInstances       | 1.5",
        "cloudapp:webMinimum              | 99",
        "cloudapp:serviceReplicas         | -1",
        "cloudapp:functionConcurrency     | 100",
        "cloudapp:accountConcurrency      | 10",
      })
  void refusesWhatCannotBeUsedBeforeAnythingIsCreated(String key, String value) {
    var values = new HashMap<>(GOOD);
    values.put(key, value);

    assertThatThrownBy(() -> read("test", values))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("Set ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "privateSubnetIds   | subnet-01234567                                 | has 1 subnets",
        "privateSubnetIds   | subnet-01234567,vpc-12345678                    | is no subnet id",
        "privateSubnetIds   | subnet-01234567,subnet-01234567                 | names a subnet twice",
        "publicSubnetIds    | subnet-01234567,subnet-3456789a                 | names a private subnet",
        "interfaceEndpoints | secretsmanager                                  | so is cloudapp:vpcId",
      })
  void refusesANetworkThatCannotBeUsed(String key, String value, String reason) {
    var values = aNetworkThatIsThere();
    values.put("cloudapp:" + key, value);

    assertThatThrownBy(() -> read("test", values))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("Set ");
  }

  @Test
  void refusesASleepingDatabaseBehindAProxy() {
    var values = new HashMap<>(GOOD);
    values.put("cloudapp:databaseMinimumCapacity", "0");
    values.put("cloudapp:databaseProxy", "true");

    assertThatThrownBy(() -> read("test", values))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("could never sleep");
  }

  @Test
  void refusesAKeyThatItDoesNotKnowAndNamesThoseItKnows() {
    var values = new HashMap<>(GOOD);
    values.put("cloudapp:databaseMinCapacity", "1");

    assertThatThrownBy(() -> StackSettings.of("test", values))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith("cloudapp:databaseMinCapacity is no setting of CloudApp.")
        .hasMessageContaining("pulumi config rm cloudapp:databaseMinCapacity")
        .hasMessageContaining("cloudapp:databaseMinimumCapacity");
  }

  @Test
  void leavesTheSettingsOfOthersAlone() {
    var values = new HashMap<>(GOOD);
    values.put("aws:profile", "work");

    assertThat(StackSettings.of("test", values)).isEqualTo(read("test", GOOD));
  }

  @Test
  void readsTheKeysThatPulumiHandsToItsPrograms() {
    assertThat(GivenKeys.of(Map.of("PULUMI_CONFIG", "{\"cloudapp:domain\":\"a.example.com\"}")))
        .containsExactly("cloudapp:domain");
    assertThat(GivenKeys.of(Map.of())).isEmpty();
  }

  @Test
  void saysWhatToSetWhereTheStacksNameIsTooLong() {
    assertThatThrownBy(() -> read("the-stack-of-a-whole-department", GOOD))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("cloudapp-the-stack-of-a-whole-department")
        .hasMessageContaining("pulumi config set cloudapp:installation");
  }

  @Test
  void takesANetworkThatIsThere() {
    var existing = read("test", aNetworkThatIsThere()).network().existing().orElseThrow();

    assertThat(existing.privateSubnetIds()).containsExactly("subnet-01234567", "subnet-12345678");
    assertThat(existing.publicSubnetIds()).containsExactly("subnet-23456789", "subnet-3456789a");
  }

  @Test
  void tellsOperatorsInsideTheNetworkFromThoseOutside() {
    var values = new HashMap<>(GOOD);
    values.put("cloudapp:operatorAddresses", "203.0.113.7/32, 10.40.0.0/16,172.32.0.1/32");

    var operators = read("test", values).network().operators();

    assertThat(operators.inside()).containsExactly("10.40.0.0/16");
    assertThat(operators.outside()).containsExactly("203.0.113.7/32", "172.32.0.1/32");
    assertThat(operators.reachFromOutside()).isTrue();
  }

  private static Map<String, String> aNetworkThatIsThere() {
    var values = new HashMap<>(GOOD);
    values.put("cloudapp:vpcId", "vpc-0123456789abcdef0");
    values.put("cloudapp:privateSubnetIds", "subnet-01234567,subnet-12345678");
    values.put("cloudapp:publicSubnetIds", "[\"subnet-23456789\",\"subnet-3456789a\"]");
    return values;
  }

  private static StackSettings read(String stack, Map<String, String> values) {
    return StackSettings.of(stack, key -> Optional.ofNullable(values.get(key)));
  }
}
