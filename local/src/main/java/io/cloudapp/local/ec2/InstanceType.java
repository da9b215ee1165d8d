package io.cloudapp.local.ec2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A size of instance: a family, its architecture, virtual processors and memory. */
record InstanceType(String name, String architecture, int processors, int memoryMib) {

  private static final Map<String, InstanceType> ALL = all();

  static Optional<InstanceType> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  static List<InstanceType> inOrder() {
    return List.copyOf(ALL.values());
  }

  private static Map<String, InstanceType> all() {
    var types = new LinkedHashMap<String, InstanceType>();
    for (var family : List.of("t3", "t3a", "t4g")) {
      var architecture = family.equals("t4g") ? "arm64" : "x86_64";
      add(types, family, "nano", architecture, 2, 512);
      add(types, family, "micro", architecture, 2, 1024);
      add(types, family, "small", architecture, 2, 2048);
      add(types, family, "medium", architecture, 2, 4096);
      add(types, family, "large", architecture, 2, 8192);
      add(types, family, "xlarge", architecture, 4, 16_384);
      add(types, family, "2xlarge", architecture, 8, 32_768);
    }
    add(types, "t2", "micro", "x86_64", 1, 1024);
    for (var family : List.of("c5", "c6i", "c7i", "c7g")) {
      grow(types, family, 4096);
    }
    for (var family : List.of("m5", "m6i", "m7i", "m6g", "m7g")) {
      grow(types, family, 8192);
    }
    for (var family : List.of("r5", "r6i", "r7i", "r7g")) {
      grow(types, family, 16_384);
    }
    return types;
  }

  private static void grow(Map<String, InstanceType> types, String family, int largeMib) {
    var architecture = family.endsWith("g") ? "arm64" : "x86_64";
    add(types, family, "large", architecture, 2, largeMib);
    add(types, family, "xlarge", architecture, 4, largeMib * 2);
    add(types, family, "2xlarge", architecture, 8, largeMib * 4);
    add(types, family, "4xlarge", architecture, 16, largeMib * 8);
  }

  private static void add(
      Map<String, InstanceType> types,
      String family,
      String size,
      String architecture,
      int processors,
      int memoryMib) {
    var name = family + "." + size;
    types.put(name, new InstanceType(name, architecture, processors, memoryMib));
  }
}
