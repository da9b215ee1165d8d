package io.cloudapp.tests.cloud;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.login.TokenLifetimes;
import io.cloudapp.local.Addresses;
import io.cloudapp.local.LocalCloud;
import io.cloudapp.local.Options;
import io.cloudapp.local.cognito.Totp;
import io.cloudapp.local.ec2.Ec2Faults;
import io.cloudapp.local.logs.LogEvent;
import io.cloudapp.local.states.execution.Chaos;
import io.micronaut.http.server.exceptions.ServerStartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;

/** A running LocalCloud and what tests do with it. */
public final class RunningCloud implements AutoCloseable {

  private final LocalCloud cloud;
  private final Addresses addresses;
  private final AtomicInteger people = new AtomicInteger();
  private Optional<Api> admin = Optional.empty();
  private Instant adminUntil = Instant.MIN;

  private RunningCloud(LocalCloud cloud, Addresses addresses) {
    this.cloud = cloud;
    this.addresses = addresses;
  }

  /** One with options of its own; the caller closes it. */
  public static RunningCloud start(Options options) {
    var cloud = new LocalCloud(options);
    return new RunningCloud(cloud, cloud.start(_ -> {}));
  }

  static RunningCloud start() {
    return start(Options.forTests());
  }

  public LocalCloud cloud() {
    return cloud;
  }

  public Addresses addresses() {
    return addresses;
  }

  public Api anonymous() {
    return Api.anonymous(addresses.api());
  }

  /** The API in the hands of someone new, whom no other test disturbs. */
  public Api someone() {
    var person = newPerson();
    return signedIn(person.username(), person.password());
  }

  /** What an admin sends for a configuration like the sample nginx, under a name of its own. */
  public static ObjectNode configuration(String name) {
    try {
      var sample = Path.of("..", "samples", "configurations", "nginx.json");
      return Json.mapper().readValue(sample.toFile(), ObjectNode.class).put("name", name);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Someone new, whom no other test disturbs. */
  public Person newPerson() {
    var person = nobodyYet();
    cloud.addPerson(person.username(), person.password());
    return person;
  }

  /** A name and a password that nobody has yet. */
  public Person nobodyYet() {
    var username = "person-" + people.incrementAndGet();
    return new Person(username, "A-long-password-" + username);
  }

  /** The API in the hands of a demo user. */
  public Api as(String username) {
    return signedIn(username, addresses.person(username).password());
  }

  /**
   * The API in the hands of the admin, with the second factor given.
   *
   * <p>A code is good once and the token for 15 minutes, so the tests share it for most of that.
   */
  public synchronized Api admin() {
    var now = Instant.now();
    if (admin.isEmpty() || now.isAfter(adminUntil)) {
      var person = addresses.people().stream().filter(p -> p.admin()).findFirst().orElseThrow();
      var code = Totp.code(person.totpSecret().orElseThrow(), now);
      var answer =
          anonymous()
              .post(
                  "/sessions",
                  Api.object()
                      .put("username", person.username())
                      .put("password", person.password())
                      .put("totp", code)
                      .put("client", "admin"));
      admin = Optional.of(anonymous().withToken(token(answer)));
      adminUntil = now.plus(TokenLifetimes.ADMIN_ACCESS).minus(Duration.ofMinutes(5));
    }
    return admin.get();
  }

  public Api signedIn(String username, String password) {
    var answer =
        anonymous()
            .post(
                "/sessions",
                Api.object()
                    .put("username", username)
                    .put("password", password)
                    .put("client", "web"));
    return anonymous().withToken(token(answer));
  }

  private static String token(Api.Answer answer) {
    if (answer.status() != 200 || !answer.body().path("authenticated").asBoolean()) {
      throw new AssertionError("Not signed in: " + answer.status() + " " + answer.problem());
    }
    return answer.body().path("accessToken").asText();
  }

  /** Takes back every fault a test injected. */
  void calm() {
    cloud.calm();
  }

  @Override
  public void close() throws Exception {
    cloud.close();
  }

  public Ec2Faults faults() {
    return cloud.aws().ec2().faults();
  }

  /** Decides from now on, until the end of the test, what befalls new executions. */
  public void chaos(Chaos chaos) {
    cloud.aws().engine().chaos(chaos);
  }

  /** Waits until no execution runs. */
  public void awaitQuiet() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> cloud.aws().engine().recent().running() == 0);
  }

  /** Ends the web app and puts another in its place as soon as the port is free. */
  public void replaceWebapp() {
    cloud.stopWebapp();
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreException(ServerStartupException.class)
        .until(
            () -> {
              cloud.startWebapp();
              return true;
            });
  }

  /** An AWS client for LocalCloud's endpoint, as anybody makes one. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return client(builder, "test");
  }

  /** An AWS client that calls as a role of CloudApp, or as somebody with another access key. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, String accessKeyId) {
    return builder
        .endpointOverride(URI.create(addresses.aws().toString()))
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "test")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(
            options ->
                options.putAdvancedOption(
                    SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
        .build();
  }

  public List<String> secretNames() {
    try (var secrets = client(SecretsManagerClient.builder())) {
      return secrets.listSecretsPaginator().stream()
          .flatMap(page -> page.secretList().stream())
          .map(SecretListEntry::name)
          .toList();
    }
  }

  public List<String> keyPairNames() {
    try (var ec2 = client(Ec2Client.builder())) {
      return ec2.describeKeyPairs().keyPairs().stream().map(KeyPairInfo::keyName).toList();
    }
  }

  /** Every record of every log group. */
  public List<String> everythingLogged() {
    cloud.aws().engine().flush();
    var logs = cloud.aws().logs();
    return logs.names().stream()
        .flatMap(group -> logs.events(group).stream())
        .map(LogEvent::message)
        .toList();
  }

  public List<String> everyMail() {
    return cloud.aws().mailbox().newestFirst().stream()
        .map(mail -> mail.subject() + " " + mail.body())
        .toList();
  }

  /** Every row of every table, as JSON. */
  public List<String> everyRow() throws SQLException {
    var rows = new ArrayList<String>();
    try (var connection = cloud.dataSource().getConnection();
        var tables =
            connection
                .createStatement()
                .executeQuery(
                    "select table_name from information_schema.tables"
                        + " where table_schema = 'public' and table_type = 'BASE TABLE'")) {
      while (tables.next()) {
        var table = tables.getString(1);
        try (var all =
            connection
                .createStatement()
                .executeQuery("select to_jsonb(t)::text from " + table + " t")) {
          while (all.next()) {
            rows.add(all.getString(1));
          }
        }
      }
    }
    return rows;
  }
}
