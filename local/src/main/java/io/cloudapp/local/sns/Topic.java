package io.cloudapp.local.sns;

import java.util.Map;
import java.util.TreeMap;

/** A topic with the attributes that were set on it. */
record Topic(String arn, Map<String, String> attributes, Map<String, String> tags) {

  Topic {
    attributes = new TreeMap<>(attributes);
    tags = new TreeMap<>(tags);
  }

  Topic with(String attribute, String value) {
    var next = new TreeMap<>(attributes);
    next.put(attribute, value);
    return new Topic(arn, next, tags);
  }
}
