package io.cloudapp.webapp.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.configuration.Configuration.IngressRule;
import io.cloudapp.core.json.Json;
import io.cloudapp.webapp.session.Form;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields of the form as they were typed; whether they can be used is for the API to say.
 *
 * @param version the latest one when the form was filled; empty for a new configuration
 * @param everyone whether {@code groups} does not count
 * @param packages one a line, or several with blanks between
 * @param ingress a rule a line: port, network, description
 * @param tags one a line: key=value
 */
record ConfigurationForm(
    String name,
    String version,
    String description,
    boolean everyone,
    String groups,
    String ami,
    String loginUser,
    String instanceType,
    String diskSize,
    String diskType,
    String packages,
    String setupScript,
    String ingress,
    String lifetime,
    String quotaPerUser,
    String tags) {

  /** What a new configuration begins with. */
  static ConfigurationForm empty() {
    return new ConfigurationForm(
        "",
        "",
        "",
        true,
        "",
        "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
        "ec2-user",
        "t3.micro",
        "8",
        "gp3",
        "",
        "",
        "22 10.0.0.0/8 SSH from the company network",
        "24",
        "",
        "");
  }

  static ConfigurationForm of(Configuration configuration, int latestVersion) {
    return new ConfigurationForm(
        configuration.name(),
        String.valueOf(latestVersion),
        configuration.description(),
        configuration.access().everyone(),
        String.join("\n", configuration.access().groups()),
        configuration.ami(),
        configuration.loginUser(),
        configuration.instanceType(),
        String.valueOf(configuration.disk().sizeGigabytes()),
        configuration.disk().type(),
        String.join("\n", configuration.packages()),
        configuration.setupScript(),
        configuration.ingress().stream()
            .map(ConfigurationForm::line)
            .collect(Collectors.joining("\n")),
        String.valueOf(configuration.maximumLifetimeHours()),
        configuration.quotaPerUser().map(String::valueOf).orElse(""),
        configuration.tags().entrySet().stream()
            .map(tag -> tag.getKey() + "=" + tag.getValue())
            .collect(Collectors.joining("\n")));
  }

  static ConfigurationForm of(Form form) {
    return new ConfigurationForm(
        form.text("name"),
        form.text("version"),
        form.text("description"),
        !form.text("audience").equals("groups"),
        text(form, "groups"),
        form.text("ami"),
        form.text("loginUser"),
        form.text("instanceType"),
        form.text("diskSize"),
        form.text("diskType"),
        text(form, "packages"),
        // Browsers end lines as the network does; Linux would take that for a part of a command.
        form.raw("setupScript").replace("\r\n", "\n").stripTrailing(),
        text(form, "ingress"),
        form.text("lifetime"),
        form.text("quotaPerUser"),
        text(form, "tags"));
  }

  /** The same without its past: to make another configuration of it. */
  ConfigurationForm copy() {
    return with("", "");
  }

  /** The same, made from another version. */
  ConfigurationForm madeFrom(int newVersion) {
    return with(name, String.valueOf(newVersion));
  }

  /** The same for the configuration that the address names. */
  ConfigurationForm named(String newName) {
    return with(newName, version);
  }

  private ConfigurationForm with(String newName, String newVersion) {
    return new ConfigurationForm(
        newName,
        newVersion,
        description,
        everyone,
        groups,
        ami,
        loginUser,
        instanceType,
        diskSize,
        diskType,
        packages,
        setupScript,
        ingress,
        lifetime,
        quotaPerUser,
        tags);
  }

  /** What the API wants; what is no number goes there as it is and comes back as a message. */
  ObjectNode wanted() {
    var wanted = Json.mapper().createObjectNode();
    wanted.put("name", name).put("description", description).put("ami", ami);
    wanted.put("loginUser", loginUser).put("instanceType", instanceType);
    if (!version.isEmpty()) {
      wanted.set("version", number(version));
    }
    var disk = wanted.putObject("disk").put("type", diskType);
    disk.set("sizeGigabytes", number(diskSize));
    var access = wanted.putObject("access").put("everyone", everyone);
    var listed = access.putArray("groups");
    if (!everyone) {
      groups.lines().map(String::strip).filter(it -> !it.isEmpty()).forEach(listed::add);
    }
    var names = wanted.putArray("packages");
    Stream.of(packages.split("[\\s,]+")).filter(it -> !it.isEmpty()).forEach(names::add);
    wanted.put("setupScript", setupScript.isEmpty() ? "" : setupScript + "\n");
    var rules = wanted.putArray("ingress");
    ingress.lines().filter(it -> !it.isBlank()).forEach(it -> rules.add(rule(it)));
    wanted.set("maximumLifetimeHours", number(lifetime));
    if (!quotaPerUser.isEmpty()) {
      wanted.set("quotaPerUser", number(quotaPerUser));
    }
    wanted.set("tags", tagsByKey());
    return wanted;
  }

  /** A number where it is one, else the text. */
  static JsonNode number(String text) {
    return text.matches("-?[0-9]{1,9}")
        ? Json.mapper().getNodeFactory().numberNode(Integer.parseInt(text))
        : Json.mapper().getNodeFactory().textNode(text);
  }

  /** The tags, or the bare text when a line is none or a key is there twice. */
  private JsonNode tagsByKey() {
    var byKey = Json.mapper().createObjectNode();
    for (var line : tags.lines().filter(it -> !it.isBlank()).toList()) {
      var equals = line.indexOf('=');
      var key = equals < 0 ? "" : line.substring(0, equals).strip();
      if (key.isEmpty() || byKey.has(key)) {
        return Json.mapper().getNodeFactory().textNode(tags);
      }
      byKey.put(key, line.substring(equals + 1).strip());
    }
    return byKey;
  }

  private static ObjectNode rule(String line) {
    var parts = line.strip().split("\\s+", 3);
    var rule = Json.mapper().createObjectNode();
    rule.set("port", number(parts[0]));
    return rule.put("cidr", parts.length > 1 ? parts[1] : "")
        .put("description", parts.length > 2 ? parts[2] : "");
  }

  private static String line(IngressRule rule) {
    return "%d %s %s".formatted(rule.port(), rule.cidr(), rule.description()).strip();
  }

  private static String text(Form form, String field) {
    return form.text(field).replace("\r\n", "\n");
  }
}
