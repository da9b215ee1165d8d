package io.cloudapp.logic.usage;

/** Keeps the usage events; the same event again replaces itself. */
interface UsageEvents {

  void put(UsageEvent event);
}
