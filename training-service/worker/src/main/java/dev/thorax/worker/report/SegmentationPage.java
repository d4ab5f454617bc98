package dev.thorax.worker.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.quarkus.qute.RawString;
import io.quarkus.qute.Template;

import dev.thorax.contracts.model.Manifest;
import dev.thorax.evaluation.MaskEvaluation;
import dev.thorax.evaluation.MaskScore;
import dev.thorax.worker.fitting.EpochReport;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Writes {@code report.html} of a lung finder. It shows figures only, no scans. */
public final class SegmentationPage {
    private static final Template PAGE = ReportPage.template("lungs.html");

    private SegmentationPage() {}

    /**
     * Writes the report.
     *
     * @param data what it was trained and scored on
     * @param masks the scores on held-out patients
     * @return the page, by its file name
     */
    public static Map<String, byte[]> write(
            Manifest version, TrainingData data, MaskEvaluation masks, List<EpochReport> history) {
        Map<String, Long> searches = masks.perScan().stream()
                .collect(Collectors.groupingBy(MaskScore::search, TreeMap::new, Collectors.counting()));
        String html = PAGE.data("css", new RawString(ReportPage.text("report.css")))
                .data("version", version)
                .data("about", version.recipe().get("about"))
                .data("trained", ReportPage.minute(version.trainedAt()))
                .data("masks", masks)
                .data("searches", searches.entrySet())
                .data("history", history)
                .data("data", data)
                .data("words", new ReportFormat())
                .data("software", SoftwareVersions.here())
                .data("recipe", ReportPage.yaml(version.recipe()))
                .render();
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(Report.PAGE, html.getBytes(UTF_8));
        return files;
    }
}
