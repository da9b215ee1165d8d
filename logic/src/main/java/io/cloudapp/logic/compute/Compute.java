package io.cloudapp.logic.compute;

import io.cloudapp.core.configuration.Configuration.IngressRule;
import java.util.List;
import java.util.Optional;

/**
 * What we ask of EC2. Every method may be repeated.
 *
 * <p>All but {@link #launch} throw {@link io.cloudapp.logic.aws.Unavailable} when EC2 throttles or
 * does not answer.
 */
public interface Compute {

  /** Launches one instance, or says which one an earlier order with the same token launched. */
  LaunchOutcome launch(LaunchOrder order);

  /** Empty when EC2 does not know it: not yet, or not any more. */
  Optional<ComputeInstance> find(String ec2InstanceId);

  /** What an order with that token launched; empty when EC2 shows nothing (yet). */
  Optional<ComputeInstance> findByToken(String clientToken);

  /** Every instance that carries the tag of this installation and is not ending or ended. */
  List<ComputeInstance> listOurs();

  /** Ends an instance for good; false when EC2 does not know it: not yet, or not any more. */
  boolean terminate(String ec2InstanceId);

  /** Stops an instance by force. */
  StopOutcome forceStop(String ec2InstanceId);

  /** Sets a tag of an instance; one that EC2 does not know is no error. */
  void tag(String ec2InstanceId, String name, String value);

  /**
   * @param ami an SSM public parameter that names the image, or an AMI id
   */
  Optional<Image> findImage(String ami);

  /** The id of the security group of that name with these rules, made when it is missing. */
  String ensureSecurityGroup(String name, List<IngressRule> ingress);

  /**
   * @param publicKey in OpenSSH's one-line format
   */
  void importKeyPair(String name, String publicKey);

  /** Deletes a key pair; a missing one is no error. */
  void deleteKeyPair(String name);
}
