package io.cloudapp.logic.preparation;

import io.cloudapp.logic.preparation.Preparation.Change;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys that seal the web app's sessions: {@code {"active": "a", "a": …, "b": …, "c": …}}.
 *
 * <p>Each task of the web app knows all three. A rotation makes the next one active, which they
 * know already, and puts a new key in the place of the oldest. So a task that has not been replaced
 * yet opens what the new ones seal, and whoever is signed in stays so.
 */
@Singleton
final class SessionKeys {

  private static final String ACTIVE = "active";
  private static final List<String> PLACES = List.of("a", "b", "c");

  private final SecretValues secrets;

  SessionKeys(SecretValues secrets) {
    this.secrets = secrets;
  }

  Change prepare(String secret, boolean rotate) {
    var present = secrets.read(secret);
    if (present.isEmpty()) {
      secrets.put(secret, created());
      return Change.CREATED;
    }
    var keys = present.get();
    if (!rotate) {
      requireComplete(secret, keys);
      return Change.KEPT;
    }
    secrets.put(secret, rotated(keys));
    return Change.ROTATED;
  }

  private Map<String, String> created() {
    var keys = new HashMap<String, String>();
    PLACES.forEach(place -> keys.put(place, secrets.random()));
    keys.put(ACTIVE, PLACES.getFirst());
    return keys;
  }

  private Map<String, String> rotated(Map<String, String> present) {
    var keys = created();
    keys.putAll(present);
    var active = place(PLACES.indexOf(keys.get(ACTIVE)) + 1);
    keys.put(ACTIVE, active);
    keys.put(place(PLACES.indexOf(active) + 1), secrets.random());
    return keys;
  }

  private static String place(int index) {
    return PLACES.get(index % PLACES.size());
  }

  private static void requireComplete(String secret, Map<String, String> keys) {
    if (!keys.keySet().containsAll(PLACES) || !PLACES.contains(keys.get(ACTIVE))) {
      throw new IllegalStateException(
          "The secret %s lacks one of active, %s; invoke PrepareInstallation with {\"rotate\": [\"SESSION_KEYS\"]} to complete it."
              .formatted(secret, String.join(", ", PLACES)));
    }
  }
}
