package io.cloudapp.local.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.json.Json;
import io.cloudapp.local.athena.AthenaFault;
import io.cloudapp.local.cloud.AwsServices;
import io.cloudapp.local.ec2.Ec2Fault;
import io.cloudapp.local.ec2.Ec2Faults;
import io.cloudapp.local.http.HttpAnswer;
import io.cloudapp.local.http.HttpCall;
import io.cloudapp.local.http.LoopbackServer;
import io.cloudapp.local.installation.Resources;
import io.cloudapp.local.logs.LogEvent;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** LocalCloud's own pages: what happened where AWS would have its console. */
public final class Console implements LoopbackServer.Exchange {

  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "console.css", "text/css; charset=utf-8",
          "console.js", "text/javascript; charset=utf-8");
  private static final Map<String, String> PROTECTION =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
              + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-store");

  private static final int SHOWN = 200;
  private static final int RECORDS_SHOWN = 10_000;

  private final AwsServices aws;
  private final Resources resources;

  public Console(AwsServices aws, Resources resources) {
    this.aws = aws;
    this.resources = resources;
  }

  @Override
  public HttpAnswer answer(HttpCall call) throws IOException {
    return switch (call.method() + " " + call.path()) {
      case "GET /" -> page("index.html");
      case "GET /console.css" -> page("console.css");
      case "GET /console.js" -> page("console.js");
      case "GET /executions" -> json(executions());
      case "GET /instances" -> json(aws.ec2().instances());
      case "GET /mailbox" -> json(aws.mailbox().newestFirst());
      case "GET /queues" -> json(queues());
      case "GET /faults" -> json(faults());
      case "POST /faults" -> inject(call);
      case "DELETE /faults" -> {
        aws.ec2().faults().clear();
        aws.athena().faults().clear();
        yield json(faults());
      }
      default ->
          refuse(
              ProblemType.NOT_FOUND,
              "The console has no " + call.method() + " " + call.path() + ".");
    };
  }

  /** {@code {"kind":"NoCapacity","zone":"eu-west-1a","times":2}}; without times, until cleared. */
  private HttpAnswer inject(HttpCall call) throws IOException {
    if (call.header("origin").isPresent()) {
      return refuse(ProblemType.FORBIDDEN, "Faults are injected by scripts, not by pages.");
    }
    try {
      var request = Json.mapper().readTree(call.body());
      int times = request.path("times").asInt(Ec2Faults.UNTIL_CLEARED);
      if (request.path("kind").asText().startsWith("Athena")) {
        var fault = Json.mapper().treeToValue(request, AthenaFault.class);
        aws.athena().faults().inject(fault, times);
      } else {
        aws.ec2().faults().inject(Json.mapper().treeToValue(request, Ec2Fault.class), times);
      }
      return json(faults());
    } catch (JsonProcessingException | IllegalArgumentException unknown) {
      return refuse(
          ProblemType.MALFORMED_REQUEST,
          "Send a fault such as {\"kind\":\"NoCapacity\",\"zone\":\"eu-west-1a\",\"times\":1}.");
    }
  }

  private List<Object> faults() {
    var pending = new ArrayList<Object>(aws.ec2().faults().pending());
    pending.addAll(aws.athena().faults().pending());
    return pending;
  }

  /** The records of {@code ?group=} that contain {@code &text=}, one a line, oldest first. */
  private HttpAnswer records(HttpCall call) {
    aws.engine().flush();
    String group;
    String text;
    try {
      group = parameter(call, "group");
      text = parameter(call, "text");
    } catch (IllegalArgumentException notEncoded) {
      return refuse(ProblemType.MALFORMED_REQUEST, "Send the group and the text percent-encoded.");
    }
    var lines =
        aws.logs().events(group).stream()
            .map(LogEvent::message)
            .filter(message -> message.contains(text))
            .limit(RECORDS_SHOWN)
            .collect(Collectors.joining("\n", "", "\n"));
    var headers = new HashMap<>(PROTECTION);
    headers.put("Content-Type", "text/plain; charset=utf-8");
    return new HttpAnswer(200, headers, lines.getBytes(StandardCharsets.UTF_8));
  }

  private static String parameter(HttpCall call, String name) {
    return Arrays.stream(call.query().split("&"))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
        .findFirst()
        .orElse("");
  }

  private List<ExecutionRow> executions() {
    return aws.engine().recent().list().stream().limit(SHOWN).map(ExecutionRow::of).toList();
  }

  private List<Map<String, String>> queues() {
    return List.of(depth(resources.loginQueueName()), depth(resources.deadLetterQueueName()));
  }

  private Map<String, String> depth(String queue) {
    var request = Json.mapper().createObjectNode().put("QueueUrl", aws.queues().queueUrl(queue));
    request.putArray("AttributeNames").add("All");
    var attributes = aws.queues().call("GetQueueAttributes", request).path("Attributes");
    return Map.of(
        "name", queue,
        "waiting", attributes.path("ApproximateNumberOfMessages").asText(),
        "inFlight", attributes.path("ApproximateNumberOfMessagesNotVisible").asText());
  }

  private static HttpAnswer page(String name) throws IOException {
    try (var resource = Console.class.getResourceAsStream("/console/" + name)) {
      var headers = new HashMap<>(PROTECTION);
      headers.put("Content-Type", CONTENT_TYPES.get(name));
      return new HttpAnswer(200, headers, resource.readAllBytes());
    }
  }

  private static HttpAnswer json(Object body) {
    return HttpAnswer.json(200, "application/json", body);
  }

  private static HttpAnswer refuse(ProblemType type, String detail) {
    return HttpAnswer.json(type.status(), Problem.MEDIA_TYPE, Problem.of(type, detail));
  }
}
