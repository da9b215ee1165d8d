package io.cloudapp.local.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.AwsRequest;
import io.cloudapp.local.endpoint.AwsResponse;
import io.cloudapp.local.endpoint.AwsService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Lambda's API over the function registry: Invoke, GetFunction, ListFunctions. */
public final class LambdaService implements AwsService {

  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonFactory TOKENS = new JsonFactory();
  private static final Pattern PATH =
      Pattern.compile("/2015-03-31/functions(?:/([^/]+)(/invocations|/configuration)?)?/?");
  private static final int SYNCHRONOUS_LIMIT = 6 * 1024 * 1024;

  /** Raised by AWS from 256 KB to 1 MB in 2025. */
  private static final int ASYNCHRONOUS_LIMIT = 1024 * 1024;

  private static final byte[] NOTHING = {};

  private final FunctionRegistry functions;

  public LambdaService(FunctionRegistry functions) {
    this.functions = functions;
  }

  @Override
  public String signingName() {
    return "lambda";
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    var path = PATH.matcher(request.path());
    if (!path.matches()) {
      throw AwsError.unknownOperation("lambda:" + request.method() + " " + request.path());
    }
    var name = path.group(1);
    var operation = path.group(2) == null ? "" : path.group(2);
    return switch (request.method() + (name == null ? "" : " name") + operation) {
      case "POST name/invocations" -> invoke(name, request);
      case "GET" -> list();
      case "GET name" -> function(name);
      case "GET name/configuration" -> json(configuration(found(name)));
      default ->
          throw AwsError.unknownOperation("lambda:" + request.method() + " " + request.path());
    };
  }

  private AwsResponse invoke(String name, AwsRequest request) {
    var kind = request.header("x-amz-invocation-type").orElse("RequestResponse");
    var payload =
        request.body().length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : request.body();
    if (!functions.knows(name)) {
      throw notFound(FunctionSettings.arn(FunctionName.bare(name)));
    }
    int limit = kind.equals("Event") ? ASYNCHRONOUS_LIMIT : SYNCHRONOUS_LIMIT;
    if (payload.length > limit) {
      throw new AwsError(
          413,
          "RequestTooLargeException",
          "Request must be smaller than " + limit + " bytes for the InvokeFunction operation");
    }
    checkJson(payload);
    return switch (kind) {
      case "RequestResponse" -> wait(name, payload, request);
      case "Event" -> {
        functions.invokeAsynchronously(name, payload);
        yield new AwsResponse(202, Map.of(), NOTHING);
      }
      case "DryRun" -> new AwsResponse(204, Map.of(), NOTHING);
      default ->
          throw new AwsError(
              400, "InvalidParameterValueException", "Invalid invocation type: " + kind);
    };
  }

  private AwsResponse wait(String name, byte[] payload, AwsRequest request) {
    boolean withLog = request.header("x-amz-log-type").filter("Tail"::equals).isPresent();
    return switch (functions.invoke(name, payload)) {
      case Invocation.Returned returned ->
          invoked(returned.payload(), false, returned.logTail(), withLog);
      case Invocation.Failed failed -> invoked(failed.payload(), true, failed.logTail(), withLog);
      case Invocation.TimedOut late -> invoked(late.payload(), true, late.logTail(), withLog);
      case Invocation.NotFound missing -> throw notFound(missing.arn());
      case Invocation.Unreachable unreachable ->
          throw new AwsError(502, "EC2UnexpectedException", unreachable.reason());
    };
  }

  private static AwsResponse invoked(
      byte[] payload, boolean failed, byte[] logTail, boolean withLog) {
    var headers = new HashMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.put("X-Amz-Executed-Version", "$LATEST");
    if (failed) {
      headers.put("X-Amz-Function-Error", "Unhandled");
    }
    if (withLog) {
      headers.put("X-Amz-Log-Result", Base64.getEncoder().encodeToString(logTail));
    }
    return new AwsResponse(200, headers, payload);
  }

  private static void checkJson(byte[] payload) {
    try (var parser = TOKENS.createParser(payload)) {
      boolean any = false;
      while (parser.nextToken() != null) {
        any = true;
      }
      if (any) {
        return;
      }
    } catch (IOException notJson) {
      // Refused below, as an empty text is.
    }
    throw new AwsError(
        400, "InvalidRequestContentException", "Could not parse request body into json.");
  }

  private AwsResponse list() {
    var answer = JSON.createObjectNode();
    var list = answer.putArray("Functions");
    functions.list().forEach(settings -> list.add(configuration(settings)));
    return json(answer);
  }

  private AwsResponse function(String name) {
    var answer = JSON.createObjectNode();
    answer.set("Configuration", configuration(found(name)));
    answer.putObject("Code").put("RepositoryType", "S3").put("Location", "");
    return json(answer);
  }

  private FunctionSettings found(String name) {
    return functions
        .find(name)
        .orElseThrow(() -> notFound(FunctionSettings.arn(FunctionName.bare(name))));
  }

  private static ObjectNode configuration(FunctionSettings settings) {
    var configuration = JSON.createObjectNode();
    configuration
        .put("FunctionName", settings.name())
        .put("FunctionArn", settings.arn())
        .put("Runtime", "java25")
        .put("Handler", settings.handler())
        .put("Role", "arn:aws:iam::000000000000:role/" + settings.name())
        .put("CodeSize", 0)
        .put("Timeout", Math.max(1, settings.timeout().toSeconds()))
        .put("MemorySize", settings.memoryMegabytes())
        .put("Version", "$LATEST")
        .put("State", "Active")
        .put("LastUpdateStatus", "Successful")
        .put("PackageType", "Zip");
    configuration.putArray("Architectures").add("x86_64");
    return configuration;
  }

  private static AwsResponse json(JsonNode answer) {
    return new AwsResponse(
        200,
        Map.of("Content-Type", "application/json"),
        answer.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static AwsError notFound(String arn) {
    return new AwsError(404, "ResourceNotFoundException", "Function not found: " + arn);
  }

  @Override
  public AwsResponse refusal(AwsError error, String requestId) {
    var body =
        JSON.createObjectNode()
            .put("Type", error.status() < 500 ? "User" : "Service")
            .put("Message", error.getMessage());
    return new AwsResponse(
        error.status(),
        Map.of("Content-Type", "application/json", "x-amzn-ErrorType", error.code()),
        body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
