package io.cloudapp.webapp.session;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.convert.format.MapFormat;
import java.util.Base64;
import java.util.Map;

/**
 * How sessions are kept.
 *
 * @param secureCookies false only where the pages are served in clear text on loopback
 * @param activeKey id of the key that seals new cookies
 * @param keys key id, a word in lower case, → 256-bit key in base64; older keys stay until their
 *     sessions have ended
 */
@ConfigurationProperties("cloudapp.web")
public record WebSettings(
    boolean secureCookies,
    String activeKey,
    @MapFormat(transformation = MapFormat.MapTransformation.FLAT) Map<String, String> keys) {

  private static final int KEY_BYTES = 32;

  public WebSettings {
    keys = keys == null ? Map.of() : Map.copyOf(keys);
    if (activeKey == null || !keys.containsKey(activeKey)) {
      throw new IllegalArgumentException(
          "Set cloudapp.web.active-key to one of cloudapp.web.keys, which map an id to a 256-bit"
              + " key in base64");
    }
    keys.forEach(WebSettings::requireFullLength);
  }

  byte[] key(String id) {
    return Base64.getDecoder().decode(keys.get(id));
  }

  private static void requireFullLength(String id, String key) {
    if (Base64.getDecoder().decode(key).length != KEY_BYTES) {
      throw new IllegalArgumentException("cloudapp.web.keys." + id + " is not 256 bits in base64");
    }
  }

  /** Without the keys, so that no log can hold them. */
  @Override
  public String toString() {
    return "WebSettings[secureCookies=" + secureCookies + ", activeKey=" + activeKey + "]";
  }
}
