package io.cloudapp.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.json.Json;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ids that files may name, such as {@code samples/env.json}. */
final class StableIdsTest {

  @Test
  void givesAPoolAndItsClientsTheSameIdsInEachLocalCloud() {
    var first = cognito();
    var second = cognito();

    var pool = createPool(first);

    assertThat(pool).matches("eu-west-1_[0-9A-Za-z]{9}");
    assertThat(createPool(second)).isEqualTo(pool);
    var client = createClient(first, pool);
    assertThat(client).matches("[0-9a-z]{26}");
    assertThat(createClient(second, pool)).isEqualTo(client);
  }

  @Test
  void givesASecondPoolOfANameAnIdOfItsOwn() {
    var cognito = cognito();
    var pool = createPool(cognito);
    var client = createClient(cognito, pool);

    assertThat(createPool(cognito)).isNotEqualTo(pool);
    assertThat(createClient(cognito, pool)).isNotEqualTo(client);
  }

  @Test
  void givesAUserTheSameSubInEachLocalCloudAndNeverTwiceInOne() {
    var first = cognito();
    var second = cognito();
    var pool = createPool(first);
    createPool(second);

    var sub = createUser(first, pool);

    assertThat(UUID.fromString(sub).version()).isEqualTo(4);
    assertThat(UUID.fromString(sub).variant()).isEqualTo(2);
    assertThat(createUser(second, pool)).isEqualTo(sub);

    deleteUser(first, pool);
    assertThat(createUser(first, pool)).isNotEqualTo(sub);
  }

  private static Cognito cognito() {
    return new Cognito(
        new CognitoSettings(
            "eu-west-1",
            "000000000000",
            URI.create("http://localhost:4566"),
            Clock.systemUTC(),
            (_, _) -> new Triggers.Unreachable(),
            _ -> {}));
  }

  private static String createPool(Cognito cognito) {
    var input = Json.mapper().createObjectNode().put("PoolName", "cloudapp");
    return cognito.call("CreateUserPool", input).at("/UserPool/Id").asText();
  }

  private static String createUser(Cognito cognito, String pool) {
    var input = Json.mapper().createObjectNode().put("UserPoolId", pool).put("Username", "ada");
    input.put("MessageAction", "SUPPRESS");
    return cognito
        .call("AdminCreateUser", input)
        .at("/User/Attributes")
        .findValuesAsText("Value")
        .getFirst();
  }

  private static void deleteUser(Cognito cognito, String pool) {
    var input = Json.mapper().createObjectNode().put("UserPoolId", pool).put("Username", "ada");
    cognito.call("AdminDeleteUser", input);
  }

  private static String createClient(Cognito cognito, String pool) {
    var input = Json.mapper().createObjectNode().put("UserPoolId", pool).put("ClientName", "web");
    return cognito.call("CreateUserPoolClient", input).at("/UserPoolClient/ClientId").asText();
  }
}
