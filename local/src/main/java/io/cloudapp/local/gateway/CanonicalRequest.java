package io.cloudapp.local.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The canonical request of Signature Version 4 ("Create a signed AWS API request", step 1). */
final class CanonicalRequest {

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private CanonicalRequest() {}

  static String of(SignedRequest request, List<String> signedHeaders, String payloadHash) {
    var headers =
        signedHeaders.stream()
            .map(name -> name + ":" + value(request, name) + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.method(),
        path(request.path()),
        query(request.query()),
        headers,
        String.join(";", signedHeaders),
        payloadHash);
  }

  // Every service but S3 signs the path encoded once more than it is sent.
  private static String path(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(segment -> encode(segment.getBytes(StandardCharsets.UTF_8)))
        .collect(Collectors.joining("/"));
  }

  private static String query(String query) {
    if (query.isEmpty()) {
      return "";
    }
    return Arrays.stream(query.split("&"))
        .filter(parameter -> !parameter.isEmpty())
        .map(CanonicalRequest::parameter)
        .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
        .map(parameter -> parameter.name() + "=" + parameter.value())
        .collect(Collectors.joining("&"));
  }

  private record Parameter(String name, String value) {}

  private static Parameter parameter(String text) {
    var divider = text.indexOf('=');
    return divider < 0
        ? new Parameter(encode(decode(text)), "")
        : new Parameter(
            encode(decode(text.substring(0, divider))),
            encode(decode(text.substring(divider + 1))));
  }

  private static String value(SignedRequest request, String name) {
    return request.headers().getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
        .map(value -> value.strip().replaceAll(" +", " "))
        .collect(Collectors.joining(","));
  }

  private static String encode(byte[] octets) {
    var encoded = new StringBuilder();
    for (byte octet : octets) {
      if (octet > 0 && UNRESERVED.indexOf(octet) >= 0) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append("%02X".formatted(octet));
      }
    }
    return encoded.toString();
  }

  /** Percent-decoding only: in a signed query a plus sign is a plus sign. */
  private static byte[] decode(String text) {
    var source = text.getBytes(StandardCharsets.UTF_8);
    var decoded = new ByteArrayOutputStream(source.length);
    for (int index = 0; index < source.length; index++) {
      var escaped =
          source[index] == '%'
              && index + 2 < source.length
              && Character.digit(source[index + 1], 16) >= 0
              && Character.digit(source[index + 2], 16) >= 0;
      if (escaped) {
        decoded.write(
            Character.digit(source[index + 1], 16) << 4 | Character.digit(source[index + 2], 16));
        index += 2;
      } else {
        decoded.write(source[index]);
      }
    }
    return decoded.toByteArray();
  }
}
