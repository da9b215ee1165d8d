package io.cloudapp.logic.instance;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.logic.InstallSettings;
import io.cloudapp.logic.compute.Compute;
import io.cloudapp.logic.compute.NetworkSettings;
import io.cloudapp.logic.compute.TagName;
import io.cloudapp.logic.configuration.ConfigurationStore;
import io.cloudapp.logic.instance.FrozenLaunch.Placement;
import io.cloudapp.logic.instance.InstanceStore.Owner;
import io.cloudapp.logic.keypair.LoginKeys;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Resolves what a launch needs and keeps it, so that every try of it says the same. */
@Singleton
final class LaunchFreezer {

  private final InstanceStore instances;
  private final ConfigurationStore configurations;
  private final Compute compute;
  private final LoginKeys keys;
  private final BeanProvider<NetworkSettings> network;
  private final InstallSettings install;

  LaunchFreezer(
      InstanceStore instances,
      ConfigurationStore configurations,
      Compute compute,
      LoginKeys keys,
      BeanProvider<NetworkSettings> network,
      InstallSettings install) {
    this.instances = instances;
    this.configurations = configurations;
    this.compute = compute;
    this.keys = keys;
    this.network = network;
    this.install = install;
  }

  /** The row with its launch; a row that was taken from us meanwhile comes back without one. */
  Outcome<InstanceRow> freeze(InstanceRow row) {
    var configuration =
        configurations.find(row.configuration(), row.configurationVersion()).orElseThrow();
    var image = compute.findImage(configuration.ami());
    if (image.isEmpty()) {
      return Outcome.refused(
          ProblemType.LAUNCH_REFUSED,
          "The configuration names a machine image that AWS does not have. Ask an admin to"
              + " correct it.");
    }
    var owner = instances.owner(row.ownerId());
    var userData = UserData.write(configuration, row.latestExpiryAt(), owner.publicKeys());
    if (userData.isEmpty()) {
      return Outcome.refused(
          ProblemType.LAUNCH_REFUSED,
          "The configuration's set-up script and packages, together with your public keys, are"
              + " larger than the 16 KiB that AWS takes. Ask an admin to shorten them, or remove"
              + " large keys from your profile.");
    }
    var group = compute.ensureSecurityGroup(groupName(configuration), configuration.ingress());
    var keyPair = prepareKeyPair(row, owner);
    var launch =
        new FrozenLaunch(
            image.get(),
            configuration.instanceType(),
            configuration.disk(),
            placements(row),
            group,
            keyPair,
            userData.get(),
            tags(configuration, row, owner));
    var login = keyPair.isPresent() ? LoginState.PREPARED : LoginState.OWN_KEY;
    instances.freeze(row.id(), launch, login);
    return Outcome.done(afterFreezing(row.id()));
  }

  private InstanceRow afterFreezing(String id) {
    var row = instances.find(id).orElseThrow();
    if (row.launch().isEmpty()) {
      // A stop came between; whoever serves it has looked for the key pair too early.
      keys.deleteAll(id);
    }
    return row;
  }

  private Optional<String> prepareKeyPair(InstanceRow row, Owner owner) {
    if (!owner.publicKeys().isEmpty()) {
      return Optional.empty();
    }
    var name = keys.keyPairName(row.id());
    if (instances.prepareKeyPair(row.id(), name, keys.secretName(row.id()))) {
      keys.prepare(row.id());
    }
    return Optional.of(name);
  }

  private String groupName(Configuration configuration) {
    return "cloudapp-%s-%s-v%d"
        .formatted(install.installId(), configuration.name(), configuration.version());
  }

  /** All zones, each instance beginning with another one, so that they spread. */
  private List<Placement> placements(InstanceRow row) {
    var all =
        new TreeMap<>(network.get().subnetsByZone())
            .entrySet().stream()
                .map(subnet -> new Placement(subnet.getKey(), subnet.getValue()))
                .toList();
    var first = Math.floorMod(row.id().hashCode(), all.size());
    return Stream.concat(all.stream().skip(first), all.stream().limit(first)).toList();
  }

  /** Ours win: by them we know what is ours. */
  private Map<String, String> tags(Configuration configuration, InstanceRow row, Owner owner) {
    var tags = new HashMap<>(configuration.tags());
    tags.put(TagName.INSTALL_ID, install.installId());
    tags.put(TagName.EXECUTION_ID, row.id());
    tags.put(TagName.OWNER, owner.username());
    tags.put(TagName.CONFIGURATION, row.configuration() + " v" + row.configurationVersion());
    tags.put(TagName.EXPIRES_AT, row.expiresAt().toString());
    tags.put(TagName.NAME, "cloudapp " + row.configuration() + " " + row.id());
    return tags;
  }
}
