package dev.thorax.network.keras;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renumbers the unnamed layers of a Keras file. Keras counts them through its whole process: they are {@code conv2d,
 * conv2d_1} in one file and {@code conv2d_1, conv2d_2} in another. Only their order identifies them.
 */
public final class KerasNames {
    private static final Pattern UNNAMED = Pattern.compile("(conv2d|batch_normalization)(?:_(\\d{1,9}))?");

    private KerasNames() {}

    /** Maps each name of a file to its name when numbers start at 1 without gaps. */
    public static Map<String, String> renumbered(Iterable<String> names) {
        Map<String, String> renumbered = new HashMap<>();
        Map<String, List<String>> kinds = new HashMap<>();
        for (String name : names) {
            renumbered.put(name, name);
            Matcher unnamed = UNNAMED.matcher(name);
            if (unnamed.matches()) {
                kinds.computeIfAbsent(unnamed.group(1), kind -> new ArrayList<>())
                        .add(name);
            }
        }
        kinds.forEach((kind, members) -> {
            members.sort(Comparator.comparingInt(KerasNames::number));
            for (int i = 0; i < members.size(); i++) {
                renumbered.put(members.get(i), kind + "_" + (i + 1));
            }
        });
        return renumbered;
    }

    private static int number(String name) {
        Matcher unnamed = UNNAMED.matcher(name);
        return unnamed.matches() && unnamed.group(2) != null ? Integer.parseInt(unnamed.group(2)) : 0;
    }
}
