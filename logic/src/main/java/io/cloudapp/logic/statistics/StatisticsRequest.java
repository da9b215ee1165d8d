package io.cloudapp.logic.statistics;

import io.cloudapp.core.statistics.DateRange;

/**
 * What a statistic is asked about.
 *
 * @param tests whether the admins' test launches count too
 */
public record StatisticsRequest(DateRange range, boolean tests) {}
