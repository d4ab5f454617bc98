package dev.thorax.worker.report;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.thorax.contracts.json.Json;
import dev.thorax.worker.report.plot.Plots;

/** The report of a trained version: one page that needs nothing else, and its plots for other documents. */
public final class Report {
    /** The page. */
    public static final String PAGE = "report.html";

    private Report() {}

    /**
     * Writes a report.
     *
     * @return the page, the plots and the list of suspected labels, by file name
     */
    public static Map<String, byte[]> write(ReportInput input) {
        Map<String, byte[]> plots = Plots.of(input.evaluation(), input.folds(), input.histories());
        Map<String, byte[]> files = new LinkedHashMap<>(plots);
        files.put(LabelSuspects.FILE, Json.write(input.suspects()));
        files.put(PAGE, ReportPage.html(input, plots));
        return files;
    }
}
