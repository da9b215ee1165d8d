package io.cloudapp.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The event that Lambda makes of received messages. */
final class SqsEvent {

  private static final JsonMapper JSON = new JsonMapper();

  private SqsEvent() {}

  static byte[] of(List<JsonNode> messages, String queueArn) {
    var event = JSON.createObjectNode();
    var records = event.putArray("Records");
    for (var message : messages) {
      var entry = records.addObject();
      entry
          .put("messageId", message.path("MessageId").asText())
          .put("receiptHandle", message.path("ReceiptHandle").asText())
          .put("body", message.path("Body").asText());
      entry.putObject("attributes").setAll(object(message.path("Attributes")));
      var attributes = entry.putObject("messageAttributes");
      message
          .path("MessageAttributes")
          .properties()
          .forEach(
              attribute -> attributes.set(attribute.getKey(), attribute(attribute.getValue())));
      entry
          .put("md5OfBody", message.path("MD5OfBody").asText())
          .put("eventSource", "aws:sqs")
          .put("eventSourceARN", queueArn)
          .put("awsRegion", "eu-west-1");
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode attribute(JsonNode received) {
    var attribute = JSON.createObjectNode();
    if (received.has("StringValue")) {
      attribute.set("stringValue", received.get("StringValue"));
    }
    if (received.has("BinaryValue")) {
      attribute.set("binaryValue", received.get("BinaryValue"));
    }
    attribute.putArray("stringListValues");
    attribute.putArray("binaryListValues");
    return attribute.put("dataType", received.path("DataType").asText());
  }

  private static ObjectNode object(JsonNode node) {
    return node instanceof ObjectNode object ? object : JSON.createObjectNode();
  }
}
