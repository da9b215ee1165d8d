package io.cloudapp.tests.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive HTTP connection to Step Functions.
 *
 * <p>A client of its own, because on two cores the AWS SDK would need more time than what is
 * measured.
 */
final class Connection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private final URI endpoint;

  Connection(URI endpoint) throws IOException {
    this.endpoint = endpoint;
    socket = new Socket(endpoint.getHost(), endpoint.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    out = socket.getOutputStream();
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** The bytes of a call, for those who make it often. */
  byte[] request(String operation, JsonNode input) {
    var body = input.toString();
    var head =
        """
        POST / HTTP/1.1
        Host: %s
        Content-Type: application/x-amz-json-1.0
        X-Amz-Target: AWSStepFunctions.%s
        Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/states/aws4_request, SignedHeaders=host, Signature=0
        Content-Length: %d

        """
            .formatted(
                endpoint.getAuthority(), operation, body.getBytes(StandardCharsets.UTF_8).length);
    return (head.replace("\n", "\r\n") + body).getBytes(StandardCharsets.UTF_8);
  }

  /** The answer's body; anything but 200 is an exception. */
  byte[] send(byte[] request) throws IOException {
    out.write(request);
    var status = line();
    var length = -1;
    for (var header = line(); !header.isEmpty(); header = line()) {
      var lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).trim());
      }
    }
    if (length < 0) {
      throw new IOException("An answer without a length: " + status);
    }
    var body = in.readNBytes(length);
    if (!status.contains(" 200")) {
      throw new IOException(status + ": " + new String(body, StandardCharsets.UTF_8));
    }
    return body;
  }

  JsonNode call(String operation, JsonNode input) throws IOException {
    return Json.mapper().readTree(send(request(operation, input)));
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("The connection was closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
