package io.cloudapp.webapp.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.context.MessageSource;
import io.micronaut.context.StaticMessageSource;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/**
 * Reads {@code messages/<feature>.properties}, which are English, and {@code
 * messages/<feature>_<language>.properties}.
 */
@Factory
final class MessageBundles {

  static final List<String> FEATURES =
      List.of(
          "app",
          "audit",
          "configuration",
          "health",
          "inspector",
          "lifetime",
          "problem",
          "profile",
          "statistics",
          "user");

  @Singleton
  MessageSource messageSource() {
    var source = new StaticMessageSource();
    for (var feature : FEATURES) {
      var english = read(feature, Language.ENGLISH);
      for (var language : Language.values()) {
        var translated = language == Language.ENGLISH ? english : read(feature, language);
        for (var key : english.stringPropertyNames()) {
          // A sentence that nobody translated yet is better than none.
          var text = translated.getProperty(key, english.getProperty(key));
          source.addMessage(language.locale(), key, text);
        }
      }
    }
    return source;
  }

  static Properties read(String feature, Language language) {
    var name =
        language == Language.ENGLISH
            ? "messages/%s.properties".formatted(feature)
            : "messages/%s_%s.properties".formatted(feature, language.code());
    try (var stream = MessageBundles.class.getClassLoader().getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing on the class path");
      }
      var texts = new Properties();
      texts.load(new InputStreamReader(stream, UTF_8));
      return texts;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
