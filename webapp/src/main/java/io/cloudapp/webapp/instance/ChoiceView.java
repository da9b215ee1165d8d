package io.cloudapp.webapp.instance;

/**
 * A configuration as the form of a new instance offers it.
 *
 * @param perHour says so when there is no price
 * @param perDay empty when there is no price
 * @param remaining how many more of it the person may have, in words; empty without a limit
 * @param available whether the person may have one more of it
 */
record ChoiceView(
    String name,
    String description,
    String instanceType,
    int diskGigabytes,
    String lifetime,
    String perHour,
    String perDay,
    String remaining,
    boolean available) {}
