package io.cloudapp.core.permission;

/** What a part of CloudApp may be allowed to reach; Pulumi and the SAM template know the ARNs. */
public enum AwsResource {
  LOGIN_QUEUE,
  DEAD_LETTER_QUEUE,
  ADMIN_TOPIC,
  PEOPLE_TOPIC,
  LOGIN_MACHINE,
  PROVISION_INSTANCE_MACHINE,
  STOP_INSTANCE_MACHINE,
  WORKFLOW_LOGS,
  USER_POOL,
  /** The private keys and second factors of this installation. */
  SECRETS,
  /** EC2 instances with this installation's tag, and no others. */
  OUR_INSTANCES,
  /** The tag of ours that says when an instance ends; no other tag of it. */
  EXPIRY_TAG,
  KEY_PAIRS,
  USAGE_EVENTS,
  RECONCILE_OBJECTS,
  USAGE_WORKGROUP,
  USAGE_TABLE,
  /** Where AWS knows no resource for an action, or it is only about reading public things. */
  ANY
}
