package io.cloudapp.local;

import java.net.URI;
import java.util.List;

/** Where a running LocalCloud answers, and who may sign in. */
public record Addresses(URI web, URI api, URI aws, URI console, List<DemoPerson> people) {

  public Addresses {
    people = List.copyOf(people);
  }

  /**
   * @throws java.util.NoSuchElementException when there is none of that name
   */
  public DemoPerson person(String username) {
    return people.stream().filter(p -> p.username().equals(username)).findFirst().orElseThrow();
  }
}
