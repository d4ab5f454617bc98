package dev.thorax.contracts.model;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.thorax.contracts.storage.StorageKeys;

/**
 * Takes the pictures of scans out of a report and puts them in again when it is read. A stored report only refers to them by
 * {@code scan:ID/NUMBER}, so that an erased scan leaves no copy in it.
 */
public final class ReportPictures {
    private static final Pattern FIGURE =
            Pattern.compile("<figure class=\"case\">[^<]*+(?:<(?!/figure>)[^<]*+)*+</figure>");
    private static final Pattern SCAN = Pattern.compile("<code>(" + StorageKeys.NAME.pattern() + ")</code>");
    private static final Pattern DATA = Pattern.compile("src=\"data:image/jpeg;base64,([A-Za-z0-9+/=]*+)\"");
    private static final Pattern REFERENCE =
            Pattern.compile("src=\"scan:(" + StorageKeys.NAME.pattern() + ")/([0-9]{1,2})\"");
    private static final String JPEG = "data:image/jpeg;base64,";
    private static final String PLACEHOLDER = "data:image/svg+xml;base64,"
            + base64("<svg xmlns='http://www.w3.org/2000/svg'"
                    + " width='224' height='224'><rect width='224' height='224' fill='#ddd'/><text x='112' y='112'"
                    + " font-family='sans-serif' font-size='14' text-anchor='middle'>No longer stored</text></svg>");

    private ReportPictures() {}

    /**
     * Takes the pictures of scans out of a report.
     *
     * @return the report with references, and the pictures
     */
    public static Extracted extract(String html) {
        Map<Reference, byte[]> pictures = new LinkedHashMap<>();
        String page = FIGURE.matcher(html).replaceAll(figure -> Matcher.quoteReplacement(figure(figure, pictures)));
        return new Extracted(page, pictures);
    }

    private static String figure(MatchResult figure, Map<Reference, byte[]> pictures) {
        Matcher scan = SCAN.matcher(figure.group());
        if (!scan.find()) {
            return figure.group();
        }
        String scanId = scan.group(1);
        return DATA.matcher(figure.group()).replaceAll(data -> {
            long before = pictures.keySet().stream()
                    .filter(other -> other.scanId().equals(scanId))
                    .count();
            Reference reference = new Reference(scanId, (int) before);
            pictures.put(reference, Base64.getDecoder().decode(data.group(1)));
            return Matcher.quoteReplacement("src=\"scan:" + reference.scanId() + "/" + reference.number() + "\"");
        });
    }

    /**
     * Puts the pictures of scans into a report. One that is no longer stored becomes a placeholder.
     *
     * @param pictures returns a JPEG, or empty if it is not stored
     */
    public static String fill(String page, Function<Reference, Optional<byte[]>> pictures) {
        return REFERENCE.matcher(page).replaceAll(found -> {
            Reference reference = new Reference(found.group(1), Integer.parseInt(found.group(2)));
            String uri = pictures.apply(reference)
                    .map(jpeg -> JPEG + Base64.getEncoder().encodeToString(jpeg))
                    .orElse(PLACEHOLDER);
            return Matcher.quoteReplacement("src=\"" + uri + "\"");
        });
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Names a picture of a scan in a report.
     *
     * @param scanId the scan
     * @param number counts the pictures of the scan in the report, from 0
     */
    public record Reference(String scanId, int number) {
        /** Returns the object key of the picture in the report of a version. It is one of the objects of the scan. */
        public String key(String model, String version) {
            return StorageKeys.reportPicture(scanId, model, version, number);
        }
    }

    /**
     * A report and the pictures that were taken out of it.
     *
     * @param page the report with references
     * @param pictures JPEGs
     */
    public record Extracted(String page, Map<Reference, byte[]> pictures) {}
}
