package io.cloudapp.local.states.json;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * JSON as the engine holds it: {@link JsonObject}, {@link JsonArray}, String, Boolean, Number and
 * {@link #NULL}. A Java null never stands for a JSON value; it is JSONata's undefined.
 */
public final class Json {

  /** JSON's null, which JSONata tells apart from undefined. */
  public static final Object NULL = Jsonata.NULL_VALUE;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(8 * 1024 * 1024).build())
          .build();

  private Json() {}

  /**
   * Reads one JSON text.
   *
   * @throws IOException when the text is not exactly one JSON value
   */
  public static Object parse(String text) throws IOException {
    try (var parser = FACTORY.createParser(text)) {
      return whole(parser);
    }
  }

  /** Reads one JSON text in UTF-8. */
  public static Object parse(byte[] text) throws IOException {
    try (var parser = FACTORY.createParser(text)) {
      return whole(parser);
    }
  }

  private static Object whole(JsonParser parser) throws IOException {
    if (parser.nextToken() == null) {
      throw new JsonParseException(parser, "There is no JSON value.");
    }
    var value = value(parser);
    if (parser.nextToken() != null) {
      throw new JsonParseException(parser, "There is something after the JSON value.");
    }
    return value;
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> NULL;
      default -> throw new JsonParseException(parser, "Unexpected token.");
    };
  }

  private static Object object(JsonParser parser) throws IOException {
    var object = new JsonObject();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      parser.nextToken();
      object.put(name, value(parser));
    }
    return object;
  }

  private static Object array(JsonParser parser) throws IOException {
    var elements = new ArrayList<Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return JsonArray.of(elements);
  }

  private static Number integer(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> parser.getIntValue();
      case LONG -> parser.getLongValue();
      default -> parser.getDoubleValue();
    };
  }

  /** Writes a value compactly, as AWS writes inputs and outputs. */
  public static String write(Object value) {
    var text = new StringWriter(256);
    try (var generator = FACTORY.createGenerator(text)) {
      write(generator, value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void write(JsonGenerator generator, Object value) throws IOException {
    switch (value) {
      case String text -> generator.writeString(text);
      case Integer number -> generator.writeNumber(number);
      case Long number -> generator.writeNumber(number);
      case Number number -> generator.writeNumber(number.doubleValue());
      case Boolean truth -> generator.writeBoolean(truth);
      case Map<?, ?> object -> {
        generator.writeStartObject();
        for (var field : object.entrySet()) {
          generator.writeFieldName((String) field.getKey());
          write(generator, field.getValue());
        }
        generator.writeEndObject();
      }
      case List<?> array -> {
        generator.writeStartArray();
        for (var element : array) {
          write(generator, element);
        }
        generator.writeEndArray();
      }
      case Object other when other == NULL -> generator.writeNull();
      default -> throw new IllegalArgumentException("Not a JSON value: " + value.getClass());
    }
  }

  /**
   * An upper bound of the bytes that a value takes as JSON, counted without writing it; the count
   * stops soon after it has passed the limit.
   */
  public static int sizeAtMost(Object value, int limit) {
    return switch (value) {
      case String text -> 2 + 6 * text.length();
      case Map<?, ?> object -> {
        var size = 2;
        for (var field : object.entrySet()) {
          size += 4 + 6 * ((String) field.getKey()).length();
          size += sizeAtMost(field.getValue(), limit - size);
          if (size > limit) {
            yield size;
          }
        }
        yield size;
      }
      case List<?> array -> {
        var size = 2;
        for (var element : array) {
          size += 1 + sizeAtMost(element, limit - size);
          if (size > limit) {
            yield size;
          }
        }
        yield size;
      }
      default -> 26;
    };
  }

  /** JSON's name of a value's type, as JSONata's {@code $type} gives it. */
  public static String type(Object value) {
    return switch (value) {
      case String text -> "string";
      case Number number -> "number";
      case Boolean truth -> "boolean";
      case List<?> array -> "array";
      case Map<?, ?> object -> "object";
      default -> "null";
    };
  }
}
