package io.cloudapp.local.states.definition;

import io.cloudapp.local.states.expression.Template;
import java.util.Optional;

/** What a state, a choice or a catcher does to the variables and to the output. */
public record Effects(Optional<Template> assign, Optional<Template> output) {}
