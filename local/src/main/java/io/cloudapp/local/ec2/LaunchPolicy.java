package io.cloudapp.local.ec2;

import java.util.Map;

/** Who may launch what, as an IAM policy with a condition on the request's tags would say. */
@FunctionalInterface
public interface LaunchPolicy {

  /**
   * @param tags that the launch gives to its instances
   */
  boolean allows(Map<String, String> tags);

  /** A policy that allows every launch. */
  static LaunchPolicy everyLaunch() {
    return _ -> true;
  }

  /** A policy that allows launches whose instances get a tag with that key. */
  static LaunchPolicy launchesTagged(String key) {
    return tags -> tags.containsKey(key);
  }
}
