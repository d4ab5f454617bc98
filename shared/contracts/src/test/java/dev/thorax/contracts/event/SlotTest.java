package dev.thorax.contracts.event;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SlotTest {
    @Test
    void shouldKeepTheNamesOnTheWire() {
        assertThat(Slot.values()).extracting(Slot::wireName).containsExactly("production", "candidate");
    }

    @Test
    void shouldFindASlotByItsWireNameOnly() {
        assertThat(Slot.of("production")).contains(Slot.PRODUCTION);
        assertThat(Slot.of("candidate")).contains(Slot.CANDIDATE);
        assertThat(Slot.of("PRODUCTION")).isEmpty();
        assertThat(Slot.of("")).isEmpty();
        assertThat(Slot.of(null)).isEmpty();
    }
}
