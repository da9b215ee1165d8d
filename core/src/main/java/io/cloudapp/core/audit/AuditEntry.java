package io.cloudapp.core.audit;

import java.time.Instant;

/**
 * One line of the audit log, as the API shows it.
 *
 * @param actorId the {@code sub} of whoever did it; empty when nobody known did
 * @param actor their user name at the time, or what was typed as one
 * @param target what it was done to, for example {@code instance/01K2…} or {@code user/ada}
 * @param detail a sentence or a few values; never a secret
 * @param address where the request came from, see {@code Caller.address}; may be empty
 * @param times how often it happened within the minute that began with it; more than one only of
 *     refusals
 */
public record AuditEntry(
    String id,
    Instant at,
    String actorId,
    String actor,
    AuditAction action,
    AuditOutcome outcome,
    String target,
    String detail,
    String address,
    int times) {}
