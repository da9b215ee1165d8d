package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** Making and showing app clients. */
final class ClientOperations {

  private static final String ID_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final int ID_LENGTH = 26;

  private final Pools pools;
  private final Clock clock;
  private final SecureRandom random;

  ClientOperations(Pools pools, Clock clock, SecureRandom random) {
    this.pools = pools;
    this.clock = clock;
    this.random = random;
  }

  ObjectNode createUserPoolClient(Input input) {
    var pool = pools.pool(input.text("UserPoolId"));
    var id = newId(pool, input.text("ClientName"));
    var settings = input.members().deepCopy();
    settings.remove("UserPoolId");
    settings.remove("GenerateSecret");
    var now = clock.instant();
    var secret = input.flag("GenerateSecret") ? Optional.of(text(51)) : Optional.<String>empty();
    var client = new AppClient(id, pool.id(), secret, settings, now, now);
    client.check();
    pool.add(client);
    return shown(client);
  }

  ObjectNode describeUserPoolClient(Input input) {
    return shown(pools.pool(input.text("UserPoolId")).client(input.text("ClientId")));
  }

  ObjectNode listUserPoolClients(Input input) {
    var pool = pools.pool(input.text("UserPoolId"));
    return Page.of(input, "UserPoolClients", "MaxResults", "NextToken")
        .of(
            pool.clients(),
            AppClient::id,
            client ->
                Input.answer()
                    .put("ClientId", client.id())
                    .put("UserPoolId", client.poolId())
                    .put("ClientName", client.settings().path("ClientName").asText()));
  }

  private static ObjectNode shown(AppClient client) {
    var shown = client.settings().deepCopy();
    shown.put("ClientId", client.id());
    shown.put("UserPoolId", client.poolId());
    client.secret().ifPresent(secret -> shown.put("ClientSecret", secret));
    Input.putTexts(shown, "ExplicitAuthFlows", client.flows());
    if (!shown.has("RefreshTokenValidity")) {
      shown.put("RefreshTokenValidity", client.refreshTokenValidity().toDays());
    }
    shown.put("EnableTokenRevocation", client.revocable());
    shown.put("PreventUserExistenceErrors", client.hidesUserExistence() ? "ENABLED" : "LEGACY");
    shown.put("CreationDate", Input.seconds(client.created()));
    shown.put("LastModifiedDate", Input.seconds(client.modified()));
    var answer = Input.answer();
    answer.set("UserPoolClient", shown);
    return answer;
  }

  // As stable as the ids of pools.
  private String newId(PoolState pool, String name) {
    var first = StableText.of(pool.id() + "/" + name, ID_LETTERS, ID_LENGTH);
    return pool.has(first) ? text(ID_LENGTH) : first;
  }

  /** Lower-case letters and digits, as Cognito's client ids and secrets are. */
  private String text(int length) {
    var text = new BigInteger(length * 6, random).toString(36);
    return "0".repeat(Math.max(0, length - text.length()))
        + text.substring(0, Math.min(length, text.length()));
  }
}
