/** The pages. */
@Configuration
package io.cloudapp.webapp;

import io.micronaut.context.annotation.Configuration;
