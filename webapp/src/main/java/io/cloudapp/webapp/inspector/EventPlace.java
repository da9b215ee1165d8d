package io.cloudapp.webapp.inspector;

/**
 * Where in the events somebody reads.
 *
 * @param run counted from 1
 * @param from id of the first event
 */
public record EventPlace(int run, long from) {

  static EventPlace beginning() {
    return new EventPlace(1, 1);
  }
}
