package io.cloudapp.webapp.user;

import io.cloudapp.webapp.page.Moment;

/**
 * An instance of a user as their page shows it.
 *
 * @param execution the newest stop of it, or what provisioned it
 * @param stopName for the style, empty when nothing stops it
 */
public record OwnedInstanceView(
    String id,
    String shortId,
    String configuration,
    String stateName,
    String stateWords,
    Moment requested,
    String execution,
    String stopName,
    String stopWords) {}
