package dev.thorax.imaging.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ForeignFilesTest {
    static String[][] beginnings() {
        return new String[][] {
            {"\0\0\0\u0018ftypheic\0\0\0\0", "HEIC"},
            {"\0\0\0\u0018ftypheix\0\0\0\0", "HEIC"},
            {"\0\0\0\u001cftypmif1\0\0\0\0", "HEIF"},
            {"\0\0\0\u001cftypavif\0\0\0\0", "AVIF"},
            {"\0\0\0\u0018ftypmp42\0\0\0\0", "MPEG-4"},
            {"\0\0\0\u000cjP  \r\n\u0087\n", "JPEG 2000"},
            {"\u00ff\u004f\u00ff\u0051\0", "JPEG 2000"},
            {"\0\0\0\u000cJXL \r\n\u0087\n", "JPEG XL"},
            {"GIF89a", "GIF"},
            {"GIF87a", "GIF"},
            {"BM\u0016\u0010\0\0\0\0\0\0\u0016\0\0\0", "BMP"},
            {"%PDF-1.7\n", "PDF"},
            {"P5\n64 64\n255\n", "PGM"},
            {"8BPS\0\u0001", "Photoshop"},
            {"II+\0\u0008\0\0\0", "BigTIFF"},
            {"MM\0+\0\u0008\0\0", "BigTIFF"},
            {"\u0008\0\u0005\0\n\0\0\0ISO_IR 100", "DICOM"},
            {"\u0002\0\0\0UL\u0004\0", "DICOM"},
        };
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void shouldNameTheFormat(String beginning, String name) {
        byte[] file = Arrays.copyOf(beginning.getBytes(StandardCharsets.ISO_8859_1), 2000);

        assertThatThrownBy(() -> ImageDecoder.decode(file))
                .hasMessageContaining(name)
                .isInstanceOfSatisfying(UnacceptableScanException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(RejectionReason.FORMAT_NOT_SUPPORTED));
    }
}
