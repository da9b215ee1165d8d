package io.cloudapp.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudapp.local.endpoint.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is published to a topic.
 *
 * @param subject at most 100 characters of printable ASCII, empty for none
 * @param message at most 262,144 bytes of UTF-8, attributes included
 * @param byProtocol whether the message is JSON with a text for each protocol
 */
public record Publication(
    String topicArn,
    String subject,
    String message,
    boolean byProtocol,
    Map<String, Attribute> attributes) {

  /** A message attribute with SNS's type, for example {@code String}. */
  public record Attribute(String type, String value) {}

  private static final int MOST_BYTES = 262_144;
  private static final int LONGEST_SUBJECT = 100;
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * @throws AwsError {@code InvalidParameter}
   */
  public Publication {
    attributes = new LinkedHashMap<>(attributes);
    if (topicArn.isEmpty()) {
      throw SnsRefusals.invalid("TopicArn or TargetArn Reason: no value for required parameter");
    }
    if (message.isEmpty()) {
      throw SnsRefusals.invalid("Empty message");
    }
    if (message.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw SnsRefusals.invalid("Message too long");
    }
    if (subject.length() > LONGEST_SUBJECT || !subject.matches("[ -~]*")) {
      throw SnsRefusals.invalid("Subject");
    }
    if (byProtocol) {
      textFor(message, "default");
    }
  }

  /** A plain text for every subscriber. */
  public static Publication of(String topicArn, String subject, String message) {
    return new Publication(topicArn, subject, message, false, Map.of());
  }

  /** The text that subscribers of that protocol get. */
  String textFor(String protocol) {
    return byProtocol ? textFor(message, protocol) : message;
  }

  private static String textFor(String message, String protocol) {
    try {
      var texts = JSON.readTree(message);
      if (texts.path("default").isTextual()) {
        return texts.path(protocol).asText(texts.path("default").asText());
      }
    } catch (JsonProcessingException malformed) {
      throw SnsRefusals.invalid("Message Structure - JSON message body failed to parse");
    }
    throw SnsRefusals.invalid("Message Structure - No default entry in JSON message body");
  }
}
