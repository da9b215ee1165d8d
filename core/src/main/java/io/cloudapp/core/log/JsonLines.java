package io.cloudapp.core.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.json.Json;

/** Writes each log event as one line of JSON, so that a stack trace stays with its message. */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

  /** Containers' logs are cut into pieces of 16 KiB, which would be no JSON any more. */
  private static final int LONGEST = 8_000;

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line = Json.mapper().createObjectNode();
    line.put("at", event.getInstant().toString());
    line.put("level", event.getLevel().toString());
    line.put("logger", event.getLoggerName());
    line.put("message", shortened(event.getFormattedMessage()));
    if (event.getThrowableProxy() != null) {
      line.put("error", shortened(ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }
    try {
      return (Json.mapper().writeValueAsString(line) + "\n").getBytes(UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String shortened(String text) {
    return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
  }
}
