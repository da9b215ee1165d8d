package io.cloudapp.core.permission;

import static io.cloudapp.core.permission.Condition.Operator.ALL_EQUAL;
import static io.cloudapp.core.permission.Condition.Operator.ANY_EQUALS;
import static io.cloudapp.core.permission.Condition.Operator.BOOL;
import static io.cloudapp.core.permission.Condition.Operator.NUMERIC_EQUALS;
import static io.cloudapp.core.permission.Condition.Operator.STRING_EQUALS;
import static io.cloudapp.core.permission.Condition.Operator.STRING_LIKE;
import static io.cloudapp.core.permission.Condition.Setting.INSTALLATION;
import static io.cloudapp.core.permission.Condition.Setting.INSTANCE_TYPES;

import java.util.List;

/**
 * What a part of CloudApp may be allowed to reach, and when; Pulumi and LocalCloud know the ARNs.
 */
public enum AwsResource {
  LOGIN_QUEUE,
  DEAD_LETTER_QUEUE,
  ADMIN_TOPIC,
  PEOPLE_TOPIC,
  LOGIN_MACHINE,
  PROVISION_INSTANCE_MACHINE,
  STOP_INSTANCE_MACHINE,
  AUTHENTICATE_FUNCTION,
  CLAIM_REQUEST_FUNCTION,
  STOP_EC2_FUNCTION,
  /** Routes of the API, which only workflows may call. */
  LAUNCH_INSTANCE_ROUTE,
  READ_BOOT_ROUTE,
  PUBLISH_LOGIN_ROUTE,
  RECORD_USAGE_ROUTE,
  TERMINATE_INSTANCE_ROUTE,
  WORKFLOW_LOGS,
  USER_POOL,
  /** The private keys and second factors of this installation. */
  SECRETS,
  /** The password of the database's owner, which RDS keeps. */
  DATABASE_OWNER_SECRET,
  /** The password that RDS Proxy signs in with; nothing where there is no proxy. */
  DATABASE_USER_SECRET,
  /** The keys that seal the web app's sessions. */
  SESSION_KEYS_SECRET,
  /** EC2 instances with this installation's tag, and no others. */
  OUR_INSTANCES(Conditions.taggedAsOurs()),
  /** The tag of ours that says when an instance ends; no other tag of it. */
  EXPIRY_TAG(
      Conditions.taggedAsOurs(),
      Condition.of(ALL_EQUAL, "aws:TagKeys", "cloudapp:expires-at"),
      // ALL_EQUAL holds of no tag at all as well.
      Condition.of(STRING_LIKE, "aws:RequestTag/cloudapp:expires-at", "?*")),
  /** What RunInstances makes: tagged as ours, of an allowed type, with IMDSv2 and one hop only. */
  LAUNCHED_INSTANCES(
      Conditions.beingTaggedAsOurs(),
      Condition.of(STRING_LIKE, "ec2:InstanceType", INSTANCE_TYPES),
      Condition.of(STRING_EQUALS, "ec2:MetadataHttpTokens", "required"),
      Condition.of(NUMERIC_EQUALS, "ec2:MetadataHttpPutResponseHopLimit", "1")),
  /** The disks of what RunInstances makes. */
  LAUNCHED_VOLUMES(Conditions.beingTaggedAsOurs(), Condition.of(BOOL, "ec2:Encrypted", "true")),
  LAUNCHED_INTERFACES,
  /** Machine images, AWS's and anybody else's: which one is the configuration's decision. */
  IMAGES,
  INSTANCE_SUBNETS,
  VPC,
  OUR_SECURITY_GROUPS(Conditions.taggedAsOurs()),
  NEW_SECURITY_GROUPS(Conditions.beingTaggedAsOurs()),
  KEY_PAIRS,
  NEW_KEY_PAIRS(Conditions.beingTaggedAsOurs()),
  /** The tags that something of ours gets as it is made, and never again. */
  FIRST_TAGS(
      Conditions.beingTaggedAsOurs(),
      Condition.of(
          STRING_EQUALS,
          "ec2:CreateAction",
          "RunInstances",
          "CreateSecurityGroup",
          "ImportKeyPair")),
  /** The names that AWS gives its newest machine images. */
  IMAGE_PARAMETERS,
  USAGE_EVENTS,
  RECONCILE_OBJECTS,
  USAGE_WORKGROUP,
  /** The table over the usage events, as Athena reads it for us. */
  USAGE_TABLE(Conditions.byAthena()),
  /** The bucket itself, as Athena looks at it for us. */
  USAGE_BUCKET_BY_ATHENA(Conditions.byAthena()),
  USAGE_EVENTS_BY_ATHENA(Conditions.byAthena()),
  QUERY_RESULTS_BY_ATHENA(Conditions.byAthena()),
  /** Where AWS knows no resource for an action, or it is only about reading public things. */
  ANY;

  private final List<Condition> conditions;

  AwsResource(Condition... conditions) {
    this.conditions = List.of(conditions);
  }

  /** All of them have to be true. */
  public List<Condition> conditions() {
    return conditions;
  }

  private static final class Conditions {

    static Condition taggedAsOurs() {
      return Condition.of(STRING_EQUALS, "aws:ResourceTag/cloudapp:install-id", INSTALLATION);
    }

    static Condition beingTaggedAsOurs() {
      return Condition.of(STRING_EQUALS, "aws:RequestTag/cloudapp:install-id", INSTALLATION);
    }

    /** Athena reads with the permissions of whoever asked it. */
    static Condition byAthena() {
      return Condition.of(ANY_EQUALS, "aws:CalledVia", "athena.amazonaws.com");
    }
  }
}
