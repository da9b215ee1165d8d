package io.cloudapp.local.cloud;

import com.nimbusds.jose.jwk.JWKSet;
import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.usage.UsageTable;
import io.cloudapp.local.Options;
import io.cloudapp.local.database.LocalDatabase;
import io.cloudapp.local.ec2.Network;
import io.cloudapp.local.gateway.PeopleAndWorkflows;
import io.cloudapp.local.gateway.SignatureVerifier;
import io.cloudapp.local.gateway.Throttle;
import io.cloudapp.local.gateway.TokenVerifier;
import io.cloudapp.local.installation.Installation;
import io.cloudapp.local.installation.PreparedSecrets;
import io.cloudapp.local.installation.Resources;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the deployed parts are told, as Pulumi tells it by environment variables. */
public final class Settings {

  /** Made by the preparation, with the privileges that it has on AWS. */
  public static final String DATABASE_USER = "cloudapp";

  private final Options options;
  private final Ports ports;
  private final Resources resources;
  private final LocalDatabase database;

  public Settings(Options options, Ports ports, Resources resources, LocalDatabase database) {
    this.options = options;
    this.ports = ports;
    this.resources = resources;
    this.database = database;
  }

  /** For the functions and the services; the map is the caller's to add to. */
  public Map<String, Object> forLogic(int maximumConnections) {
    var settings = new HashMap<String, Object>();
    settings.put("cloudapp.aws.region", "eu-west-1");
    settings.put("cloudapp.aws.endpoint", ports.aws().uri().toString());
    settings.put("cloudapp.install-id", Installation.ID);
    settings.put("cloudapp.directory", options.directory());
    settings.put("cloudapp.database.url", database.url());
    settings.put("cloudapp.database.username", DATABASE_USER);
    settings.put("cloudapp.database.password", "");
    settings.put("cloudapp.database.maximum-connections", maximumConnections);
    settings.put("cloudapp.preparation.database-url", database.url());
    settings.put("cloudapp.preparation.owner-secret", PreparedSecrets.DATABASE_OWNER);
    settings.put("cloudapp.preparation.session-keys-secret", PreparedSecrets.SESSION_KEYS);
    settings.put("cloudapp.admin-topic-arn", resources.adminTopicArn());
    settings.put("cloudapp.people-topic-arn", resources.peopleTopicArn());
    settings.put("cloudapp.queues.login-url", resources.loginQueueUrl());
    settings.put("cloudapp.queues.dead-letter-url", resources.deadLetterQueueUrl());
    // Everything is faster here than on AWS, and so is the patience.
    settings.put("cloudapp.time-to-obey-force", "10s");
    settings.put("cloudapp.usage.bucket", resources.usageBucket());
    settings.put("cloudapp.statistics.database", UsageTable.DATABASE);
    settings.put("cloudapp.statistics.workgroup", UsageTable.WORKGROUP);
    settings.put("cloudapp.logs.console-url", ports.console().toString());
    for (var machine : StateMachine.values()) {
      settings.put(
          "cloudapp.state-machine-arns." + machine.machineName(),
          resources.stateMachineArns().get(machine));
    }
    settings.put("cloudapp.cognito.user-pool-id", resources.userPool().id());
    settings.put("cloudapp.cognito.web-client-id", resources.userPool().webClientId());
    settings.put("cloudapp.cognito.admin-client-id", resources.userPool().adminClientId());
    settings.put("cloudapp.issuer", issuer());
    settings.put("cloudapp.network.vpc-id", Network.VPC);
    settings.put(
        "cloudapp.network.subnets",
        Network.subnets().stream()
            .map(subnet -> subnet.zone() + "=" + subnet.id())
            .collect(Collectors.joining(",")));
    return settings;
  }

  public Map<String, Object> forWebapp() {
    var key = new byte[32];
    new SecureRandom().nextBytes(key);
    var settings = new HashMap<String, Object>();
    settings.put("micronaut.server.port", ports.webPort());
    settings.put("micronaut.server.host", "127.0.0.1");
    settings.put("cloudapp.api.url", ports.api().toString());
    settings.put("cloudapp.web.secure-cookies", false);
    settings.put("cloudapp.web.active-key", "local");
    settings.put("cloudapp.web.keys.local", Base64.getEncoder().encodeToString(key));
    return settings;
  }

  /**
   * What lets people and workflows into the API.
   *
   * @param keys of the directory that signs the people's tokens
   */
  public PeopleAndWorkflows authorizers(
      Supplier<JWKSet> keys, WorkflowCredentials workflows, Clock clock) {
    var pool = resources.userPool();
    return new PeopleAndWorkflows(
        new TokenVerifier(keys, issuer(), Set.of(pool.webClientId(), pool.adminClientId()), clock),
        new TokenVerifier(keys, issuer(), Set.of(pool.adminClientId()), clock),
        new SignatureVerifier("eu-west-1", "execute-api", workflows::secretOf, clock));
  }

  /** Wide enough for a whole office, narrow enough to make guessing slow. */
  public Throttle signInThrottle(Clock clock) {
    return new Throttle(50, 100, clock);
  }

  private String issuer() {
    return ports.aws().uri() + "/" + resources.userPool().id();
  }
}
