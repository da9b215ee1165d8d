package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.AwsRequest;
import io.cloudapp.local.endpoint.AwsResponse;
import io.cloudapp.local.endpoint.AwsService;
import io.cloudapp.local.endpoint.QueryInput;
import io.cloudapp.local.endpoint.QueryProtocol;
import io.cloudapp.local.snapshot.StateFile;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** EC2 as LocalCloud answers for it: instances that boot, show late, and end, but run nothing. */
public final class Ec2Service implements AwsService, AutoCloseable {

  private static final Set<String> EVERYWHERE = Set.of("Action", "Version", "DryRun");

  private final Object lock = new Object();
  private final Ec2Faults faults;
  private final StateFile<Ec2State> file;
  private final Clock clock;
  private final Fleet fleet;
  private final KeyPairs keyPairs;
  private final SecurityGroups groups;
  private final QueryProtocol protocol;

  /** Every collaborator of its own kind but the clock: what tests and LocalCloud choose. */
  public record Options(
      Ec2Settings settings,
      Clock clock,
      RandomGenerator random,
      Ec2Faults faults,
      LaunchPolicy policy,
      StateFile<Ec2State> file) {

    /** The system's clock and real random, no faults yet, every launch allowed, kept nowhere. */
    public static Options defaults() {
      return new Options(
          Ec2Settings.defaults(),
          Clock.systemUTC(),
          RandomGenerator.of("SecureRandom"),
          new Ec2Faults(),
          LaunchPolicy.everyLaunch(),
          StateFile.nowhere(Ec2State.class));
    }

    public Options with(Ec2Settings settings) {
      return new Options(settings, clock, random, faults, policy, file);
    }

    public Options with(Clock clock) {
      return new Options(settings, clock, random, faults, policy, file);
    }

    public Options with(Ec2Faults faults) {
      return new Options(settings, clock, random, faults, policy, file);
    }

    public Options with(LaunchPolicy policy) {
      return new Options(settings, clock, random, faults, policy, file);
    }

    public Options with(StateFile<Ec2State> file) {
      return new Options(settings, clock, random, faults, policy, file);
    }
  }

  /** Continues with what the options' file has kept. */
  public Ec2Service(Options options) {
    this.faults = options.faults();
    this.file = options.file();
    this.clock = options.clock();
    var ids = new Ids(options.random());
    this.fleet = new Fleet(options.settings(), clock, options.random(), faults);
    this.keyPairs = new KeyPairs(ids, clock);
    this.groups = new SecurityGroups(ids);
    var instances =
        new InstanceOperations(
            fleet,
            new LaunchReader(keyPairs, groups),
            options.policy(),
            clock,
            new InstanceXml(this::groupName),
            options.settings());
    this.protocol = QueryProtocol.ec2(operations(instances));
    file.load().ifPresent(this::restore);
  }

  private Map<String, QueryProtocol.Operation> operations(InstanceOperations instances) {
    var table = new HashMap<String, QueryProtocol.Operation>();
    var tags = new TagOperations(fleet, keyPairs, groups);
    var surroundings = new Surroundings(fleet);
    changing(table, "RunInstances", LaunchReader.PARAMETERS, instances::run);
    var some = Set.of("InstanceId", "Filter", "MaxResults", "NextToken");
    reading(table, "DescribeInstances", some, instances::describe);
    reading(
        table,
        "DescribeInstanceStatus",
        Set.of("InstanceId", "Filter", "MaxResults", "NextToken", "IncludeAllInstances"),
        instances::describeStatus);
    reading(
        table,
        "DescribeInstanceAttribute",
        Set.of("InstanceId", "Attribute"),
        instances::describeAttribute);
    changing(table, "TerminateInstances", Set.of("InstanceId"), instances::terminate);
    changing(table, "StopInstances", Set.of("InstanceId", "Force"), instances::stop);
    changing(table, "StartInstances", Set.of("InstanceId"), instances::start);
    changing(
        table,
        "ImportKeyPair",
        Set.of("KeyName", "PublicKeyMaterial", "TagSpecification"),
        keyPairs::importKey);
    reading(
        table,
        "DescribeKeyPairs",
        Set.of("KeyName", "KeyPairId", "Filter", "IncludePublicKey"),
        keyPairs::describe);
    changing(table, "DeleteKeyPair", Set.of("KeyName", "KeyPairId"), keyPairs::delete);
    changing(table, "CreateTags", Set.of("ResourceId", "Tag"), tags::create);
    changing(table, "DeleteTags", Set.of("ResourceId", "Tag"), tags::delete);
    changing(
        table,
        "CreateSecurityGroup",
        Set.of("GroupName", "GroupDescription", "VpcId", "TagSpecification"),
        groups::create);
    var rules =
        Set.of(
            "GroupId", "GroupName", "IpPermissions", "IpProtocol", "FromPort", "ToPort", "CidrIp");
    changing(table, "AuthorizeSecurityGroupIngress", rules, groups::authorize);
    changing(table, "RevokeSecurityGroupIngress", rules, groups::revoke);
    reading(
        table,
        "DescribeSecurityGroups",
        Set.of("GroupId", "GroupName", "Filter", "MaxResults", "NextToken"),
        groups::describe);
    changing(
        table,
        "DeleteSecurityGroup",
        Set.of("GroupId", "GroupName"),
        (input, answer) -> groups.delete(input, answer, this::isUsed));
    reading(
        table,
        "DescribeSubnets",
        Set.of("SubnetId", "Filter", "MaxResults", "NextToken"),
        surroundings::describeSubnets);
    reading(table, "DescribeVpcs", Set.of("VpcId", "Filter"), surroundings::describeVpcs);
    reading(
        table,
        "DescribeAvailabilityZones",
        Set.of("ZoneName", "Filter", "AllAvailabilityZones"),
        surroundings::describeZones);
    reading(
        table,
        "DescribeImages",
        Set.of("ImageId", "Owner", "Filter"),
        surroundings::describeImages);
    reading(
        table,
        "DescribeInstanceTypes",
        Set.of("InstanceType", "Filter", "MaxResults", "NextToken"),
        surroundings::describeTypes);
    reading(table, "DescribeVolumes", Set.of("VolumeId", "Filter"), surroundings::describeVolumes);
    return table;
  }

  private void reading(
      Map<String, QueryProtocol.Operation> table,
      String name,
      Set<String> parameters,
      QueryProtocol.Operation operation) {
    table.put(name, guarded(name, parameters, operation));
  }

  private void changing(
      Map<String, QueryProtocol.Operation> table,
      String name,
      Set<String> parameters,
      QueryProtocol.Operation operation) {
    table.put(
        name,
        guarded(
            name,
            parameters,
            (input, answer) -> {
              operation.answer(input, answer);
              file.changed(this::state);
            }));
  }

  private QueryProtocol.Operation guarded(
      String name, Set<String> parameters, QueryProtocol.Operation operation) {
    return (input, answer) -> {
      if (faults.throttles(name)) {
        throw Refusals.throttled();
      }
      refuseUnknown(input, parameters);
      if (input.flag("DryRun") && !name.equals("RunInstances")) {
        throw Refusals.dryRun();
      }
      synchronized (lock) {
        operation.answer(input, answer);
      }
      if (faults.losesAnswer(name)) {
        throw Refusals.internal();
      }
    };
  }

  /** A parameter that would be ignored is a surprise on AWS later. */
  private static void refuseUnknown(QueryInput input, Set<String> known) {
    for (var parameter : input.parameters().keySet()) {
      int dot = parameter.indexOf('.');
      var name = dot < 0 ? parameter : parameter.substring(0, dot);
      if (!known.contains(name) && !EVERYWHERE.contains(name)) {
        throw new AwsError(400, "UnknownParameter", "The parameter " + name + " is not recognized");
      }
    }
  }

  @Override
  public String signingName() {
    return protocol.signingName();
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    return protocol.answer(request);
  }

  @Override
  public AwsResponse refusal(AwsError error, String requestId) {
    return protocol.refusal(error, requestId);
  }

  /** The faults that this EC2 is about to have. */
  public Ec2Faults faults() {
    return faults;
  }

  /** All instances as they really are, oldest first. */
  public List<InstanceView> instances() {
    synchronized (lock) {
      var now = clock.instant();
      return fleet.all().stream().map(instance -> InstanceView.of(instance, now)).toList();
    }
  }

  /**
   * Has an instance shut itself down, as its own timer would; nothing happens unless it runs.
   *
   * @throws AwsError {@code InvalidInstanceID.NotFound}
   */
  public void shutDownFromWithin(String instanceId) {
    synchronized (lock) {
      fleet.shutDownFromWithin(instanceId);
    }
    file.changed(this::state);
  }

  /**
   * Forgets an instance, as EC2 forgets those that ended long ago.
   *
   * @throws AwsError {@code InvalidInstanceID.NotFound}
   */
  public void forget(String instanceId) {
    synchronized (lock) {
      fleet.forget(instanceId);
    }
    file.changed(this::state);
  }

  /** The tags of an instance or security group; empty when there is none of that id. */
  public Optional<Map<String, String>> tags(String id) {
    synchronized (lock) {
      return Stream.concat(
              fleet.all().stream().filter(instance -> instance.id().equals(id)).map(Instance::tags),
              groups.all().stream().filter(group -> group.id().equals(id)).map(SecurityGroup::tags))
          .findFirst();
    }
  }

  private boolean isUsed(String groupId) {
    return fleet.anyAlive(instance -> instance.plan().securityGroups().contains(groupId));
  }

  private String groupName(String id) {
    return groups.all().stream()
        .filter(group -> group.id().equals(id))
        .map(SecurityGroup::name)
        .findFirst()
        .orElse(id);
  }

  private Ec2State state() {
    synchronized (lock) {
      return new Ec2State(
          fleet.lastOrdinal(), fleet.all(), fleet.launches(), keyPairs.all(), groups.all());
    }
  }

  private void restore(Ec2State state) {
    fleet.restore(state);
    keyPairs.restore(state.keyPairs());
    groups.restore(state.securityGroups());
  }

  /** Writes what is not written yet. */
  @Override
  public void close() {
    file.close();
  }
}
