package io.cloudapp.webapp.page;

import static java.util.Map.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The style, scripts and icon, under addresses that change with their content. */
@Singleton
public class Assets {

  private static final Map<String, String> SOURCES =
      Map.ofEntries(
          entry("base.css", "assets/base.css"),
          entry("components.css", "assets/components.css"),
          entry("configuration.css", "assets/configuration.css"),
          entry("details.css", "assets/details.css"),
          entry("forms.css", "assets/forms.css"),
          entry("steps.css", "assets/steps.css"),
          entry("users.css", "assets/users.css"),
          entry("lists.css", "assets/lists.css"),
          entry("charts.css", "assets/charts.css"),
          entry("lifetime.css", "assets/lifetime.css"),
          entry("statistics.css", "assets/statistics.css"),
          entry("inspector.css", "assets/inspector.css"),
          entry("print.css", "assets/print.css"),
          entry("app.js", "assets/app.js"),
          entry("icon.svg", "assets/icon.svg"),
          entry("htmx.js", "META-INF/resources/webjars/htmx.org/2.0.8/dist/htmx.min.js"));

  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "css", "text/css;charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "svg", "image/svg+xml");

  private final Map<String, String> fileNames = new HashMap<>();
  private final Map<String, Asset> assets = new HashMap<>();

  Assets() {
    SOURCES.forEach(
        (name, source) -> {
          var content = read(source);
          var dot = name.lastIndexOf('.');
          var extension = name.substring(dot + 1);
          var fileName = name.substring(0, dot) + "." + hash(content) + "." + extension;
          fileNames.put(name, fileName);
          assets.put(fileName, new Asset(content, CONTENT_TYPES.get(extension)));
        });
  }

  record Asset(byte[] content, String contentType) {}

  /** The address of an asset by its plain name, for example {@code app.js}. */
  public String url(String name) {
    return "/assets/" + Optional.ofNullable(fileNames.get(name)).orElseThrow();
  }

  Optional<Asset> find(String fileName) {
    return Optional.ofNullable(assets.get(fileName));
  }

  private static byte[] read(String source) {
    try (var stream = Assets.class.getClassLoader().getResourceAsStream(source)) {
      if (stream == null) {
        throw new IllegalStateException(source + " is missing on the class path");
      }
      return stream.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String hash(byte[] content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("SHA-256 is missing", missing);
    }
  }
}
