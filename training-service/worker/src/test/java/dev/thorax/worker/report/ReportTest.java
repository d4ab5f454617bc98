package dev.thorax.worker.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.model.ReportPictures;
import dev.thorax.evaluation.ClassScore;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.PairWithinSources;
import dev.thorax.evaluation.SourceScore;
import dev.thorax.worker.audit.SourceAudit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ReportTest {
    private static final List<String> CLASSES = List.of("COVID-19", "NORMAL", "PNEUMONIA");
    private static final Pattern SOURCE = Pattern.compile("(?:src|href|srcset|action|data)=\"([^\"]*)\"");
    private static final Pattern JPEG = Pattern.compile("src=\"data:image/jpeg;base64,([^\"]*)\"");
    private static final String HOSTILE = "<img src=x onerror=alert(1)>'\"&{secret}";

    @Test
    void shouldSayWhatTheLungFinderMakesOfTheScans() {
        LungSummary lungs = new LungSummary(
                "lungs",
                "t-7",
                "ab".repeat(32),
                new LungCount("all", 400, 12),
                new LungCount("held out", 80, 3),
                List.of(new LungCount("A", 200, 11), new LungCount("B", 200, 1)),
                List.of(new LungCount("st-anna", 390, 12), new LungCount(null, 10, 0)),
                30,
                20,
                List.of(new LungSummary.SourcePatients("st-anna", 20)),
                List.of("scan-5", HOSTILE));
        ReportInput input = Inputs.withLungs(Inputs.of(List.of("A", "B"), 1, true), lungs);

        String page = new String(Report.write(input).get(Report.PAGE), UTF_8);
        String sources =
                new String(Report.write(Inputs.holdingOutSources(input)).get(Report.PAGE), UTF_8);

        assertThat(page)
                .contains("the square around both lungs, which a lung finder finds: version t-7 of lungs")
                .contains("In 3 of 80 held-out scans")
                .contains("In some classes the lung finder finds lungs less often than in others")
                .contains("The lung finder learned from 20 patients of this data set (30 scans)")
                .contains("they are in training, in each split")
                .contains("<code>scan-5</code>")
                .doesNotContain(HOSTILE);
        assertThat(sources).contains("so to it they are not unseen");
    }

    @ParameterizedTest
    @CsvSource({"2,1", "3,1", "3,5", "10,1"})
    void shouldHaveEverySectionAndEveryPlot(int classes, int folds) throws Exception {
        Map<String, byte[]> files = Report.write(Inputs.of(names(classes), folds, true));

        String page = new String(files.get(Report.PAGE), UTF_8);
        Path looked = Path.of("target", "report", classes + "-" + folds + ".html");
        Files.createDirectories(looked.getParent());
        Files.writeString(looked, page);
        assertThat(page)
                .contains(Stream.of(
                                "score",
                                "shortcuts",
                                "sources",
                                "gate",
                                "data",
                                "classes",
                                "operating-points",
                                "confusion",
                                "curves",
                                "calibration",
                                "epochs",
                                "mistakes",
                                "successes",
                                "labels",
                                "model-card",
                                "reproduce")
                        .map(id -> " id=\"" + id + "\"")
                        .toList());
        files.forEach((name, bytes) -> {
            if (name.endsWith(".png")) {
                assertThat(page)
                        .as(name)
                        .contains("data:image/png;base64," + Base64.getEncoder().encodeToString(bytes));
            }
        });
        assertThat(page.contains(folds + " folds, each with a network of its own"))
                .isEqualTo(folds > 1);
        assertThat(page.contains("&quot;folds&quot;:" + folds)).isEqualTo(folds > 1);
    }

    @Test
    void shouldShowWhatTheGateRefusesAndTheAccuracyOfTheRest() {
        String page = page(Inputs.of(CLASSES, 1, true));

        assertThat(row(page, "Unlike training scans")).containsExactly("9", percent(9 / 240.0), "–");
        assertThat(row(page, "Uncertain between classes")).containsExactly("3", percent(3 / 240.0), "–");
        assertThat(row(page, "Undetermined")).containsExactly("12 of 240", percent(0.05), interval(0.021, 0.083));
        assertThat(row(page, "of all held-out scans")).startsWith(percent(0.5));
        assertThat(row(page, "of those that get a class")).containsExactly(percent(0.525), interval(0.4, 0.6));
        assertThat(page).doesNotContain("It has no gate", "no lungs found");
    }

    @Test
    void shouldWarnOfAVersionWithoutAGate() {
        ReportInput input = Inputs.of(CLASSES, 1, true);

        assertThat(page(Inputs.withoutGate(input, Gate.none("The recipe names no gate."))))
                .contains("It has no gate", "The recipe names no gate.", "it names a class for each of them, too");
        assertThat(page(Inputs.withoutGate(input, null))).contains("It has no gate");
    }

    @Test
    void shouldShowTheFiguresOfTheEvaluation() {
        ReportInput input = Inputs.of(CLASSES, 1, true);
        Evaluation test = input.evaluation();

        String page = page(input);

        assertThat(row(page, "Accuracy"))
                .startsWith(
                        percent(test.accuracy()),
                        interval(
                                test.accuracyInterval().low(),
                                test.accuracyInterval().high()));
        assertThat(row(page, "Balanced accuracy")).startsWith(percent(test.balancedAccuracy()));
        assertThat(row(page, "ROC AUC, one versus rest")).startsWith(figure(test.rocAucOneVersusRest()));
        assertThat(row(page, "ROC AUC, one versus one")).startsWith(figure(test.rocAucOneVersusOne()));
        assertThat(row(page, "Average precision")).startsWith(figure(test.prAuc()));
        assertThat(row(page, "Matthews correlation")).startsWith(figure(test.matthews()));
        assertThat(row(page, "Expected calibration error"))
                .startsWith(percent(test.calibration().errorAfter()));
        for (String name : CLASSES) {
            ClassScore score = test.perClass().get(name);
            assertThat(row(page, name))
                    .containsExactly(
                            String.valueOf(score.support()),
                            percent(score.recall()),
                            interval(
                                    score.recallInterval().low(),
                                    score.recallInterval().high()),
                            percent(score.specificity()),
                            percent(score.precision()),
                            percent(score.f1()),
                            figure(score.rocAucOneVersusRest()),
                            figure(score.rocAucOneVersusOne()),
                            figure(score.prAuc()),
                            String.valueOf(score.counts().truePositives()),
                            String.valueOf(score.counts().falsePositives()),
                            String.valueOf(score.counts().trueNegatives()),
                            String.valueOf(score.counts().falseNegatives()));
        }
    }

    @Test
    void shouldShowTheScoresOfEachSource() {
        ReportInput input = Inputs.of(CLASSES, 3, true);
        SourceAudit sources = input.audit().sources();
        SourceScore unknown = sources.scores().perSource().stream()
                .filter(score -> score.source() == null)
                .findFirst()
                .orElseThrow();
        PairWithinSources pair = sources.scores().withinSources().get(0);

        String section = between(page(input), "<section id=\"sources\">", "</section>");

        assertThat(row(section, "COVID-19, by the source alone")).containsExactly("0.970");
        assertThat(row(section, "NORMAL, by the source alone")).containsExactly("–");
        assertThat(row(section, "COVID-19 against NORMAL"))
                .startsWith(String.valueOf(pair.sources()), String.valueOf(pair.scans()), figure(pair.area()));
        assertThat(section).contains("the source is named right for 91.0", "of 90 scans of 2 sources");
        assertThat(row(section, "without a source"))
                .hasSize(4 + 2 * CLASSES.size())
                .startsWith(String.valueOf(unknown.scans()), String.valueOf(unknown.patients()))
                .contains(new ReportFormat().percent(unknown.calibrationError()));
    }

    @Test
    void shouldListTheLabelsToCheckWithTheirPictures() {
        ReportInput input = Inputs.of(CLASSES, 1, true);

        String section = between(page(input), "<section id=\"labels\">", "</section>");

        assertThat(section)
                .contains("Of 240 scans it is known", "For one of them it contradicts")
                .contains("labelled <strong>A</strong> (4.0", "<strong>B</strong> is likelier (93.0")
                .containsPattern("src=\"data:image/jpeg;base64,[^\"]+\"></div>")
                .contains("<code>scan-17</code>");
        assertThat(Json.read(Report.write(input).get(LabelSuspects.FILE), LabelSuspects.class))
                .isEqualTo(input.suspects());
    }

    @Test
    void shouldSayOnTheFirstScreenThatTheSourceGivesAClassAway() {
        String first = between(page(Inputs.of(CLASSES, 1, true)), "<header", "</header>");

        assertThat(first).contains("The source of a scan alone tells COVID-19 from the other classes");
    }

    @Test
    void shouldSayThatNothingIsKnownOfTheSources() {
        String page = page(Inputs.withEmptyClass(CLASSES));

        assertThat(between(page, "<section id=\"sources\">", "</section>")).contains("Nothing is known of the sources");
        assertThat(page).doesNotContain("The source of a scan alone");
    }

    @Test
    void shouldShowTheConfusionMatrixAsATable() {
        ReportInput input = Inputs.of(CLASSES, 1, true);
        int[][] counts = input.evaluation().confusion();

        String table = between(page(input), "<th scope=\"col\">True class</th>", "</table>");

        for (int c = 0; c < CLASSES.size(); c++) {
            int[] row = counts[c];
            int total = IntStream.of(row).sum();
            assertThat(row(table, CLASSES.get(c)))
                    .containsExactly(IntStream.of(row)
                            .mapToObj(count -> count + " (" + percent((double) count / total) + ")")
                            .toArray(String[]::new));
        }
    }

    @Test
    void shouldPutTheBestControlBesideTheScore() {
        String score = between(page(Inputs.of(CLASSES, 1, true)), "<p class=\"score\">", "</p>");

        assertThat(score).contains("95\u00a0% interval").contains("the outer 12.5 % of the image, reaches 66.0\u00a0%");
    }

    @Test
    void shouldWarnOfScansWithoutAPatientAndOfRandomWeights() {
        String known = page(Inputs.of(CLASSES, 1, true));
        String unknown = page(Inputs.hostile("x"));

        assertThat(unknown)
                .contains("scans came without a patient")
                .contains("have the same bytes as another one", "more than one label")
                .contains("began with random weights");
        assertThat(unknown).contains("&quot;fromScratch&quot;:true").contains("No known patient is in two parts");
        assertThat(known)
                .doesNotContain("scans came without a patient", "have the same bytes")
                .doesNotContain("began with random weights");
        assertThat(known).contains("The engine waited for scans 1.0\u00a0% of the time");
    }

    @Test
    void shouldWarnOfAScoreWithoutControls() {
        String page = page(Inputs.of(CLASSES, 1, false));

        assertThat(between(page, "<p class=\"score\">", "</p>")).contains("without seeing the lungs is not known");
        assertThat(page).contains("Do not rely on the score.").contains("Not done for this version.");
    }

    @Test
    void shouldWarnOfClassesWithFewScans() {
        String page = page(Inputs.of(CLASSES, 1, true));

        assertThat(page).contains("held-out scans: PNEUMONIA (1).");
    }

    @Test
    void shouldShowDashesForAClassWithoutAScan() {
        String page = page(Inputs.withEmptyClass(CLASSES));

        assertThat(row(page, "PNEUMONIA")).startsWith("0", ReportFormat.UNKNOWN, ReportFormat.UNKNOWN);
        assertThat(row(page, "ROC AUC, one versus rest")).startsWith(ReportFormat.UNKNOWN, ReportFormat.UNKNOWN);
    }

    @Test
    void shouldLoadNothingAndRunNothing() {
        String page = page(Inputs.of(CLASSES, 1, true));

        assertThat(SOURCE.matcher(page).results().map(found -> found.group(1)))
                .hasSizeGreaterThan(20)
                .allMatch(target -> target.startsWith("#") || target.startsWith("data:image/"));
        assertThat(page)
                .doesNotContainIgnoringCase("<script")
                .doesNotContain("url(", "@import", "<link", "<iframe", "javascript:");
        assertThat(page).doesNotContainPattern("<[^>]* on[a-z]+=");
    }

    @Test
    void shouldEscapeWhatComesFromOutside() {
        String page = page(Inputs.hostile(HOSTILE));

        assertThat(page)
                .doesNotContain("<img src=x")
                .contains("&lt;img src=x onerror=alert(1)&gt;&#39;&quot;&amp;{secret}");
        assertThat(page.split("&lt;img src=x", -1)).hasSizeGreaterThan(15);
    }

    @Test
    void shouldShowEachCaseWithItsHeatMapAndItsScan() throws Exception {
        ReportInput input = Inputs.of(CLASSES, 1, true);

        String page = page(input);

        List<String> pictures =
                JPEG.matcher(page).results().map(found -> found.group(1)).toList();
        assertThat(pictures)
                .hasSize(2 * (input.mistakes().size() + input.successes().size())
                        + input.shownSuspects().size());
        ReportPictures.Extracted extracted = ReportPictures.extract(page);
        assertThat(extracted.pictures()).hasSize(pictures.size());
        assertThat(JPEG.matcher(extracted.page()).results()).isEmpty();
        BufferedImage scan = picture(pictures.get(0));
        BufferedImage overlay = picture(pictures.get(1));
        assertThat(List.of(scan.getWidth(), scan.getHeight())).containsExactly(168, 224);
        assertThat(List.of(overlay.getWidth(), overlay.getHeight())).containsExactly(168, 224);
        assertThat(isGrey(scan)).isTrue();
        assertThat(isGrey(overlay)).isFalse();
        assertThat(page).contains("<code>scan-10</code>").doesNotContain("secret-patient");
    }

    private static BufferedImage picture(String base64) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    }

    private static boolean isGrey(BufferedImage image) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
                .allMatch(rgb -> (rgb >> 16 & 255) == (rgb & 255) && (rgb >> 8 & 255) == (rgb & 255));
    }

    private static String page(ReportInput input) {
        return new String(Report.write(input).get(Report.PAGE), UTF_8);
    }

    /** The cells after the first header cell that reads {@code name}, without markup. */
    private static List<String> row(String page, String name) {
        String row = between(page, "<tr><th scope=\"row\">" + name + "</th>", "</tr>");
        return Pattern.compile("<td[^>]*>(.*?)</td>", Pattern.DOTALL)
                .matcher(row)
                .results()
                .map((MatchResult cell) -> cell.group(1).replaceAll("<[^>]*>", ""))
                .toList();
    }

    private static String between(String page, String from, String to) {
        assertThat(page).contains(from);
        int start = page.indexOf(from) + from.length();
        return page.substring(start, page.indexOf(to, start));
    }

    private static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(c -> "CLASS-" + c).toList();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share);
    }

    private static String interval(double low, double high) {
        return String.format(Locale.ROOT, "%.1f to %.1f\u00a0%%", 100 * low, 100 * high);
    }

    private static String figure(double figure) {
        return String.format(Locale.ROOT, "%.3f", figure);
    }
}
