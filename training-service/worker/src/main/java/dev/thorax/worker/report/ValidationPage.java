package dev.thorax.worker.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkus.qute.RawString;
import io.quarkus.qute.Template;

import dev.thorax.imaging.GreyImage;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Writes the page of a validation, which a person signs. */
public final class ValidationPage {
    private static final Template PAGE = ReportPage.template("validation.html");

    private ValidationPage() {}

    /**
     * A mistake with its picture.
     *
     * @param facts the scan and its outcome
     * @param scan the pixels that the network read, a {@code data:} URI
     */
    public record Shown(ValidationFigures.Mistake facts, String scan) {}

    /**
     * Writes the page.
     *
     * @param pictures what the network was shown of each mistake that can still be read, by scan id
     */
    public static byte[] html(ValidationFigures figures, Map<String, GreyImage> pictures) {
        List<Shown> mistakes = new ArrayList<>();
        figures.mistakes().stream()
                .filter(mistake -> pictures.containsKey(mistake.scanId()))
                .forEach(
                        mistake -> mistakes.add(new Shown(mistake, CaseRenderer.scan(pictures.get(mistake.scanId())))));
        return PAGE.data("css", new RawString(ReportPage.text("report.css") + ReportPage.text("validation.css")))
                .data("in", figures)
                .data("order", figures.order())
                .data("selected", figures.selected())
                .data("outcome", figures.outcome())
                .data("classSets", figures.classSets())
                .data("requested", ReportPage.minute(figures.order().requestedAt()))
                .data("frozen", ReportPage.minute(figures.frozenAt()))
                .data("scored", ReportPage.minute(figures.scoredAt()))
                .data("summary", new ValidationSummary(figures))
                .data("mistakes", mistakes)
                .data("words", new ReportFormat())
                .data("software", SoftwareVersions.here())
                .render()
                .getBytes(UTF_8);
    }
}
