package io.cloudapp.local.ec2;

import java.util.List;

/** Everything that EC2 remembers between two starts. */
public record Ec2State(
    long lastOrdinal,
    List<Instance> instances,
    List<LaunchMemory> launches,
    List<KeyPair> keyPairs,
    List<SecurityGroup> securityGroups) {

  public Ec2State {
    instances = List.copyOf(instances);
    launches = List.copyOf(launches);
    keyPairs = List.copyOf(keyPairs);
    securityGroups = List.copyOf(securityGroups);
  }
}
