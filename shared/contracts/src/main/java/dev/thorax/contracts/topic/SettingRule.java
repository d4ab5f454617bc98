package dev.thorax.contracts.topic;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Decides whether a topic's setting is as good as the one that Thorax needs. */
enum SettingRule {
    /** A number that may be larger. */
    AT_LEAST("at least ") {
        @Override
        boolean accepts(String has, String needs) {
            return Long.parseLong(has) >= Long.parseLong(needs);
        }
    },
    /** A number that may be larger, and of which -1 is the largest. */
    AT_LEAST_OR_UNLIMITED("at least ") {
        @Override
        boolean accepts(String has, String needs) {
            return UNLIMITED.equals(has) || !UNLIMITED.equals(needs) && AT_LEAST.accepts(has, needs);
        }
    },
    /** A number that may be smaller. */
    AT_MOST("at most ") {
        @Override
        boolean accepts(String has, String needs) {
            return Long.parseLong(has) <= Long.parseLong(needs);
        }
    },
    /** A list of words in any order. */
    EXACTLY("") {
        @Override
        boolean accepts(String has, String needs) {
            return words(has).equals(words(needs));
        }
    };

    private static final String UNLIMITED = "-1";

    private final String prefix;

    SettingRule(String prefix) {
        this.prefix = prefix;
    }

    /** Returns the rule of the setting {@code name}. */
    static SettingRule of(String name) {
        return switch (name) {
            case "max.message.bytes", "min.compaction.lag.ms", "min.insync.replicas" -> AT_LEAST;
            case "retention.ms", "retention.bytes" -> AT_LEAST_OR_UNLIMITED;
            case "segment.ms" -> AT_MOST;
            default -> EXACTLY;
        };
    }

    /** Returns whether {@code has} is enough if {@code needs} is needed. */
    abstract boolean accepts(String has, String needs);

    /** Returns {@code needs} as it reads after "needs". */
    String meaning(String needs) {
        return UNLIMITED.equals(needs) ? needs : prefix + needs;
    }

    private static Set<String> words(String list) {
        Set<String> words = new TreeSet<>();
        Arrays.stream(list.split(",")).map(String::strip).forEach(words::add);
        return words;
    }
}
