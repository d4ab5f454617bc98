package dev.thorax.ingest.decode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ErrorOutputTest {
    private static final long PATIENCE_SECONDS = 60;

    @Test
    void shouldReturnTheFirstLineThatIsNotEmpty() throws Exception {
        assertThat(summary("\n \t\n\tCould not load it. \nmore\n")).contains("Could not load it.");
    }

    @Test
    void shouldReturnTheFunctionInWhichTheMachineCrashed() throws Exception {
        assertThat(summary(
                        "#\n# A fatal error has been detected:\n# Problematic frame:\n# C  [libpng.so+0x1]  read\n#\n"))
                .contains("# C  [libpng.so+0x1]  read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n \t\n", "# Problematic frame:"})
    void shouldHaveNoSummaryIfNothingIsWritten(String output) throws Exception {
        Optional<String> summary = summary(output);

        assertThat(summary).isEmpty();
    }

    @Test
    void shouldReplaceWhatWouldForgeALineOfTheLog() throws Exception {
        assertThat(summary("a\u001b[31m\u0007\u00e9b\nc"))
                .hasValueSatisfying(line ->
                        assertThat(line).matches("[ -~]+").startsWith("a?[31m?").endsWith("b"));
    }

    @Test
    void shouldCutALongLine() throws Exception {
        assertThat(summary("x".repeat(5000))).contains("x".repeat(200));
    }

    @Test
    void shouldReadAFloodToItsEndAndKeepItsBeginning() throws Exception {
        Flood flood = new Flood(16 << 20);

        ErrorOutput output = ErrorOutput.of(flood);

        assertThat(flood.closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(flood.left)
                .as("so that the process never waits for its reader")
                .isZero();
        assertThat(output.summary()).contains("y".repeat(200));
    }

    @Test
    void shouldKeepWhatItReadBeforeTheStreamBroke() {
        InputStream breaking = new InputStream() {
            private int reads;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] part, int offset, int length) throws IOException {
                if (reads++ > 0) {
                    throw new IOException("The pipe is broken.");
                }
                part[offset] = 'a';
                return 1;
            }
        };

        ErrorOutput output = ErrorOutput.of(breaking);

        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .untilAsserted(() -> assertThat(output.summary()).contains("a"));
    }

    /** Returns the summary after all of {@code text} was read. */
    private static Optional<String> summary(String text) throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        ErrorOutput output = ErrorOutput.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed.countDown();
            }
        });
        assertThat(closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return output.summary();
    }

    /** A stream of many bytes without a line end. */
    private static final class Flood extends InputStream {
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile int left;

        private Flood(int bytes) {
            this.left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'y' : -1;
        }

        @Override
        public int read(byte[] part, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int n = Math.min(length, left);
            java.util.Arrays.fill(part, offset, offset + n, (byte) 'y');
            left -= n;
            return n;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
