package io.cloudapp.local.states.json;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** A JSON array that nothing can change, so that states and branches may share it. */
public final class JsonArray extends AbstractList<Object> implements RandomAccess {

  private final Object[] elements;

  JsonArray(Object[] elements) {
    this.elements = elements;
  }

  /** Makes an array of values that are JSON already. */
  public static JsonArray of(List<Object> elements) {
    return new JsonArray(elements.toArray());
  }

  @Override
  public Object get(int index) {
    return elements[index];
  }

  @Override
  public int size() {
    return elements.length;
  }
}
