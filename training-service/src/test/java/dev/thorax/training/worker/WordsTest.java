package dev.thorax.training.worker;

import java.io.ByteArrayOutputStream;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class WordsTest {
    private static final String MARK = "7f3a ";

    @Test
    void shouldFindAWordBehindHalfALineOfALibrary() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("oneDNN: creating".getBytes(UTF_8));
        new Words(out, MARK).say(Word.failed("It cannot be."));
        out.writeBytes(" primitive\n{\"failure\":\"no word\"}\n".getBytes(UTF_8));

        assertThat(out.toString(UTF_8).lines().flatMap(line -> Words.in(line, MARK).stream()))
                .containsExactly(Word.failed("It cannot be."));
    }
}
