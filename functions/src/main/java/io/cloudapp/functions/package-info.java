/** The Lambda handlers. */
@Configuration
package io.cloudapp.functions;

import io.micronaut.context.annotation.Configuration;
