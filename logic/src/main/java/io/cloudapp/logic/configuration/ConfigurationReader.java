package io.cloudapp.logic.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.configuration.Configuration.Access;
import io.cloudapp.core.configuration.Configuration.Disk;
import io.cloudapp.core.configuration.Configuration.IngressRule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a configuration that an admin sent, with one message for each field at fault. */
final class ConfigurationReader {

  /** Cloud-init gets the script inside 16 KiB of user data, beside the packages and our timer. */
  private static final int MAXIMUM_SCRIPT_BYTES = 12 * 1024;

  private static final int SSH = 22;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final Pattern AMI_ALIAS = Pattern.compile("/aws/service(/[A-Za-z0-9_.-]+){1,13}");
  private static final Pattern AMI_ID = Pattern.compile("ami-([0-9a-f]{8}|[0-9a-f]{17})");
  private static final Pattern LOGIN_USER = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");
  private static final Pattern INSTANCE_TYPE =
      Pattern.compile("[a-z][a-z0-9-]{0,11}\\.(nano|micro|small|medium|large|\\d{0,2}xlarge)");
  private static final Pattern DISK_TYPE = Pattern.compile("gp3|gp2");
  private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9._@+:-]{1,128}");

  /** EC2 takes 50 tags, and we have some of our own. */
  private static final int MAXIMUM_TAGS = 30;

  private static final Pattern TAG_KEY = Pattern.compile("[A-Za-z0-9 _.:/=+@-]{1,128}");
  private static final Pattern TAG_VALUE = Pattern.compile("[A-Za-z0-9 _.:/=+@-]{0,256}");

  /** AWS keeps the first for itself, we the second; the third says what the console shows. */
  private static final Pattern RESERVED_TAG = Pattern.compile("(?i)(aws:|cloudapp:).*|name");

  private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}");

  private final FieldReader fields = new FieldReader();

  /** What was read. */
  sealed interface Reading {
    /** Every field can be used; {@code changedAt} is the time given to {@link #read}. */
    record Valid(Configuration configuration) implements Reading {}

    record Invalid(List<FieldError> errors) implements Reading {}
  }

  /**
   * Reads the fields of the API's configuration.
   *
   * @param path the name in the URL, which the body may leave out but not contradict
   */
  static Reading read(ObjectNode sent, Optional<String> path, Instant at) {
    return new ConfigurationReader().readFields(sent, path, at);
  }

  private Reading readFields(ObjectNode sent, Optional<String> path, Instant at) {
    var configuration =
        new Configuration(
            name(sent, path),
            sent.path("version").asInt(0),
            enabled(sent),
            description(sent),
            ami(sent),
            fields.text(
                sent,
                "",
                "loginUser",
                LOGIN_USER,
                "Name the account that the AMI has, for example ec2-user or ubuntu."),
            fields.text(
                sent,
                "",
                "instanceType",
                INSTANCE_TYPE,
                "Name an EC2 instance type, for example t3.micro."),
            disk(sent),
            packages(sent),
            setupScript(sent),
            ingress(sent),
            fields.number(
                sent,
                "",
                "maximumLifetimeHours",
                1,
                720,
                "Give the longest life in hours, from 1 to 720."),
            quotaPerUser(sent),
            access(sent),
            tags(sent),
            at);
    return fields.errors().isEmpty()
        ? new Reading.Valid(configuration)
        : new Reading.Invalid(fields.errors());
  }

  private String name(ObjectNode sent, Optional<String> path) {
    if (path.isPresent() && sent.path("name").isMissingNode()) {
      return path.get();
    }
    var name =
        fields.text(
            sent,
            "",
            "name",
            NAME,
            "Use 1 to 40 lower-case letters, digits and dashes, and no dash at the start.");
    if (!name.isEmpty() && !path.orElse(name).equals(name)) {
      fields.refuse("name", "A configuration keeps its name. Create another one instead.");
    }
    return name;
  }

  private boolean enabled(ObjectNode sent) {
    for (var field : List.of("enabled", "publish")) {
      if (sent.has(field) && !sent.get(field).isBoolean()) {
        fields.refuse(field, "Say true or false.");
      }
    }
    return sent.path("enabled").asBoolean(true);
  }

  private String description(ObjectNode sent) {
    return fields.text(
        sent,
        "",
        "description",
        text ->
            !text.isBlank()
                && text.length() <= 200
                && text.chars().noneMatch(Character::isISOControl),
        "Describe it in one line of at most 200 characters.");
  }

  private String ami(ObjectNode sent) {
    return fields.text(
        sent,
        "",
        "ami",
        text ->
            AMI_ID.matcher(text).matches()
                || (text.length() <= 200 && AMI_ALIAS.matcher(text).matches()),
        "Give a public SSM parameter such as"
            + " /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64,"
            + " or an AMI id such as ami-0123456789abcdef0.");
  }

  private Disk disk(ObjectNode sent) {
    var disk = sent.path("disk");
    if (!disk.isObject()) {
      fields.refuse("disk", "Give the disk as {\"sizeGigabytes\": 8, \"type\": \"gp3\"}.");
      return new Disk(8, "gp3");
    }
    if (disk.has("encrypted") && !disk.get("encrypted").asBoolean(false)) {
      fields.refuse("disk.encrypted", "Every disk is encrypted. Send true, or leave this out.");
    }
    return new Disk(
        fields.number(
            disk, "disk.", "sizeGigabytes", 8, 1024, "Give the size in gigabytes, from 8 to 1024."),
        fields.text(disk, "disk.", "type", DISK_TYPE, "Choose gp3 or gp2."));
  }

  private List<String> packages(ObjectNode sent) {
    var names = new ArrayList<String>();
    for (var node : fields.list(sent, "", "packages", 50, "List at most 50 names of packages.")) {
      if (!node.isTextual() || !PACKAGE.matcher(node.textValue()).matches()) {
        fields.refuse(
            "packages",
            "Name packages as the distribution does: letters, digits and . + _ - only.");
        return List.of();
      }
      names.add(node.textValue());
    }
    return names;
  }

  private String setupScript(ObjectNode sent) {
    var script =
        fields.text(
            sent,
            "",
            "setupScript",
            text -> text.getBytes(StandardCharsets.UTF_8).length <= MAXIMUM_SCRIPT_BYTES,
            "Keep the script within 12 KiB.");
    if (!script.isEmpty() && (!script.startsWith("#!") || script.indexOf('\0') >= 0)) {
      fields.refuse(
          "setupScript", "Begin the script with its interpreter, for example #!/bin/bash.");
    }
    return script;
  }

  private Optional<Integer> quotaPerUser(ObjectNode sent) {
    return isGiven(sent, "quotaPerUser")
        ? Optional.of(
            fields.number(
                sent,
                "",
                "quotaPerUser",
                1,
                100,
                "Give how many one person may have at a time, from 1 to 100, or nothing."))
        : Optional.empty();
  }

  private Access access(ObjectNode sent) {
    if (!isGiven(sent, "access")) {
      return Access.forEveryone();
    }
    var access = sent.get("access");
    var everyone = access.path("everyone");
    if (!access.isObject() || !(everyone.isMissingNode() || everyone.isBoolean())) {
      fields.refuse(
          "access", "Say {\"everyone\": true} or name groups as {\"groups\": [\"data\"]}.");
      return Access.forEveryone();
    }
    var groups = groups(access);
    if (everyone.asBoolean(false) == !groups.isEmpty()) {
      fields.refuse("access.groups", "Say either everyone or at least one group.");
      return Access.forEveryone();
    }
    return new Access(everyone.asBoolean(false), groups);
  }

  private Set<String> groups(JsonNode access) {
    var groups = new LinkedHashSet<String>();
    for (var node : fields.list(access, "access.", "groups", 20, "List at most 20 groups.")) {
      if (!node.isTextual() || !GROUP.matcher(node.textValue()).matches()) {
        fields.refuse(
            "access.groups",
            "Name groups as the user directory does: up to 128 letters, digits and . _ @ + : -");
        return Set.of();
      }
      groups.add(node.textValue());
    }
    return groups;
  }

  private Map<String, String> tags(ObjectNode sent) {
    if (!isGiven(sent, "tags")) {
      return Map.of();
    }
    var tags = new LinkedHashMap<String, String>();
    var node = sent.get("tags");
    if (!node.isObject() || node.size() > MAXIMUM_TAGS) {
      fields.refuse("tags", "List at most %d tags, each a key and a text.".formatted(MAXIMUM_TAGS));
      return Map.of();
    }
    for (var tag : node.properties()) {
      if (RESERVED_TAG.matcher(tag.getKey()).matches()) {
        fields.refuse(
            "tags",
            "Tags that begin with aws: or cloudapp:, and Name, are set by us. Rename yours.");
      } else if (!TAG_KEY.matcher(tag.getKey()).matches()
          || !tag.getKey().equals(tag.getKey().strip())
          || !tag.getValue().isTextual()
          || !TAG_VALUE.matcher(tag.getValue().textValue()).matches()) {
        fields.refuse(
            "tags",
            "Use letters, digits, spaces and _ . : / = + - @ in tags: up to 128 in the key, 256 in"
                + " the value.");
      } else {
        tags.put(tag.getKey(), tag.getValue().textValue());
      }
    }
    return tags;
  }

  private static boolean isGiven(ObjectNode sent, String field) {
    return sent.hasNonNull(field);
  }

  private List<IngressRule> ingress(ObjectNode sent) {
    var rules = new ArrayList<IngressRule>();
    var listed = fields.list(sent, "", "ingress", 20, "List at most 20 rules.");
    for (var index = 0; index < listed.size(); index++) {
      var rule = ingressRule(listed.get(index), "ingress[" + index + "].");
      // EC2 refuses the second one, whatever its description.
      if (rules.stream()
          .anyMatch(it -> it.port() == rule.port() && it.cidr().equals(rule.cidr()))) {
        fields.refuse(
            "ingress[" + index + "].cidr", "Another rule opens this port to this network already.");
      }
      rules.add(rule);
    }
    return rules;
  }

  private IngressRule ingressRule(JsonNode rule, String path) {
    var port = fields.number(rule, path, "port", 1, 65535, "Give a port from 1 to 65535.");
    var cidr =
        fields.text(
            rule,
            path,
            "cidr",
            text -> Cidr.parse(text).isPresent(),
            "Give a network by its first address, for example 10.0.0.0/8.");
    if (port == SSH && Cidr.parse(cidr).filter(Cidr::isWorld).isPresent()) {
      fields.refuse(path + "cidr", "SSH is never open to the world. Name your own network.");
    }
    var description =
        fields.text(
            rule,
            path,
            "description",
            // What EC2 allows in the description of a security group's rule.
            Pattern.compile("[a-zA-Z0-9. _\\-:/()#,@\\[\\]+=&;{}!$*]{0,255}"),
            "Use at most 255 letters, digits, spaces and . _ - : / ( ) # , @ [ ] + = & ; { } ! $"
                + " *");
    return new IngressRule(port, cidr, description);
  }
}
