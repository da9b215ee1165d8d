/** What the services have in common at their HTTP edge. */
@Configuration
package io.cloudapp.services.edge;

import io.micronaut.context.annotation.Configuration;
