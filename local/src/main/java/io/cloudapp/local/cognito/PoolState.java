package io.cloudapp.local.cognito;

import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A pool with everything in it; each change of a user is atomic. */
final class PoolState {

  private volatile UserPool pool;
  private final RSAKey key;
  private final ConcurrentMap<String, AppClient> clients;
  private final ConcurrentMap<String, Group> groups;
  private final ConcurrentMap<String, User> users;
  private final ConcurrentMap<String, RefreshGrant> grants;
  private final AtomicInteger usersMade;

  /** What a change leaves and what it found out. */
  record Changed<T>(User user, T result) {}

  /**
   * A pool as it is written down.
   *
   * @param usersMade those that are gone included
   */
  record Snapshot(
      UserPool pool,
      String key,
      Map<String, AppClient> clients,
      Map<String, Group> groups,
      Map<String, User> users,
      Map<String, RefreshGrant> grants,
      int usersMade) {}

  PoolState(UserPool pool, RSAKey key) {
    this(pool, key, Map.of(), Map.of(), Map.of(), Map.of(), 0);
  }

  private PoolState(
      UserPool pool,
      RSAKey key,
      Map<String, AppClient> clients,
      Map<String, Group> groups,
      Map<String, User> users,
      Map<String, RefreshGrant> grants,
      int usersMade) {
    this.pool = pool;
    this.key = key;
    this.clients = new ConcurrentHashMap<>(clients);
    this.groups = new ConcurrentHashMap<>(groups);
    this.users = new ConcurrentHashMap<>(users);
    this.grants = new ConcurrentHashMap<>(grants);
    this.usersMade = new AtomicInteger(usersMade);
  }

  static PoolState of(Snapshot snapshot) throws ParseException {
    return new PoolState(
        snapshot.pool(),
        RSAKey.parse(snapshot.key()),
        snapshot.clients(),
        snapshot.groups(),
        snapshot.users(),
        snapshot.grants(),
        snapshot.usersMade());
  }

  Snapshot snapshot() {
    return new Snapshot(
        pool,
        key.toJSONString(),
        Map.copyOf(clients),
        Map.copyOf(groups),
        Map.copyOf(users),
        Map.copyOf(grants),
        usersMade.get());
  }

  String id() {
    return pool.id();
  }

  UserPool pool() {
    return pool;
  }

  void replace(UserPool pool) {
    this.pool = pool;
  }

  RSAKey key() {
    return key;
  }

  AppClient client(String id) {
    return Optional.ofNullable(clients.get(id))
        .orElseThrow(() -> Refusal.notFound("User pool client " + id + " does not exist."));
  }

  boolean has(String clientId) {
    return clients.containsKey(clientId);
  }

  void add(AppClient client) {
    clients.put(client.id(), client);
  }

  List<AppClient> clients() {
    return List.copyOf(clients.values());
  }

  Group group(String name) {
    return Optional.ofNullable(groups.get(name))
        .orElseThrow(() -> Refusal.notFound("Group not found."));
  }

  void add(Group group) {
    if (groups.putIfAbsent(group.name(), group) != null) {
      throw Refusal.of("GroupExistsException", "A group with the name already exists.");
    }
  }

  List<Group> groups() {
    return List.copyOf(groups.values());
  }

  List<User> users() {
    return List.copyOf(users.values());
  }

  /**
   * A new user's {@code sub}: the same for the same name in each LocalCloud that makes its users in
   * the same order, and never the same again in this one.
   */
  String newSub(String name) {
    return StableText.uuid(pool.id() + "/" + name + "/" + usersMade.incrementAndGet());
  }

  void add(User user) {
    if (find(user.username()).isPresent()
        || (pool.emailIsUsername() && user.attribute("email").flatMap(this::find).isPresent())
        || users.putIfAbsent(folded(user.username()), user) != null) {
      throw Refusal.of("UsernameExistsException", "User account already exists");
    }
  }

  void remove(User user) {
    users.remove(folded(user.username()));
    grants.values().removeIf(grant -> grant.username().equals(user.username()));
  }

  /** By username, by {@code sub}, or by e-mail address where the pool takes that for a name. */
  Optional<User> find(String name) {
    return Optional.ofNullable(users.get(folded(name)))
        .or(() -> users.values().stream().filter(user -> user.sub().equals(name)).findAny())
        .or(() -> users.values().stream().filter(user -> isAliasOf(user, name)).findAny());
  }

  User user(String name) {
    return find(name).orElseThrow(Refusal::userNotFound);
  }

  User change(String username, UnaryOperator<User> change) {
    var changed = users.computeIfPresent(folded(username), (name, user) -> change.apply(user));
    return Optional.ofNullable(changed).orElseThrow(Refusal::userNotFound);
  }

  /** Looks and changes in one step, so that two attempts cannot both find the same state. */
  <T> Changed<T> changeFinding(String username, Function<User, Changed<T>> change) {
    var found =
        new Object() {
          Optional<Changed<T>> changed = Optional.empty();
        };
    change(
        username,
        user -> {
          var changed = change.apply(user);
          found.changed = Optional.of(changed);
          return changed.user();
        });
    return found.changed.orElseThrow();
  }

  void grant(String refreshToken, RefreshGrant grant, Instant now) {
    grants.values().removeIf(old -> !now.isBefore(old.expires()));
    grants.put(hash(refreshToken), grant);
  }

  Optional<RefreshGrant> grant(String refreshToken) {
    return Optional.ofNullable(grants.get(hash(refreshToken)));
  }

  void revoke(String refreshToken) {
    grants.computeIfPresent(hash(refreshToken), (token, grant) -> grant.revoke());
  }

  void revokeAllOf(User user) {
    grants.replaceAll(
        (token, grant) -> grant.username().equals(user.username()) ? grant.revoke() : grant);
  }

  boolean revoked(String originJti) {
    return grants.values().stream()
        .filter(grant -> grant.originJti().equals(originJti))
        .allMatch(RefreshGrant::revoked);
  }

  private boolean isAliasOf(User user, String name) {
    var byEmail =
        pool.emailIsUsername()
            || (pool.emailIsAlias()
                && user.attribute("email_verified").equals(Optional.of("true")));
    return byEmail && user.attribute("email").map(this::folded).equals(Optional.of(folded(name)));
  }

  private String folded(String name) {
    return pool.caseSensitive() ? name : name.toLowerCase(Locale.ROOT);
  }

  private static String hash(String token) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java has SHA-256.", missing);
    }
  }
}
