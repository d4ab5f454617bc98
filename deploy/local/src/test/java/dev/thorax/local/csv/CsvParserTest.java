package dev.thorax.local.csv;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CsvParserTest {
    @ParameterizedTest
    @ValueSource(strings = {"a,b\nc,d", "a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d\r", "\n\na,b\n,\n \nc,d\n\n"})
    void shouldSplitLinesAtAnyLineEndAndLeaveOutEmptyOnes(String text) {
        assertThat(lines(text)).containsExactly(List.of("a", "b"), List.of("c", "d"));
    }

    @Test
    void shouldKeepSeparatorsAndLineEndsInsideOfQuotes() {
        assertThat(lines("\"a,b\",\"c\r\nd\"\ne,f")).containsExactly(List.of("a,b", "c\r\nd"), List.of("e", "f"));
    }

    @Test
    void shouldTakeADoubledQuoteForOne() {
        assertThat(lines("\"a \"\"b\"\" c\",\"\"\"\"")).containsExactly(List.of("a \"b\" c", "\""));
    }

    @Test
    void shouldTakeAQuoteWithinAPlainValueAsItIs() {
        assertThat(lines("5\" film,b")).containsExactly(List.of("5\" film", "b"));
    }

    @Test
    void shouldKeepWhatFollowsAClosingQuote() {
        assertThat(lines("\"a\"b,c")).containsExactly(List.of("ab", "c"));
    }

    @Test
    void shouldStripBlanksAroundValues() {
        assertThat(lines("  a , \" b \" ,\tc\t")).containsExactly(List.of("a", "b", "c"));
    }

    @Test
    void shouldKeepEmptyValuesBetweenOthers() {
        assertThat(lines(",,a\n\"\",b")).containsExactly(List.of("", "", "a"), List.of("", "b"));
    }

    @Test
    void shouldNotSplitAtOtherSeparators() {
        assertThat(new CsvParser("a,b;c\td", ';').lines()).containsExactly(List.of("a,b", "c\td"));
        assertThat(new CsvParser("a,b\tc", '\t').lines()).containsExactly(List.of("a,b", "c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", ",", ",,\r\n,,", "\"\""})
    void shouldReturnNoLinesOfATextWithoutValues(String text) {
        assertThat(lines(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,\"patient 7\nb,c\n", "\"patient 7", "\"patient 7\"\""})
    void shouldRefuseQuotesThatDoNotClose(String text) {
        assertThatThrownBy(() -> lines(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the quotes that open before \"patient 7")
                .hasMessageEndingWith("do not close");
    }

    @Test
    void shouldShowOnlyTheBeginningOfALongValueWhoseQuotesDoNotClose() {
        assertThatThrownBy(() -> lines("\"" + "x".repeat(1_000_000)))
                .hasMessage("the quotes that open before \"" + "x".repeat(20) + "\" do not close");
    }

    @Test
    void shouldReadAQuoteAtTheVeryEndAsOneThatDoesNotClose() {
        assertThatThrownBy(() -> lines("a,\"")).hasMessage("the quotes that open before \"\" do not close");
    }

    private static List<List<String>> lines(String text) {
        return new CsvParser(text, ',').lines();
    }
}
