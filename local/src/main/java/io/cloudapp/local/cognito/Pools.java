package io.cloudapp.local.cognito;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** All user pools, kept on disk after each change when there is a place for them. */
final class Pools {

  private final ConcurrentMap<String, PoolState> pools = new ConcurrentHashMap<>();
  private final Optional<StateFile> file;

  Pools(Optional<StateFile> file) {
    this.file = file;
    file.ifPresent(kept -> kept.load().forEach(pool -> pools.put(pool.id(), pool)));
  }

  static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException missing) {
      throw new IllegalStateException("Every Java has RSA.", missing);
    }
  }

  void add(PoolState pool) {
    pools.put(pool.id(), pool);
  }

  void remove(PoolState pool) {
    pools.remove(pool.id());
  }

  Optional<PoolState> find(String id) {
    return Optional.ofNullable(pools.get(id));
  }

  PoolState pool(String id) {
    return find(id).orElseThrow(() -> Refusal.notFound("User pool " + id + " does not exist."));
  }

  PoolState poolOfClient(String clientId) {
    return pools.values().stream()
        .filter(pool -> pool.has(clientId))
        .findAny()
        .orElseThrow(() -> Refusal.notFound("User pool client " + clientId + " does not exist."));
  }

  List<PoolState> all() {
    return List.copyOf(pools.values());
  }

  void save() {
    file.ifPresent(kept -> kept.save(all()));
  }
}
