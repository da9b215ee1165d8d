/** The service provision-instance. */
@Configuration
package io.cloudapp.services.provisioninstance;

import io.micronaut.context.annotation.Configuration;
