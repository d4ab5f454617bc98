package dev.thorax.testing.oidc;

import java.time.Duration;

/**
 * A person whom a provider signs in.
 *
 * @param name what the person is called
 * @param group the value of the claim {@code groups}
 * @param validity how long tokens of the person are valid, more than zero
 * @param refreshed whether the person's client gets a refresh token
 */
public record TestPerson(String name, String group, Duration validity, boolean refreshed) {}
