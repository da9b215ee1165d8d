package io.cloudapp.local.endpoint;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Writes the elements of an AWS answer in XML, escaping every text. */
public final class XmlWriter {

  private final StringBuilder out = new StringBuilder(512);

  /** An element that holds a text, a number or a boolean. */
  public XmlWriter text(String name, Object value) {
    out.append('<').append(name).append('>');
    escape(value.toString());
    close(name);
    return this;
  }

  /** The element, or nothing at all when there is no value. */
  public XmlWriter text(String name, Optional<?> value) {
    value.ifPresent(present -> text(name, present));
    return this;
  }

  /** An element that holds a time in ISO 8601, UTC, with milliseconds. */
  public XmlWriter time(String name, Instant time) {
    var text = time.truncatedTo(ChronoUnit.MILLIS).toString();
    return text(name, text.indexOf('.') < 0 ? text.replace("Z", ".000Z") : text);
  }

  /** An element that holds elements. */
  public XmlWriter element(String name, Consumer<XmlWriter> content) {
    out.append('<').append(name).append('>');
    content.accept(this);
    close(name);
    return this;
  }

  /** A list in its own element, each item in one of the given name; there even when empty. */
  public <T> XmlWriter list(
      String name, String itemName, Collection<T> items, BiConsumer<XmlWriter, T> item) {
    return element(
        name, list -> items.forEach(one -> list.element(itemName, xml -> item.accept(xml, one))));
  }

  /** A list of texts in its own element. */
  public XmlWriter texts(String name, String itemName, Collection<String> items) {
    return element(name, list -> items.forEach(one -> list.text(itemName, one)));
  }

  /** A whole document; without a namespace when that is empty. */
  public static String document(String name, String namespace, Consumer<XmlWriter> content) {
    return new XmlWriter().root(name, namespace, content).toString();
  }

  private XmlWriter root(String name, String namespace, Consumer<XmlWriter> content) {
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<").append(name);
    if (!namespace.isEmpty()) {
      out.append(" xmlns=\"").append(namespace).append('"');
    }
    out.append('>');
    content.accept(this);
    close(name);
    return this;
  }

  private void close(String name) {
    out.append("</").append(name).append('>');
  }

  private void escape(String text) {
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      switch (character) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\r' -> out.append("&#13;");
        default -> {
          // XML 1.0 has no spelling for the other control characters.
          if (character >= ' ' || character == '\n' || character == '\t') {
            out.append(character);
          } else {
            out.append('\uFFFD');
          }
        }
      }
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
