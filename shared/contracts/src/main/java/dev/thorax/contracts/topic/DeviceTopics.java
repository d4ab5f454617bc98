package dev.thorax.contracts.topic;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import static java.util.stream.Collectors.toUnmodifiableSet;

/** Names the topics that one device alone may write: {@code thorax.scans.DEVICE}. They stand beside {@link Topics#SCANS}. */
public final class DeviceTopics {
    /** Begins their names. */
    public static final String PREFIX = Topics.SCANS + ".";

    /** The rule of {@link #isDevice} in words, to follow "must be". */
    public static final String RULE =
            "1 to 100 letters, digits, underscores and dashes that begin with a letter or digit";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

    /** How the names of the other topics with this prefix end. */
    private static final Set<String> TAKEN = TopicSettings.all().stream()
            .map(TopicSettings::name)
            .filter(topic -> topic.startsWith(PREFIX))
            .map(topic -> topic.substring(PREFIX.length()))
            .collect(toUnmodifiableSet());

    private DeviceTopics() {}

    /** Returns whether a device may have this name and a topic of its own. */
    public static boolean isDevice(String name) {
        return name != null && NAME.matcher(name).matches() && !isTaken(name);
    }

    /**
     * Returns whether a device may not have this name, in any case, because the topic of the name has another purpose: {@code
     * stored}, {@code rejected}, {@code erased}.
     */
    public static boolean isTaken(String name) {
        return name != null && TAKEN.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Returns the device whose own topic {@code topic} is. Empty if it is no such topic. */
    public static Optional<String> device(String topic) {
        return Optional.of(topic)
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.substring(PREFIX.length()))
                .filter(DeviceTopics::isDevice);
    }

    /** Returns the topic of the catalogue that {@code topic} stands beside, or {@code topic} itself. */
    public static String catalogued(String topic) {
        return device(topic).isPresent() ? Topics.SCANS : topic;
    }

    /**
     * Returns the settings of the topic of a device. They are those of {@link Topics#SCANS}, with one partition at least.
     *
     * @throws IllegalArgumentException if no device may have this name
     */
    public static TopicSettings settings(String device) {
        if (!isDevice(device)) {
            throw new IllegalArgumentException(
                    "The name of a device with a topic of its own must be " + RULE + ", and none of "
                            + String.join(", ", TAKEN.stream().sorted().toList()) + "; choose such a name.");
        }
        TopicSettings scans = TopicSettings.of(Topics.SCANS);
        return new TopicSettings(PREFIX + device, 1, false, scans.config(), scans.longest());
    }
}
