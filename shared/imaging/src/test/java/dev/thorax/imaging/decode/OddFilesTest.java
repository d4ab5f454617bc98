package dev.thorax.imaging.decode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.contracts.json.Json;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;

/** Files that were made after public bug reports of other programs, and what must become of each. */
class OddFilesTest {
    /**
     * A row of the table.
     *
     * @param outcome accepted, rejected, or accepted-or-rejected
     * @param expected file of the canonical image of an accepted one
     * @param max_mad largest mean difference from it, in grey levels
     * @param reasons codes of which a rejected one has one, or null for any
     * @param sentence regular expression that stands in the sentence of a rejected one
     */
    record Odd(
            String file,
            String outcome,
            String expected,
            double max_mad,
            List<String> reasons,
            String sentence,
            String note) {
        @Override
        public String toString() {
            return file + " (" + note + ")";
        }
    }

    static Stream<Odd> files() {
        return Arrays.stream(Json.read(Intake.file("odd/expected.json"), Odd[].class));
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldAnswerAsTheTableSays(Odd odd) throws Exception {
        GreyImage image;
        try {
            image = ImageDecoder.decode(Intake.file("odd/" + odd.file())).image();
        } catch (UnacceptableScanException e) {
            assertThat(odd.outcome()).as(e.getMessage()).endsWith("rejected");
            assertThat(odd.reasons() == null
                            || odd.reasons().contains(e.reason().code()))
                    .as(e.reason().code())
                    .isTrue();
            assertThat(e.getMessage())
                    .matches("[A-Z].{20,}\\.")
                    .containsPattern(Pattern.compile(odd.sentence(), Pattern.CASE_INSENSITIVE));
            return;
        }
        assertThat(odd.outcome()).startsWith("accepted");
        assertThat(Intake.difference(expected(odd.expected()), image)).isLessThanOrEqualTo(odd.max_mad());
    }

    private static GreyImage expected(String name) throws Exception {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(Intake.file("odd/" + name)));
        return Pictures.canonical(picture);
    }
}
