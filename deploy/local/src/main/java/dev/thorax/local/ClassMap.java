package dev.thorax.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Gives each class folder its label, and each label the name that people know. */
final class ClassMap {
    /** Stands for a class that is left out. */
    static final String LEFT_OUT = "";

    private record Found(String label, String name, Path parent) {}

    /** From the names of folders to the classes that the user gave. */
    private final Map<String, String> given = new TreeMap<>();

    private final Map<String, String> shown = new HashMap<>();
    private final Map<String, Found> byLabel = new LinkedHashMap<>();
    private final Map<String, Found> byLowerCase = new HashMap<>();
    private final Set<String> names = new TreeSet<>();

    /**
     * Creates a map.
     *
     * @param given classes by the names of folders, a blank one to leave a folder out
     * @throws CannotRunException if a class cannot be a label
     */
    ClassMap(Map<String, String> given) {
        given.forEach((name, target) -> {
            if (!target.isBlank() && ClassLabel.of(target) == null) {
                throw new CannotRunException("--class \"" + FileName.printable(name) + "=" + FileName.printable(target)
                        + "\" must name a class of 1 to 128 Latin letters, digits, blanks, dots, underscores and dashes only"
                        + ", or none to leave the folder out; name it so.");
            }
            this.given.put(FileName.normal(name), target.strip());
        });
    }

    /** Returns the label of a class folder, {@link #LEFT_OUT}, or null if its name cannot be a label. */
    String label(String name) {
        String target = given.get(name);
        if (target == null) {
            return ClassLabel.of(name);
        }
        return target.isEmpty() ? LEFT_OUT : ClassLabel.of(target);
    }

    /**
     * Enters a class folder with scans.
     *
     * @param name the name of the folder
     * @param parent the folder that holds it
     * @throws CannotRunException if its name cannot be a label, or another class would have the same or nearly the same label
     */
    void found(String name, Path parent) {
        names.add(name);
        String label = label(name);
        if (label == null) {
            throw new CannotRunException("The class folder \"" + FileName.printable(name) + "\" in " + parent
                    + " must be named with 1 to 128 Latin letters, digits, blanks, dots, underscores and dashes only;"
                    + " rename it, or give its class with --class.");
        }
        if (given.containsKey(name)) {
            shown.put(label, given.get(name));
            return;
        }
        shown.putIfAbsent(label, name);
        Found found = new Found(label, name, parent);
        Found other = byLabel.putIfAbsent(label, found);
        if (other != null && (!other.name().equals(name) || other.parent().equals(parent))) {
            throw new CannotRunException(
                    twoFolders(other, found) + " would both have the label " + label + "; rename one of them.");
        }
        Found similar = byLowerCase.putIfAbsent(label.toLowerCase(Locale.ROOT), found);
        if (similar != null
                && !similar.label().equals(label)
                && !similar.parent().equals(parent)) {
            throw new CannotRunException(
                    twoFolders(similar, found) + " would be two classes; rename one of them, or give" + " --class \""
                            + FileName.printable(name) + "=" + similar.label() + "\".");
        }
    }

    private static String twoFolders(Found one, Found other) {
        String first = "\"" + FileName.printable(one.name()) + "\"";
        String second = "\"" + FileName.printable(other.name()) + "\"";
        return one.parent().equals(other.parent())
                ? "The class folders " + first + " and " + second + " in " + one.parent()
                : "The class folders " + first + " in " + one.parent() + " and " + second + " in " + other.parent();
    }

    /** Throws {@link CannotRunException} if a class was given to a folder that is not there. */
    void checkAllFound() {
        List<String> missing =
                given.keySet().stream().filter(name -> !names.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new CannotRunException("--class names \"" + FileName.printable(missing.get(0))
                    + "\", but no class folder with scans has this name; give one of "
                    + names.stream()
                            .map(name -> "\"" + FileName.printable(name) + "\"")
                            .collect(Collectors.joining(", "))
                    + ".");
        }
    }

    /** Returns the name of a class for people: that of its folder, or what the user called it. */
    String shown(String label) {
        return FileName.printable(shown.getOrDefault(label, label));
    }

    /** Returns a sentence for each class whose label is not the name of its folder. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        byLabel.values().stream()
                .filter(found -> !found.label().equals(found.name()))
                .map(found -> "The class folder \"" + FileName.printable(found.name()) + "\" has the label "
                        + found.label() + ", as a label has letters, digits, dots, underscores and dashes only.")
                .forEach(sentences::add);
        Map<String, List<String>> byTarget = new TreeMap<>(
                given.keySet().stream().filter(names::contains).collect(Collectors.groupingBy(given::get)));
        byTarget.forEach((target, folders) -> sentences.add("Class folders with the name "
                + folders.stream()
                        .map(name -> "\"" + FileName.printable(name) + "\"")
                        .collect(Collectors.joining(" or "))
                + (target.isEmpty() ? " are left out" : " are the class " + ClassLabel.of(target))
                + ", as --class says."));
        return sentences;
    }
}
