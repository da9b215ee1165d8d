package io.cloudapp.logic.statistics;

import io.cloudapp.core.usage.UsageTable;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Where and how Athena is asked.
 *
 * @param database of the Glue catalog, which has the table {@code usage_events}
 * @param workgroup says where results are kept and what a query may cost
 * @param patience how long a reader waits for an answer; the query goes on after that
 * @param reuse how old an answer may be; Athena counts whole minutes
 */
@ConfigurationProperties("cloudapp.statistics")
public record StatisticsSettings(
    @Bindable(defaultValue = UsageTable.DATABASE) String database,
    @Bindable(defaultValue = UsageTable.WORKGROUP) String workgroup,
    @Bindable(defaultValue = "PT1.6S") Duration patience,
    @Bindable(defaultValue = "PT5M") Duration reuse) {}
