package dev.thorax.contracts.worker;

import java.io.ByteArrayOutputStream;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class WorkerProtocolTest {
    private static final String MARK = "7f3a ";

    @Test
    void shouldFindAWordBehindHalfALineOfALibrary() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("oneDNN: creating".getBytes(UTF_8));
        new WorkerProtocol(out, MARK).write(WorkerMessage.failed("It cannot be."));
        out.writeBytes(" primitive\n{\"failure\":\"no word\"}\n".getBytes(UTF_8));

        assertThat(out.toString(UTF_8).lines().flatMap(line -> WorkerProtocol.read(line, MARK).stream()))
                .containsExactly(WorkerMessage.failed("It cannot be."));
    }
}
