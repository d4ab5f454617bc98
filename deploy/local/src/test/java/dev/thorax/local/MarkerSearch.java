package dev.thorax.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Searches bytes, and what is packed inside of them, for markers in all their forms, and counts the places that it searched. */
final class MarkerSearch {
    private static final int CHUNK = 8 << 20;
    private static final int OVERLAP = 256;
    private static final int CONTEXT = 40;
    /** Streams inside of streams that are unpacked. */
    private static final int DEEPEST = 2;

    private final Map<String, String> forms;
    private final List<String> found = new ArrayList<>();
    private final Set<String> names = new TreeSet<>();
    private final Map<String, Integer> searched = new TreeMap<>();

    MarkerSearch(Map<String, byte[]> forms) {
        this.forms =
                forms.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, form -> text(form.getValue())));
    }

    /** Returns a sentence for each marker that was found. */
    List<String> found() {
        return found;
    }

    /** Returns the places in which the markers were planted that were found as text. */
    Set<String> names() {
        return names;
    }

    /** Returns how many places of each kind were searched. */
    Map<String, Integer> searched() {
        return searched;
    }

    /**
     * Searches one place.
     *
     * @param kind kind of place, e.g. {@code topic}
     * @param name names the place in a finding
     */
    void search(String kind, String name, byte[] bytes) {
        searched.merge(kind, 1, Integer::sum);
        look(kind + " " + name, text(bytes));
    }

    /** Searches the names and the bytes of all files below {@code folder}, except those below a path that {@code except} accepts. */
    void searchFiles(Path folder, Predicate<Path> except) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> Stream.iterate(file, path -> path != null && !path.equals(folder), Path::getParent)
                            .noneMatch(except))
                    .forEach(this::searchFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void searchFile(Path file) {
        searched.merge("file", 1, Integer::sum);
        look("name of file " + file, file.toString());
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] before = new byte[0];
            for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
                String text = text(before) + text(chunk);
                look("file " + file, text);
                before = text(text.substring(Math.max(0, text.length() - OVERLAP)));
            }
        } catch (NoSuchFileException e) {
            // A running service deletes its temporary files.
            searched.merge("file that went", 1, Integer::sum);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void look(String place, String text) {
        look(place, text, 0);
    }

    private void look(String place, String text, int depth) {
        forms.forEach((form, pattern) -> {
            int at = text.indexOf(pattern);
            if (at >= 0) {
                String context = text.substring(
                        Math.max(0, at - CONTEXT), Math.min(text.length(), at + pattern.length() + CONTEXT));
                found.add(place + " has a marker as " + form + ": " + context.replaceAll("[^ -~]", "."));
            }
        });
        names.addAll(PatientMarker.places(text));
        if (depth < DEEPEST) {
            MarkerViews.of(text).forEach(view -> look("packed in " + place, view, depth + 1));
        }
    }

    /** Returns one character a byte, as searching a text is fast. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
