package io.cloudapp.local.endpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a whole request, has its service answer it and writes the whole answer at once. */
final class ServiceHandler extends Handler.Abstract {

  /** The largest part of a multipart upload that the AWS CLI makes is 8 MiB. */
  static final int BODY_LIMIT = 10 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(AwsEndpoint.class);
  private static final String REQUEST_ID = "x-amzn-RequestId";
  private static final byte[] HEALTHY = "{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8);

  private final ServiceRouter router;
  private final RequestGuard guard;

  ServiceHandler(ServiceRouter router, RequestGuard guard) {
    this.router = router;
    this.guard = guard;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    var path = request.getHttpURI().getPath();
    if ("/_localcloud/health".equals(path)) {
      write(
          request,
          response,
          new AwsResponse(200, Map.of("Content-Type", "application/json"), HEALTHY),
          "health",
          callback);
      return true;
    }
    var requestId = requestId();
    write(request, response, answer(request, requestId), requestId, callback);
    return true;
  }

  private AwsResponse answer(Request http, String requestId) throws IOException {
    AwsService answering = new UnknownService("");
    String operation = http.getMethod() + " " + http.getHttpURI().getPath();
    try {
      var request = read(http);
      operation = request.header("x-amz-target").orElse(operation);
      var destination = router.destination(request);
      answering =
          destination.service().orElseGet(() -> new UnknownService(destination.signingName()));
      var whole = unpacked(request);
      guard.check(answering.signingName(), whole);
      return answering.answer(whole);
    } catch (AwsError refusal) {
      if (refusal.isUnknownOperation()) {
        LOG.warn("{} ({})", refusal.getMessage(), operation);
      }
      return answering.refusal(refusal, requestId);
    } catch (RuntimeException failure) {
      LOG.error("{} {} failed, request {}", answering.signingName(), operation, requestId, failure);
      return answering.refusal(
          new AwsError(500, "InternalFailure", "LocalCloud failed; its log has the cause."),
          requestId);
    }
  }

  private static AwsRequest read(Request http) throws IOException {
    byte[] body = {};
    if (http.getLength() != 0) {
      // No more than the limit is kept, whatever length the client announces.
      var content = Content.Source.asInputStream(http);
      body = content.readNBytes(BODY_LIMIT + 1);
      if (body.length > BODY_LIMIT) {
        // A client reads its refusal only after it has sent everything.
        content.transferTo(OutputStream.nullOutputStream());
        throw new AwsError(
            413, "RequestEntityTooLarge", "The request is larger than " + BODY_LIMIT + " bytes.");
      }
    }
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (var field : http.getHeaders()) {
      if (field.getValue() != null) {
        headers.merge(
            field.getName(),
            List.of(field.getValue()),
            (first, second) -> Stream.concat(first.stream(), second.stream()).toList());
      }
    }
    var query = http.getHttpURI().getQuery();
    var request =
        new AwsRequest(
            http.getMethod(),
            decoded(http.getHttpURI().getPath()),
            query == null ? "" : query,
            headers,
            body,
            "anonymous");
    return ServiceRouter.Scope.of(request)
        .map(scope -> request.calledBy(scope.accessKeyId()))
        .orElse(request);
  }

  private static String decoded(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new AwsError(400, "InvalidURI", "Couldn't parse the specified URI.");
    }
  }

  /** Undoes a compressed request; an object in S3 keeps its encoding. */
  private static AwsRequest unpacked(AwsRequest request) {
    if (request.header("smithy-protocol").orElse("").contains("cbor")) {
      throw new AwsError(
          415, "UnsupportedMediaTypeException", "LocalCloud does not speak the CBOR protocol.");
    }
    boolean packed =
        request.header("content-encoding").filter("gzip"::equalsIgnoreCase).isPresent()
            && (request.header("x-amz-target").isPresent()
                || request.header("content-type").orElse("").contains("form-urlencoded"));
    if (!packed) {
      return request;
    }
    try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
      byte[] body = unzipped.readNBytes(BODY_LIMIT + 1);
      if (body.length > BODY_LIMIT) {
        throw new AwsError(
            413, "RequestEntityTooLarge", "The request is larger than " + BODY_LIMIT + " bytes.");
      }
      return request.withBody(body);
    } catch (IOException notGzip) {
      throw new AwsError(400, "SerializationException", "The request body is not gzip.");
    }
  }

  private static void write(
      Request request, Response response, AwsResponse answer, String requestId, Callback callback) {
    response.setStatus(answer.status());
    var headers = response.getHeaders();
    answer.headers().forEach(headers::put);
    if (!headers.contains(REQUEST_ID)) {
      headers.put(REQUEST_ID, requestId);
    }
    boolean head = "HEAD".equals(request.getMethod());
    if (!head && answer.status() != 204 && answer.status() != 304) {
      headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    }
    response.write(true, head ? null : ByteBuffer.wrap(answer.body()), callback);
  }

  private static String requestId() {
    // An id to find a request by, no secret; SecureRandom would be the slowest part of an answer.
    var random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
