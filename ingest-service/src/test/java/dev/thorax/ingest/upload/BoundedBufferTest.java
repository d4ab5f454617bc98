package dev.thorax.ingest.upload;

import java.util.Arrays;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BoundedBufferTest {
    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 10, 200_000, Long.MAX_VALUE})
    void shouldKeepExactlyTheBytesThatCameWhateverWasExpected(long expected) {
        BoundedBuffer buffer = new BoundedBuffer(expected, 300_000);
        Buffer whole = Buffer.buffer();
        for (int part = 0; part < 200; part++) {
            byte[] bytes = new byte[1000];
            Arrays.fill(bytes, (byte) part);
            buffer.add(Buffer.buffer(bytes));
            whole.appendBytes(bytes);
        }

        assertThat(buffer.take()).isEqualTo(whole.getBytes());
    }
}
