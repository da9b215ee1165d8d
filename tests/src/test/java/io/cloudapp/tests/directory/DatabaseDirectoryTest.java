package io.cloudapp.tests.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.cloudapp.core.login.SignIn;
import io.cloudapp.core.login.SignIn.Client;
import io.cloudapp.logic.database.Database;
import io.cloudapp.logic.login.Accounts;
import io.cloudapp.logic.login.AppClients;
import io.cloudapp.logic.login.DatabaseAccounts;
import io.cloudapp.logic.login.DatabaseDirectory;
import io.cloudapp.logic.login.Directory;
import io.cloudapp.logic.login.SecretStore;
import io.cloudapp.logic.login.SignInOutcome;
import io.cloudapp.logic.login.SignInOutcome.Authenticated;
import io.cloudapp.logic.login.SignInOutcome.Refused;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseDirectoryTest implements DirectoryContract, AccountsContract {

  private static final int CHEAP_HASH_KIBIBYTES = 64;
  private static final Duration CODE_STEP = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  private static EmbeddedPostgres postgres;
  private static Jdbi jdbi;

  private final MovableClock clock = new MovableClock(Instant.now());
  private final Map<String, String> secrets = new HashMap<>();
  private final List<String> told = new ArrayList<>();
  private final DatabaseDirectory directory = newDirectory();
  private final Accounts accounts =
      new DatabaseAccounts(
          jdbi, new SecretsInMemory(), CHEAP_HASH_KIBIBYTES, new SecureRandom(), clock);

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    Database.migrate(postgres.getPostgresDatabase());
    jdbi = Jdbi.create(postgres.getPostgresDatabase());
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @Override
  public void passTime() {
    clock.advance(Duration.ofMinutes(7));
  }

  @Override
  public Directory directory() {
    return directory;
  }

  @Override
  public Accounts accounts() {
    return accounts;
  }

  @Override
  public String mailedPassword(String email) {
    throw new AssertionError("This directory sends no mail");
  }

  @Override
  public void register(String username, String password, boolean temporary, boolean admin) {
    assertThat(directory.register(username, Optional.empty(), admin, password, temporary)).isTrue();
  }

  @Override
  public String unusedCode(String secret) {
    clock.advance(CODE_STEP);
    return AuthenticatorApp.code(secret, clock.instant());
  }

  @Override
  public boolean isSignatureGood(SignedJWT token) {
    try {
      var key = directory.signingKeys().getKeyByKeyId(token.getHeader().getKeyID());
      return !key.isPrivate() && token.verify(new RSASSAVerifier(key.toRSAKey()));
    } catch (JOSEException failure) {
      throw new AssertionError(failure);
    }
  }

  @Override
  public String clientId(Client client) {
    return client == Client.ADMIN ? "client-admin" : "client-web";
  }

  @Test
  void makesTheWaitLongerWithEveryFailureAndForgivesAfterASuccess() {
    register("kate", PASSWORD, false, false);
    fail("kate", 10);
    assertThat(signIn("kate", PASSWORD)).isInstanceOf(Refused.class);

    clock.advance(Duration.ofSeconds(1));
    fail("kate", 1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(signIn("kate", PASSWORD)).isInstanceOf(Refused.class);

    clock.advance(LONGEST_WAIT);
    assertThat(signIn("kate", PASSWORD)).isInstanceOf(Authenticated.class);
    fail("kate", 9);
    assertThat(signIn("kate", PASSWORD)).isInstanceOf(Authenticated.class);
  }

  @Test
  void doesNotGiveBackGuessedCodesForARightPassword() {
    register("leo", PASSWORD, false, false);
    var accessToken = ((Authenticated) signIn("leo", PASSWORD)).tokens().accessToken();
    var secret = directory.startSecondFactor(accessToken).secret();
    directory.confirmSecondFactor(accessToken, unusedCode(secret));

    IntStream.range(0, 10)
        .forEach(
            _ -> {
              directory.signIn(signInWithCode("leo", "000000"));
              signIn("leo", PASSWORD);
            });

    assertThat(directory.signIn(signInWithCode("leo", unusedCodeWithoutWaiting(secret))))
        .isInstanceOf(Refused.class);
  }

  @Test
  void tellsTheAdminsOfANewUserOnce() {
    register("mallory", PASSWORD, false, false);
    signIn("mallory", PASSWORD);
    signIn("mallory", PASSWORD);

    assertThat(told).containsExactly("New user mallory");
    var recorded =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select role || quota from users where username = 'mallory'")
                    .mapTo(String.class)
                    .one());
    assertThat(recorded).isEqualTo("USER3");
  }

  @Test
  void keepsNoPasswordTokenOrSecretInTheDatabase() {
    register("nina", PASSWORD, false, false);
    var tokens = ((Authenticated) signIn("nina", PASSWORD)).tokens();
    var secret = directory.startSecondFactor(tokens.accessToken()).secret();

    var rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select u::text from directory_users u union all"
                            + " select t::text from directory_refresh_tokens t")
                    .mapTo(String.class)
                    .list());

    assertThat(String.join("\n", rows))
        .contains("nina", "$argon2id$")
        .doesNotContain(PASSWORD, secret, tokens.refreshToken().orElseThrow());
  }

  @Test
  void signsWithTheSameKeyAfterARestart() {
    register("olga", PASSWORD, false, false);
    var accessToken = ((Authenticated) signIn("olga", PASSWORD)).tokens().accessToken();

    assertThat(newDirectory().startSecondFactor(accessToken).otpauthUri())
        .startsWith("otpauth://totp/CloudApp:olga?secret=")
        .endsWith("&issuer=CloudApp");
  }

  private DatabaseDirectory newDirectory() {
    var clients = new AppClients("", clientId(Client.WEB), clientId(Client.ADMIN));
    return new DatabaseDirectory(
        jdbi,
        new SecretsInMemory(),
        (subject, message) -> told.add(subject),
        new DatabaseDirectory.Settings(
            clients, "https://directory.example", "test", CHEAP_HASH_KIBIBYTES),
        new SecureRandom(),
        clock);
  }

  private void fail(String username, int times) {
    IntStream.range(0, times).forEach(_ -> signIn(username, WRONG_PASSWORD));
  }

  private SignInOutcome signIn(String username, String password) {
    return directory.signIn(
        new SignIn(username, password, Optional.empty(), Optional.empty(), Client.WEB));
  }

  private static SignIn signInWithCode(String username, String code) {
    return new SignIn(username, PASSWORD, Optional.empty(), Optional.of(code), Client.WEB);
  }

  private String unusedCodeWithoutWaiting(String secret) {
    return AuthenticatorApp.code(secret, clock.instant().plus(CODE_STEP));
  }

  private final class SecretsInMemory implements SecretStore {

    @Override
    public Optional<String> read(String name) {
      return Optional.ofNullable(secrets.get(name));
    }

    @Override
    public String createOrRead(String name, String value) {
      secrets.putIfAbsent(name, value);
      return secrets.get(name);
    }

    @Override
    public void delete(String name) {
      secrets.remove(name);
    }
  }

  private static final class MovableClock extends Clock {

    private Instant now;

    MovableClock(Instant now) {
      this.now = now;
    }

    void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
