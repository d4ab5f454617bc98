package dev.thorax.local.csv;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class CsvTableTest {
    private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    static Stream<Arguments> encodings() {
        return Stream.of(
                arguments(new byte[0], StandardCharsets.UTF_8),
                arguments(UTF_8_MARK, StandardCharsets.UTF_8),
                arguments(new byte[] {(byte) 0xff, (byte) 0xfe}, StandardCharsets.UTF_16LE),
                arguments(new byte[] {(byte) 0xfe, (byte) 0xff}, StandardCharsets.UTF_16BE),
                arguments(new byte[0], StandardCharsets.UTF_16LE),
                arguments(new byte[0], StandardCharsets.UTF_16BE),
                arguments(new byte[0], Charset.forName("windows-1252")));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void shouldReadEachEncodingOfASpreadsheet(byte[] mark, Charset charset) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(mark);
        file.writeBytes("file,patient\r\nA/M\u00fcller.png,7\r\n".getBytes(charset));

        CsvTable table = CsvTable.read(file.toByteArray());

        assertThat(table.columns()).containsExactly("file", "patient");
        assertThat(table.rows()).containsExactly(List.of("A/M\u00fcller.png", "7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file,patient\nA/a.png,7\n",
                "file;patient\r\nA/a.png;7\r\n",
                "file\tpatient\rA/a.png\t7",
                "\"file\";\"patient\"\n\"A/a.png\";\"7\"\n",
                " File , PATIENT \n A/a.png , 7 \n",
                "sep=;\r\nfile;patient\r\nA/a.png;7\r\n;;\r\n\r\n",
                "file;patient\n A/a.png; \"7\" \n;\n"
            })
    void shouldReadEachFormOfATable(String text) {
        CsvTable table = CsvTable.read(text.getBytes(StandardCharsets.UTF_8));

        assertThat(table.columns()).containsExactly("file", "patient");
        assertThat(table.rows()).containsExactly(List.of("A/a.png", "7"));
    }

    @Test
    void shouldKeepSeparatorsQuotesAndLineEndsInsideQuotes() {
        CsvTable table = read("file,notes,patient\n\"A/a, b.png\",\"said \"\"no\"\"\nand left\",7\nA/5\".png,,8");

        assertThat(table.rows())
                .containsExactly(List.of("A/a, b.png", "said \"no\"\nand left", "7"), List.of("A/5\".png", "", "8"));
    }

    @Test
    void shouldReadATableOfNothing() {
        assertThat(read("").column("file")).isNegative();
        assertThat(read("\n\n").column("file")).isNegative();
        assertThat(read("sep=").rows()).isEmpty();
    }

    @Test
    void shouldRefuseQuotesThatDoNotClose() {
        assertThatThrownBy(() -> read("file,patient\n\"A/a.png,7\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"A/a.png,7\" do not close");
    }

    private static CsvTable read(String text) {
        return CsvTable.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
