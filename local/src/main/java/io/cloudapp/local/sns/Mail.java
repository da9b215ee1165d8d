package io.cloudapp.local.sns;

import java.time.Instant;

/**
 * An e-mail that AWS would have sent.
 *
 * @param to address
 */
public record Mail(String id, String to, String subject, String body, Instant sentAt) {}
