package dev.thorax.contracts.model;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.ReportPictures.Extracted;
import dev.thorax.contracts.model.ReportPictures.Reference;

import static org.assertj.core.api.Assertions.assertThat;

class ReportPicturesTest {
    private static final String PLOT = "<img alt=\"A plot\" src=\"data:image/png;base64,AQID\">";
    private static final String REPORT = "<html>" + PLOT + figure("a.1", "AAAA", "BBBB") + figure("b", "CCCC", "DA==")
            + "<code>not a case</code></html>";

    @Test
    void shouldLeaveOnlyReferencesInAReport() {
        Extracted extracted = ReportPictures.extract(REPORT);

        assertThat(extracted.page())
                .contains(PLOT, "src=\"scan:a.1/0\"", "src=\"scan:a.1/1\"", "src=\"scan:b/1\"")
                .doesNotContain("image/jpeg");
        assertThat(extracted.pictures()).hasSize(4);
        assertThat(extracted.pictures().get(new Reference("b", 1)))
                .isEqualTo(Base64.getDecoder().decode("DA=="));
        assertThat(new Reference("b", 1).key("m", "v")).isEqualTo("scans/b/reports/m/v/1.jpg");
    }

    @Test
    void shouldPutTheSamePicturesIn() {
        Extracted extracted = ReportPictures.extract(REPORT);

        assertThat(ReportPictures.fill(
                        extracted.page(),
                        picture -> Optional.of(extracted.pictures().get(picture))))
                .isEqualTo(REPORT);
    }

    @Test
    void shouldShowAPlaceholderForAPictureThatIsNotStored() {
        Map<Reference, byte[]> stored = Map.of(new Reference("b", 0), new byte[] {1});

        String page = ReportPictures.fill(
                ReportPictures.extract(REPORT).page(), picture -> Optional.ofNullable(stored.get(picture)));

        assertThat(page).containsOnlyOnce("data:image/jpeg;base64,AQ==").doesNotContain("scan:");
        assertThat(page.split("data:image/svg", -1)).hasSize(4);
    }

    @Test
    void shouldChangeNothingInAReportWithoutCases() {
        String report = "<html>" + PLOT + "<figure class=\"case\">" + "x".repeat(1_000_000);

        assertThat(ReportPictures.extract(report)).isEqualTo(new Extracted(report, Map.of()));
    }

    private static String figure(String scanId, String scan, String overlay) {
        return "<figure class=\"case\"><div><img alt=\"Scan\" src=\"data:image/jpeg;base64," + scan
                + "\"><img alt=\"Map\" src=\"data:image/jpeg;base64," + overlay
                + "\"></div>\n<figcaption><strong>NORMAL</strong><br><code>" + scanId + "</code></figcaption></figure>";
    }
}
