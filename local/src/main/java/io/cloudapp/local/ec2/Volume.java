package io.cloudapp.local.ec2;

import java.util.Map;
import java.util.TreeMap;

/**
 * A disk of an instance.
 *
 * @param device for example {@code /dev/xvda}
 * @param type for example {@code gp3}
 */
record Volume(
    String id,
    String device,
    int sizeGib,
    String type,
    boolean encrypted,
    boolean deletedOnTermination,
    Map<String, String> tags) {

  Volume {
    tags = new TreeMap<>(tags);
  }

  Volume withId(String id) {
    return new Volume(id, device, sizeGib, type, encrypted, deletedOnTermination, tags);
  }

  Volume withTags(Map<String, String> tags) {
    return new Volume(id, device, sizeGib, type, encrypted, deletedOnTermination, tags);
  }
}
