package io.cloudapp.local.states.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The input or output of a state: a JSON value, and its text once someone asked for it. One state's
 * output is the next one's input, so the text is written once for both.
 */
public final class Payload {

  /** What AWS allows for an input, an output, arguments and results, in bytes of UTF-8. */
  public static final int LIMIT = 262_144;

  private final Object value;
  private volatile String text;

  private Payload(Object value, String text) {
    this.value = value;
    this.text = text;
  }

  public static Payload of(Object value) {
    return new Payload(value, null);
  }

  /**
   * Takes a JSON text as it came, spaces and all, because AWS shows an input as it was sent.
   *
   * @throws IOException when the text is not JSON
   */
  public static Payload parse(String text) throws IOException {
    return new Payload(Json.parse(text), text);
  }

  public Object value() {
    return value;
  }

  /** The JSON text. */
  public String text() {
    var written = text;
    if (written == null) {
      written = Json.write(value);
      text = written;
    }
    return written;
  }

  /** Whether the text is longer than AWS allows. */
  public boolean isTooLarge() {
    if (text == null && Json.sizeAtMost(value, LIMIT) <= LIMIT) {
      return false;
    }
    var written = text();
    return written.length() > LIMIT / 4 && written.getBytes(StandardCharsets.UTF_8).length > LIMIT;
  }
}
