package io.cloudapp.logic.keypair;

import io.cloudapp.logic.RemoteCalls;
import io.cloudapp.logic.World;
import io.cloudapp.logic.aws.Unavailable;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets in memory. */
@Singleton
@Replaces(SecretsManagerLoginSecrets.class)
@Requires(env = World.ENVIRONMENT)
public final class FakeLoginSecrets implements LoginSecrets {

  private final RemoteCalls calls;
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private boolean down;

  FakeLoginSecrets(RemoteCalls calls) {
    this.calls = calls;
  }

  public void reset() {
    secrets.clear();
    down = false;
  }

  public void goDown(boolean isDown) {
    down = isDown;
  }

  public Map<String, String> all() {
    return Map.copyOf(secrets);
  }

  @Override
  public String storeOnce(String name, String secret) {
    return calls.call(
        "CreateSecret",
        () -> {
          secrets.putIfAbsent(name, secret);
          return secrets.get(name);
        });
  }

  @Override
  public Optional<String> read(String name) {
    return calls.call(
        "GetSecretValue",
        () -> {
          if (down) {
            throw new Unavailable("Secrets Manager", new IllegalStateException("down"));
          }
          return Optional.ofNullable(secrets.get(name));
        });
  }

  @Override
  public void delete(String name) {
    calls.call("DeleteSecret", () -> secrets.remove(name));
  }
}
