package io.cloudapp.local.states.expression;

import com.dashjoin.jsonata.JException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The URL functions of JSONata, which are those of JavaScript; the library's are Java's for forms.
 */
final class UrlText {

  private static final String UNRESERVED = "-_.!~*'()";
  private static final String RESERVED = ";,/?:@&=+$#";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private UrlText() {}

  static String encode(String url) {
    return encode(url, UNRESERVED + RESERVED, "encodeUrl");
  }

  static String encodeComponent(String component) {
    return encode(component, UNRESERVED, "encodeUrlComponent");
  }

  private static String encode(String text, String kept, String function) {
    var encoded = new StringBuilder();
    for (var octet : bytes(text, function)) {
      var character = (char) (octet & 0xFF);
      if (octet > 0 && (isAlphanumeric(character) || kept.indexOf(character) >= 0)) {
        encoded.append(character);
      } else {
        encoded.append('%').append(HEX.toHexDigits(octet));
      }
    }
    return encoded.toString();
  }

  private static boolean isAlphanumeric(char character) {
    return character >= 'a' && character <= 'z'
        || character >= 'A' && character <= 'Z'
        || character >= '0' && character <= '9';
  }

  private static byte[] bytes(String text, String function) {
    try {
      var encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      var bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException halfACharacter) {
      throw malformed(function, text);
    }
  }

  /** Leaves the escapes of characters that have a meaning in a URL. */
  static String decode(String url) {
    return decode(url, RESERVED, "decodeUrl");
  }

  static String decodeComponent(String component) {
    return decode(component, "", "decodeUrlComponent");
  }

  private static String decode(String text, String kept, String function) {
    var octets = new ByteArrayOutputStream();
    for (var index = 0; index < text.length(); index++) {
      if (text.charAt(index) != '%') {
        var end = text.indexOf('%', index);
        var plain = text.substring(index, end < 0 ? text.length() : end);
        octets.writeBytes(plain.getBytes(StandardCharsets.UTF_8));
        index += plain.length() - 1;
        continue;
      }
      var octet = octet(text, index, function);
      if (octet >= 0 && octet < 0x80 && kept.indexOf(octet) >= 0) {
        octets.writeBytes(text.substring(index, index + 3).getBytes(StandardCharsets.UTF_8));
      } else {
        octets.write(octet);
      }
      index += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(octets.toByteArray()))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw malformed(function, text);
    }
  }

  private static int octet(String text, int index, String function) {
    try {
      return HexFormat.fromHexDigits(text, index + 1, index + 3);
    } catch (IllegalArgumentException | IndexOutOfBoundsException notHex) {
      throw malformed(function, text);
    }
  }

  private static JException malformed(String function, String text) {
    return new JException("D3140", -1, text, function);
  }
}
