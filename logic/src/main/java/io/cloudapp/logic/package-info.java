/** The Logic tier's use cases with their stores and AWS adapters. */
@Configuration
package io.cloudapp.logic;

import io.micronaut.context.annotation.Configuration;
