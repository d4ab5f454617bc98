package dev.thorax.ingest.upload;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FormPartTest {
    private static final byte[] NOTHING = {};

    @Test
    void shouldNameItsField() {
        assertThat(part("content-disposition", "form-data; name=\"Patient\"").name())
                .isEqualTo("Patient");
    }

    @ParameterizedTest
    @ValueSource(strings = {"form-data", "form-data; filename=a.png", ""})
    void shouldHaveAnEmptyNameIfItsFieldHasNone(String disposition) {
        assertThat(part("content-disposition", disposition).name()).isEmpty();
        assertThat(new FormPart(Map.of(), NOTHING).name()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "form-data; name=x; filename=a.png",
                "form-data; name=x; filename=\"\"",
                "form-data; filename*=UTF-8''a.png"
            })
    void shouldBeAFileIfItHasAFileName(String disposition) {
        assertThat(part("content-disposition", disposition).isMarkedAsFile()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, true",
        "application/octet-stream; charset=binary, true",
        "text/plain, false",
        "TEXT/plain; charset=utf-8, false",
        "'', false",
        "; charset=utf-8, false"
    })
    void shouldBeAFileIfItsMediaTypeIsNoText(String mediaType, boolean isFile) {
        assertThat(part("content-type", mediaType).isMarkedAsFile()).isEqualTo(isFile);
    }

    @Test
    void shouldBeNoFileWithoutHeaders() {
        assertThat(new FormPart(Map.of(), NOTHING).isMarkedAsFile()).isFalse();
    }

    @Test
    void shouldReturnItsTransferEncodingInLowerCase() {
        assertThat(part("content-transfer-encoding", " Base64 ").transferEncoding())
                .isEqualTo("base64");
        assertThat(new FormPart(Map.of(), NOTHING).transferEncoding()).isEmpty();
    }

    private static FormPart part(String header, String value) {
        return new FormPart(Map.of(header, value), NOTHING);
    }
}
