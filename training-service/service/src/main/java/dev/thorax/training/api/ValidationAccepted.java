package dev.thorax.training.api;

import java.net.URI;

/**
 * The answer to {@code POST /validations}.
 *
 * @param validationId identifies the validation
 * @param validation where to GET its state and figures
 * @param report where to GET the page to sign when it is done
 */
public record ValidationAccepted(String validationId, URI validation, URI report) {}
