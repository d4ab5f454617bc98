package dev.thorax.access;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoleTest {
    @Test
    void shouldFindRolesByTheNamesOfAnnotations() {
        assertThat(Role.of(Role.DEVICE_NAME)).contains(Role.DEVICE);
        assertThat(Role.of(Role.CLINICIAN_NAME)).contains(Role.CLINICIAN);
        assertThat(Role.of(Role.OPERATOR_NAME)).contains(Role.OPERATOR);
    }

    @Test
    void shouldKnowNoOtherNames() {
        assertThat(Role.of("Operator")).isEmpty();
        assertThat(Role.of("")).isEmpty();
    }
}
