package io.cloudapp.webapp.page;

import io.micronaut.context.MessageSource;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.i18n.ResourceBundleMessageSource;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Locale;

/** The sentences of the message bundle, for code that has to choose one. */
@Singleton
public class Texts {

  private final MessageSource messages;

  Texts(MessageSource messages) {
    this.messages = messages;
  }

  /** The text of a key of the bundle, with {@code {0}}, {@code {1}} … filled. */
  public String of(String key, Object... arguments) {
    var variables = new HashMap<String, Object>();
    for (int index = 0; index < arguments.length; index++) {
      variables.put(String.valueOf(index), arguments[index]);
    }
    return messages.getRequiredMessage(
        key, MessageSource.MessageContext.of(Locale.ENGLISH, variables));
  }

  /** Reads {@code messages.properties}. */
  @Factory
  static final class Bundle {
    @Singleton
    MessageSource messageSource() {
      return new ResourceBundleMessageSource("messages", Locale.ENGLISH);
    }
  }
}
