package io.cloudapp.local.ec2;

/** How the boot of an instance goes. */
enum Boot {
  SUCCEEDS,
  NEVER_ENDS,
  IMPAIRED,
  FAILS
}
