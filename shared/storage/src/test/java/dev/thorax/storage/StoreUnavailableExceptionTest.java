package dev.thorax.storage;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StoreUnavailableExceptionTest {
    @Test
    void shouldEndItsSentenceOnce() {
        assertThat(new StoreUnavailableException("read a", new IOException("Try again.\n")))
                .hasMessage("The object store could not read a: Try again.");
        assertThat(new StoreUnavailableException("read a", new IOException("refused")))
                .hasMessage("The object store could not read a: refused.");
    }

    @Test
    void shouldNameTheKindOfACauseWithoutAMessage() {
        assertThat(new StoreUnavailableException("read a", new IOException()))
                .hasMessage("The object store could not read a: IOException.");
    }
}
