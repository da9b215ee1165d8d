package io.cloudapp.webapp.page;

import io.micronaut.context.MessageSource;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The sentences of the message bundles, for code that has to choose one. */
@Singleton
public class Texts {

  private final MessageSource messages;

  Texts(MessageSource messages) {
    this.messages = messages;
  }

  /**
   * The text of a key of the bundles, with {@code {0}}, {@code {1}} … filled, in the language of
   * the person whose request is being answered.
   */
  public String of(String key, Object... arguments) {
    return find(key, arguments).orElseThrow(() -> new NoSuchElementException("No text for " + key));
  }

  /** Like {@link #of}; empty when the bundles have no such key. */
  public Optional<String> find(String key, Object... arguments) {
    var variables = new HashMap<String, Object>();
    for (int index = 0; index < arguments.length; index++) {
      variables.put(String.valueOf(index), arguments[index]);
    }
    return messages.getMessage(
        key, MessageSource.MessageContext.of(Preferences.current().language().locale(), variables));
  }
}
