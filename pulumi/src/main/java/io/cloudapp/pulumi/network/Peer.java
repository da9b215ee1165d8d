package io.cloudapp.pulumi.network;

import com.pulumi.core.Output;

/** The other end of what a security group lets through. */
public sealed interface Peer {

  /** Every address that there is. */
  Peer EVERYWHERE = new Addresses("0.0.0.0/0");

  /** The members of a security group. */
  record Group(Output<String> id) implements Peer {}

  /** Addresses of version 4, for example {@code 10.40.0.0/16}. */
  record Addresses(String cidr) implements Peer {}
}
