package dev.thorax.ingest.upload;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.thorax.contracts.topic.ScanHeaders;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.HeaderText;
import dev.thorax.ingest.record.ScanAttributes;

/**
 * A form of one scan.
 *
 * @param file the bytes of its file
 * @param mask the bytes of its mask, or null if it has none
 * @param fields the texts of the other parts, by the names of their fields
 */
record UploadedForm(byte[] file, byte[] mask, Map<String, String> fields) {
    private static final String FILE = "file";
    private static final String MASK = ScanHeaders.MASK;
    /** Fields that are never the file. */
    private static final Set<String> FIELDS = Set.of(
            "id",
            "patient",
            "label",
            "dataset",
            "source",
            MASK,
            "ce-id",
            "ce-patient",
            "ce-label",
            "ce-dataset",
            "ce-scansource",
            "_charset_");

    private static final Set<String> PATIENT = Set.of("patient", "ce-patient");

    /** Longest unknown field that may be text, in bytes. */
    private static final int LONGEST_FIELD = 16 << 10;

    /** Reads a form; throws {@link UploadRejectedException} if it is broken, or has no file or several. */
    static UploadedForm of(String mediaType, byte[] body) throws UnacceptableScanException {
        List<FormPart> parts = MultipartForm.parts(mediaType, body);
        FormPart file = file(parts);
        Map<String, String> fields = new HashMap<>();
        for (FormPart part : parts) {
            if (part != file
                    && !name(part).equals(MASK)
                    && (part.body().length <= LONGEST_FIELD || FIELDS.contains(name(part)))) {
                fields.putIfAbsent(name(part), HeaderText.of(part.body()));
            }
        }
        ScanAttributes.checkPatients(parts.stream()
                .filter(part -> part != file && PATIENT.contains(name(part)))
                .map(part -> HeaderText.of(part.body()))
                .filter(Objects::nonNull));
        return new UploadedForm(bytes(file), mask(parts, file), fields);
    }

    /** Returns the mask, of which a page sends an empty part if none was chosen. */
    private static byte[] mask(List<FormPart> parts, FormPart file) {
        List<FormPart> masks = parts.stream()
                .filter(part -> part != file && name(part).equals(MASK) && part.body().length > 0)
                .toList();
        if (masks.size() > 1) {
            throw new UploadRejectedException(UploadProblems.severalFiles());
        }
        return masks.isEmpty() ? null : bytes(masks.get(0));
    }

    /**
     * Returns the part that is the file: the one named {@code file}, else the one that is marked as a file, else the one that is no known
     * field.
     */
    private static FormPart file(List<FormPart> parts) {
        List<FormPart> candidates =
                parts.stream().filter(part -> name(part).equals(FILE)).toList();
        List<FormPart> others =
                parts.stream().filter(part -> !FIELDS.contains(name(part))).toList();
        if (candidates.isEmpty()) {
            candidates = others.stream().filter(FormPart::isMarkedAsFile).toList();
        }
        if (candidates.isEmpty()) {
            candidates = others;
        }
        if (candidates.size() > 1) {
            // A page sends an empty part for each file that was not chosen.
            List<FormPart> filled =
                    candidates.stream().filter(part -> part.body().length > 0).toList();
            candidates = filled.isEmpty() ? candidates.subList(0, 1) : filled;
        }
        if (candidates.size() != 1) {
            throw new UploadRejectedException(
                    candidates.isEmpty() ? UploadProblems.noFile() : UploadProblems.severalFiles());
        }
        return candidates.get(0);
    }

    private static byte[] bytes(FormPart file) {
        return switch (file.transferEncoding()) {
            case "", "binary", "8bit", "7bit" -> file.body();
            case "base64" -> base64(file.body());
            default -> throw new UploadRejectedException(UploadProblems.malformed());
        };
    }

    private static byte[] base64(byte[] text) {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new UploadRejectedException(UploadProblems.malformed());
        }
    }

    private static String name(FormPart part) {
        return part.name().strip().toLowerCase(Locale.ROOT);
    }
}
