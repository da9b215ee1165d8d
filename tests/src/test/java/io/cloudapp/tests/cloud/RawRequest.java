package io.cloudapp.tests.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A request written byte by byte, for what no well-behaved HTTP client would send. */
public record RawRequest(String method, String path, List<String> headers, byte[] body) {

  private static final int PATIENCE_MILLISECONDS = 25_000;
  private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  public RawRequest {
    headers = List.copyOf(headers);
  }

  public static RawRequest of(String method, String path) {
    return new RawRequest(method, path, List.of(), new byte[0]);
  }

  public RawRequest header(String name, String value) {
    var more = new ArrayList<>(headers);
    more.add(name + ": " + value);
    return new RawRequest(method, path, more, body);
  }

  public RawRequest as(Api person) {
    return header("Authorization", "Bearer " + person.token());
  }

  public RawRequest json(String text) {
    return header("Content-Type", "application/json").body(text.getBytes(StandardCharsets.UTF_8));
  }

  public RawRequest body(byte[] bytes) {
    return new RawRequest(method, path, headers, bytes);
  }

  /** Without the headers, of which one is a token. */
  @Override
  public String toString() {
    return method + " " + (path.length() > 60 ? path.substring(0, 60) + "…" : path);
  }

  /**
   * Sends it.
   *
   * @throws AssertionError when there is no answer in time
   */
  public Api.Answer send(URI base) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLISECONDS);
      socket.getOutputStream().write(bytes(base));
      socket.getOutputStream().flush();
      return read(socket.getInputStream().readAllBytes());
    } catch (IOException noAnswer) {
      throw new AssertionError("No answer to " + this, noAnswer);
    }
  }

  private byte[] bytes(URI base) {
    var head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(base.getAuthority()).append("\r\nConnection: close\r\n");
    if (headers.stream().noneMatch(header -> header.startsWith("Content-Length"))) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    headers.forEach(header -> head.append(header).append("\r\n"));
    var all = new ByteArrayOutputStream();
    all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    all.writeBytes(body);
    return all.toByteArray();
  }

  private Api.Answer read(byte[] answer) throws IOException {
    var end = endOfHeaders(answer);
    var lines = new String(answer, 0, end, StandardCharsets.ISO_8859_1).split("\r\n");
    Map<String, String> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Arrays.stream(lines)
        .skip(1)
        .map(line -> line.split(":", 2))
        .forEach(field -> answered.put(field[0].toLowerCase(Locale.ROOT), field[1].strip()));
    return new Api.Answer(
        Integer.parseInt(lines[0].split(" ")[1]), answered, tree(answer, end + 4));
  }

  private static JsonNode tree(byte[] answer, int from) throws IOException {
    return Json.mapper().readTree(answer, from, answer.length - from);
  }

  private int endOfHeaders(byte[] answer) {
    for (var at = 0; at + 4 <= answer.length; at++) {
      if (Arrays.equals(answer, at, at + 4, END_OF_HEADERS, 0, 4)) {
        return at;
      }
    }
    throw new AssertionError("No HTTP answer to " + this);
  }
}
