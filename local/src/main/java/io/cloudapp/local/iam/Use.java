package io.cloudapp.local.iam;

import io.cloudapp.core.permission.AwsResource;

/** That a role did what one of its permissions allows. */
public record Use(String role, String action, AwsResource resource) {}
