/** The service configure-instance. */
@Configuration
package io.cloudapp.services.configureinstance;

import io.micronaut.context.annotation.Configuration;
