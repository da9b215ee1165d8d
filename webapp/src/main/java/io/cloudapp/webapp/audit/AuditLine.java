package io.cloudapp.webapp.audit;

import io.cloudapp.webapp.page.Moment;

/**
 * One entry as a page shows it.
 *
 * @param actor empty when nobody is known
 * @param action in words
 * @param tone the class of the outcome's badge
 * @param outcome in words
 * @param times for example {@code 17 times}; empty for once
 */
public record AuditLine(
    Moment at,
    String actor,
    String action,
    String tone,
    String outcome,
    String target,
    String detail,
    String address,
    String times) {}
