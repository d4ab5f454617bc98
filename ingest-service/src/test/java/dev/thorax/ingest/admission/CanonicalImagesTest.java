package dev.thorax.ingest.admission;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.decode.DecodedScan;
import dev.thorax.testing.data.TestPictures;

import static org.assertj.core.api.Assertions.assertThat;

class CanonicalImagesTest {
    private static final CanonicalVersions VERSIONS = new CanonicalVersions(2, 3);
    private static final DecodedScan DECODED =
            new DecodedScan("image/jpeg", TestPictures.noise(40, 30, 1), VERSIONS, null);

    @Test
    void shouldStoreTheImageWithTheVersionsThatGiveIt() {
        byte[] png = CanonicalImages.png(DECODED);

        assertThat(CanonicalImage.versions(png)).isEqualTo(VERSIONS);
        assertThat(CanonicalImage.fromPng(png).pixels())
                .isEqualTo(DECODED.image().pixels());
        assertThat(CanonicalImage.fromPng(png).width()).isEqualTo(40);
    }

    /** The media type is that of the file as it came, and not that of the image. */
    @Test
    void shouldDescribeTheFileAndTheImage() {
        assertThat(CanonicalImages.metadata(12_345, DECODED, "st-anna"))
                .isEqualTo(new ScanMetadata("image/jpeg", 12_345, 40, 30, VERSIONS, null, "st-anna"));
        assertThat(CanonicalImages.metadata(12_345, DECODED, null).source()).isNull();
    }
}
