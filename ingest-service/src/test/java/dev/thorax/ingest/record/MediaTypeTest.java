package dev.thorax.ingest.record;

import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MediaTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image/png | image/png",
                "Image/PNG | image/png",
                "image/png; charset=binary | image/png",
                "image/png;q=0.5;v=1 | image/png",
                "'  image/png ;' | image/png",
                "multipart/form-data; boundary=\"a;b\" | multipart/form-data",
                "; charset=binary | ''",
                "'' | ''",
                "no slash | no slash"
            })
    void shouldReturnTheTypeAndSubtypeWithoutParameters(String mediaType, String essence) {
        assertThat(MediaType.essence(mediaType)).isEqualTo(essence);
    }

    @Test
    void shouldReturnAnEmptyTextIfThereIsNone() {
        assertThat(MediaType.essence(null)).isEmpty();
    }

    @Test
    void shouldNotDependOnTheLanguageOfTheMachine() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("tr"));

            assertThat(MediaType.essence("IMAGE/TIFF")).isEqualTo("image/tiff");
        } finally {
            Locale.setDefault(before);
        }
    }
}
