package dev.thorax.worker.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;

import dev.thorax.contracts.event.HeldOut;
import dev.thorax.contracts.json.Json;
import dev.thorax.evaluation.Curves;
import dev.thorax.evaluation.Fold;
import dev.thorax.worker.fitting.EpochReport;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Writes {@code report.html}. Everything that is put into the templates is escaped; only the style sheet is taken as it is. */
final class ReportPage {
    private static final Engine ENGINE = Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .strictRendering(true)
            .build();

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build();

    /** The part that both kinds of page have. */
    private static final String CLASS_SETS = "class-sets.html";

    private static final Template REPORT = template();

    private ReportPage() {}

    /** @param plots PNGs by file name */
    static byte[] html(ReportInput input, Map<String, byte[]> plots) {
        Map<String, String> images = new LinkedHashMap<>();
        plots.forEach((name, png) -> images.put(name.replaceFirst("\\.png$", ""), CaseRenderer.png(png)));
        return REPORT.data("css", new RawString(text("report.css")))
                .data("in", input)
                .data("about", input.version().recipe().get("about"))
                .data("trained", minute(input.version().trainedAt()))
                .data("command", command(input))
                .data("version", input.version())
                .data("fromScratch", input.fromScratch())
                .data("corrected", corrected(input.version().recipe()))
                .data("unseenSources", input.heldOut() == HeldOut.SOURCES)
                .data("software", SoftwareVersions.here())
                .data("data", input.data())
                .data("test", input.evaluation())
                .data("audit", input.audit())
                .data("gate", GateSummary.of(input))
                .data("lungs", input.lungs())
                .data("classSets", input.classSets())
                .data("verdict", new ReportSummary(input))
                .data("words", new ReportFormat())
                .data("plots", images)
                .data("bins", Curves.of(Fold.join(input.folds())).reliability())
                .data(
                        "mistakes",
                        input.mistakes().stream().map(RenderedCase::of).toList())
                .data(
                        "successes",
                        input.successes().stream().map(RenderedCase::of).toList())
                .data("suspects", input.suspects())
                .data(
                        "shownSuspects",
                        input.shownSuspects().stream().map(RenderedSuspect::of).toList())
                .data("waiting", waiting(input.histories()))
                .data("recipe", yaml(input.version().recipe()))
                .render()
                .getBytes(UTF_8);
    }

    /** Returns what the recipe changed in the data set, in a sentence, or an empty text. */
    private static String corrected(Map<String, Object> recipe) {
        if (!(recipe.get("corrections") instanceof Map<?, ?> corrections)) {
            return "";
        }
        int without = corrections.get("leaveOut") instanceof List<?> scans ? scans.size() : 0;
        int relabelled = corrections.get("relabel") instanceof Map<?, ?> scans ? scans.size() : 0;
        return "Its recipe leaves out " + without + " and relabels " + relabelled
                + " scans of the data set, for training and for the score.";
    }

    /** The share of the time that the engine waited for scans, in [0,1]; 0 where there were no epochs. */
    private static double waiting(List<List<EpochReport>> histories) {
        return histories.stream()
                .flatMap(List::stream)
                .mapToDouble(EpochReport::waiting)
                .average()
                .orElse(0);
    }

    private static Template template() {
        Variant html = Variant.forContentType(Variant.TEXT_HTML);
        for (String part : List.of("model-card.html", "cases.html", "suspects.html", CLASS_SETS)) {
            ENGINE.putTemplate(part, ENGINE.parse(text(part), html, part));
        }
        return ENGINE.parse(text("report.html"), html, "report.html");
    }

    /** Returns the template of another page. */
    static Template template(String file) {
        return ENGINE.parse(text(file), Variant.forContentType(Variant.TEXT_HTML), file);
    }

    /** Returns a time for people, in minutes. */
    static String minute(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES).atOffset(ZoneOffset.UTC).format(MINUTE);
    }

    static String text(String file) {
        try (InputStream in = ReportPage.class.getResourceAsStream("/report/" + file)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String command(ReportInput input) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("dataset", input.version().data().dataset());
        order.put("recipe", input.version().model());
        if (!input.histories().isEmpty()) {
            order.put("engine", input.version().engine().split(" ", 2)[0]);
        }
        order.put("seed", input.version().seed());
        if (input.fromScratch()) {
            order.put("fromScratch", true);
        }
        if (input.heldOut() == HeldOut.SOURCES) {
            order.put("heldOut", input.heldOut().wireName());
        }
        if (input.folds().size() > 1) {
            order.put("folds", input.folds().size());
        }
        return "curl -H 'Content-Type: application/json' -d '" + new String(Json.write(order), UTF_8)
                + "' http://127.0.0.1:8082/trainings";
    }

    static String yaml(Map<String, Object> recipe) {
        try {
            return YAML.writeValueAsString(recipe);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A recipe that was read as YAML can be written as YAML.", e);
        }
    }
}
