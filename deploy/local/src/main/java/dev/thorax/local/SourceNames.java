package dev.thorax.local;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;

/**
 * Makes a name of each hospital or site as people write it. A value that is a name keeps it. Two values never have the same name:
 * if they would, or if letters are lost, the name ends with digits of the value's hash.
 */
final class SourceNames {
    private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9.-]+");
    private static final Pattern EDGES = Pattern.compile("^[^A-Za-z0-9]+|_+$");
    private static final int LONGEST = 128;
    private static final int FEWEST_DIGITS = 8;
    private static final int MOST_DIGITS = 64;

    private final Map<String, String> names = new HashMap<>();

    /** Makes the names of all values, which are not blank. */
    SourceNames(Collection<String> values) {
        Set<String> distinct = values.stream().map(SourceNames::normal).collect(Collectors.toCollection(TreeSet::new));
        Set<String> used = new HashSet<>();
        Map<String, List<String>> byName =
                distinct.stream().collect(Collectors.groupingBy(SourceNames::plain, Collectors.toList()));
        distinct.stream().filter(value -> value.equals(plain(value))).forEach(value -> take(value, value, used));
        distinct.stream()
                .filter(value -> byName.get(plain(value)).size() == 1 && !losesLetters(value))
                .forEach(value -> take(value, plain(value), used));
        distinct.stream().filter(value -> !names.containsKey(value)).forEach(value -> takeWithDigits(value, used));
    }

    /** Returns the name of a value, or null for null. */
    String of(String value) {
        return value == null ? null : names.get(normal(value));
    }

    /** Returns how many different sources there are. */
    int count() {
        return names.size();
    }

    private void take(String value, String name, Set<String> used) {
        names.put(value, name);
        used.add(name);
    }

    private void takeWithDigits(String value, Set<String> used) {
        String hash = Sha256.of(value);
        for (int digits = FEWEST_DIGITS; digits <= MOST_DIGITS; digits += FEWEST_DIGITS) {
            String base = plain(value);
            String name =
                    base.substring(0, Math.min(base.length(), LONGEST - 1 - digits)) + "-" + hash.substring(0, digits);
            if (!used.contains(name)) {
                take(value, name, used);
                return;
            }
        }
        throw new CannotRunException("The source \"" + FileName.printable(value)
                + "\" cannot be told apart from another one; rename it in the manifest.");
    }

    private static String normal(String value) {
        return Normalizer.normalize(value, Normalizer.Form.NFC).strip();
    }

    /** Returns the value with the characters that a name may have. */
    private static String plain(String value) {
        if (StorageKeys.isName(value)) {
            return value;
        }
        String name = OTHERS.matcher(ClassLabel.withoutMarks(value)).replaceAll("_");
        name = EDGES.matcher(name).replaceAll("");
        return name.isEmpty() ? "source" : name.substring(0, Math.min(name.length(), LONGEST));
    }

    /** Returns whether letters have no place in a name, or do not fit into one. */
    private static boolean losesLetters(String value) {
        String text = ClassLabel.withoutMarks(value);
        return !StorageKeys.isName(value)
                && (text.length() > LONGEST
                        || text.chars().noneMatch(Character::isLetterOrDigit)
                        || text.codePoints().anyMatch(c -> c >= 128 && Character.isLetterOrDigit(c)));
    }
}
