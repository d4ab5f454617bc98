package dev.thorax.ingest.record;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScanEnvelopeTest {
    private static final String EVENT = "application/cloudevents+json";
    private static final byte[] PICTURE = TestPictures.png(1);
    private static final String TEXT = Base64.getEncoder().encodeToString(PICTURE);

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"image/png", "application/octet-stream", "text/plain", "application/json"})
    void shouldTakeTheBodyForTheFileWhateverItIsCalled(String mediaType) throws Exception {
        assertThat(ScanEnvelope.open(mediaType, PICTURE)).isEqualTo(new ScanEnvelope(PICTURE, ScanAttributes.NONE));
        assertThat(ScanEnvelope.open(mediaType, TEXT.getBytes(StandardCharsets.US_ASCII))
                        .file())
                .isEqualTo(PICTURE);
        assertThat(ScanEnvelope.hasAttributes(mediaType)).isFalse();
    }

    @Test
    void shouldOpenACloudEventWithItsAttributes() throws Exception {
        byte[] event = ("{\"specversion\":\"1.0\",\"patient\":\"4711\",\"data_base64\":\"" + TEXT + "\"}")
                .getBytes(StandardCharsets.UTF_8);

        ScanEnvelope opened = ScanEnvelope.open(EVENT, event);

        assertThat(opened.file()).isEqualTo(PICTURE);
        assertThat(opened.attributes().patient()).isEqualTo("4711");
        assertThat(ScanEnvelope.hasAttributes(EVENT)).isTrue();
    }

    @Test
    void shouldKeepThatABatchOfEventsHasAttributesAlthoughItIsRefused() {
        assertThat(ScanEnvelope.hasAttributes("application/cloudevents-batch+json"))
                .isTrue();
        assertThatThrownBy(() -> ScanEnvelope.open("application/cloudevents-batch+json", PICTURE))
                .isInstanceOf(UnacceptableScanException.class);
    }

    @Test
    void shouldNotOpenAPictureThatIsCalledACloudEvent() {
        assertThatThrownBy(() -> ScanEnvelope.open(EVENT, PICTURE)).isInstanceOf(UnacceptableScanException.class);
    }

    @Test
    void shouldLeaveTheBytesOfABodyWithoutEncoding() throws Exception {
        assertThat(ScanEnvelope.decoded(null, PICTURE)).isSameAs(PICTURE);
        assertThatThrownBy(() -> ScanEnvelope.decoded("br", PICTURE)).isInstanceOf(UnacceptableScanException.class);
    }
}
