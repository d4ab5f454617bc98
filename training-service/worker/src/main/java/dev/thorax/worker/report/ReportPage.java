package dev.thorax.worker.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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

    private static final Template REPORT = template();

    private ReportPage() {}

    /** @param plots PNGs by file name */
    static byte[] html(ReportInput input, Map<String, byte[]> plots) {
        Map<String, String> images = new LinkedHashMap<>();
        plots.forEach((name, png) -> images.put(name.replaceFirst("\\.png$", ""), CaseRenderer.png(png)));
        return REPORT.data("css", new RawString(text("report.css")))
                .data("in", input)
                .data("about", input.version().recipe().get("about"))
                .data(
                        "trained",
                        input.version()
                                .trainedAt()
                                .truncatedTo(ChronoUnit.MINUTES)
                                .atOffset(ZoneOffset.UTC)
                                .format(MINUTE))
                .data("command", command(input))
                .data("version", input.version())
                .data("fromScratch", input.fromScratch())
                .data("software", SoftwareVersions.here())
                .data("data", input.data())
                .data("test", input.evaluation())
                .data("audit", input.audit())
                .data("verdict", new ReportSummary(input.evaluation(), input.audit(), input.data()))
                .data("words", new ReportFormat())
                .data("plots", images)
                .data("bins", Curves.of(Fold.join(input.folds())).reliability())
                .data(
                        "mistakes",
                        input.mistakes().stream().map(RenderedCase::of).toList())
                .data(
                        "successes",
                        input.successes().stream().map(RenderedCase::of).toList())
                .data("waiting", waiting(input.histories()))
                .data("recipe", yaml(input.version().recipe()))
                .render()
                .getBytes(UTF_8);
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
        for (String part : List.of("model-card.html", "cases.html")) {
            ENGINE.putTemplate(part, ENGINE.parse(text(part), html, part));
        }
        return ENGINE.parse(text("report.html"), html, "report.html");
    }

    private static String text(String file) {
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
        if (input.folds().size() > 1) {
            order.put("folds", input.folds().size());
        }
        return "curl -H 'Content-Type: application/json' -d '" + new String(Json.write(order), UTF_8)
                + "' http://127.0.0.1:8082/trainings";
    }

    private static String yaml(Map<String, Object> recipe) {
        try {
            return YAML.writeValueAsString(recipe);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A recipe that was read as YAML can be written as YAML.", e);
        }
    }
}
