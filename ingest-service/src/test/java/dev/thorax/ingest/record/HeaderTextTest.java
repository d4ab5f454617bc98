package dev.thorax.ingest.record;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeaderTextTest {
    @Test
    void shouldReadUtf8AndElseLatin1() {
        assertThat(HeaderText.decode("M\u00fcller".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("M\u00fcller");
        assertThat(HeaderText.decode("M\u00fcller".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("M\u00fcller");
        assertThat(HeaderText.decode(null)).isNull();
    }

    @Test
    void shouldReadAnHttpHeaderThatTheServerTookForLatin1() {
        byte[] utf8 = "M\u00fcller".getBytes(StandardCharsets.UTF_8);

        assertThat(HeaderText.ofHttp(new String(utf8, StandardCharsets.ISO_8859_1)))
                .isEqualTo("M\u00fcller");
        assertThat(HeaderText.ofHttp(null)).isNull();
    }

    @Test
    void shouldRemoveBlanksAndControlCharactersAtTheEnds() {
        assertThat(HeaderText.clean("\ufeff Jane  Doe\u0000\r\n")).isEqualTo("Jane  Doe");
        assertThat(HeaderText.clean("\u00a0\t")).isNull();
        assertThat(HeaderText.clean(null)).isNull();
    }

    @Test
    void shouldComposeCharacters() {
        assertThat(HeaderText.clean("Mu\u0308ller")).isEqualTo("M\u00fcller");
    }
}
