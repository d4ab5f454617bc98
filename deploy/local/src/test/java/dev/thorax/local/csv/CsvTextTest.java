package dev.thorax.local.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CsvTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void shouldRemoveAByteOrderMarkAndNothingElse(String charset) {
        byte[] bytes = "\ufefffile,M\u00fcller,\u65e5\ufeff".getBytes(Charset.forName(charset));

        assertThat(CsvText.decode(bytes)).isEqualTo("file,M\u00fcller,\u65e5\ufeff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void shouldRecogniseAnEncodingWithoutAMark(String charset) {
        assertThat(CsvText.decode("file,M\u00fcller".getBytes(Charset.forName(charset))))
                .isEqualTo("file,M\u00fcller");
    }

    @Test
    void shouldTakeWhatIsNoUtf8ForWindows1252() {
        byte[] bytes = {'M', (byte) 0xfc, 'l', (byte) 0x80};

        assertThat(CsvText.decode(bytes)).isEqualTo("M\u00fcl\u20ac");
    }

    @Test
    void shouldTakeAUtf8TextThatIsCutInACharacterForWindows1252() {
        byte[] bytes = {'a', (byte) 0xc3};

        assertThat(CsvText.decode(bytes)).isEqualTo("a\u00c3");
    }

    @Test
    void shouldReadNoBytesAndOneByte() {
        assertThat(CsvText.decode(new byte[0])).isEmpty();
        assertThat(CsvText.decode(new byte[] {'7'})).isEqualTo("7");
        assertThat(CsvText.decode(new byte[] {0})).isEqualTo("\0");
    }

    @Test
    void shouldReadATextThatIsOnlyAMarkAsEmpty() {
        assertThat(CsvText.decode("\ufeff".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(CsvText.decode("\ufeff".getBytes(StandardCharsets.UTF_16LE))).isEmpty();
    }

    @Test
    void shouldReadUtf16ThatIsCutInACharacter() {
        assertThat(CsvText.decode(new byte[] {'a', 0, 'b'})).isEqualTo("a\ufffd");
    }
}
