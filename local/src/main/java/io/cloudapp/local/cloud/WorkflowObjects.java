package io.cloudapp.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.AwsRequest;
import io.cloudapp.local.endpoint.AwsResponse;
import io.cloudapp.local.s3.ObjectService;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Lets other services read, write and delete objects; S3 speaks REST, and they JSON. */
final class WorkflowObjects {

  private static final Pattern CODE = Pattern.compile("<Code>([^<]+)</Code>");
  private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]*)</Message>");

  private final ObjectService objects;

  WorkflowObjects(ObjectService objects) {
    this.objects = objects;
  }

  JsonNode call(String operation, ObjectNode input) {
    return switch (operation) {
      case "GetObject" -> {
        var answer = send("GET", input, new byte[0]);
        yield tagged(answer)
            .put("Body", new String(answer.body(), StandardCharsets.UTF_8))
            .put("ContentLength", answer.body().length);
      }
      case "PutObject" -> {
        var body = input.path("Body");
        var text = body.isTextual() ? body.asText() : body.toString();
        yield tagged(send("PUT", input, text.getBytes(StandardCharsets.UTF_8)));
      }
      case "DeleteObject" -> {
        send("DELETE", input, new byte[0]);
        yield Json.mapper().createObjectNode();
      }
      default -> throw AwsError.unknownOperation("s3:" + operation);
    };
  }

  /** Keeps the result of a query. */
  void putCsv(String location, String csv) {
    var path = location.substring("s3://".length()).split("/", 2);
    var input =
        Json.mapper()
            .createObjectNode()
            .put("Bucket", path[0])
            .put("Key", path[1])
            .put("ContentType", "text/csv");
    send("PUT", input, csv.getBytes(StandardCharsets.UTF_8));
  }

  private AwsResponse send(String method, ObjectNode input, byte[] body) {
    var path = "/" + input.path("Bucket").asText() + "/" + input.path("Key").asText();
    var headers =
        Map.of("content-type", List.of(input.path("ContentType").asText("binary/octet-stream")));
    var answer = objects.answer(new AwsRequest(method, path, "", headers, body, "workflow"));
    if (answer.status() >= 300) {
      var xml = new String(answer.body(), StandardCharsets.UTF_8);
      var code = CODE.matcher(xml);
      var message = MESSAGE.matcher(xml);
      throw new AwsError(
          answer.status(),
          code.find() ? code.group(1) : "InternalError",
          message.find() ? message.group(1) : "");
    }
    return answer;
  }

  private static ObjectNode tagged(AwsResponse answer) {
    var tag =
        answer.headers().entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("etag"))
            .map(Map.Entry::getValue)
            .findFirst();
    var result = Json.mapper().createObjectNode();
    tag.ifPresent(value -> result.put("ETag", value));
    return result;
  }
}
