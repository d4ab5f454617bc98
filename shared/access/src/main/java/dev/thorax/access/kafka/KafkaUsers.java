package dev.thorax.access.kafka;

import java.util.Locale;

import dev.thorax.contracts.topic.DeviceTopics;

/** Checks the names of users, which become parts of topics, of groups and of commands. */
final class KafkaUsers {
    private static final String SERVICE = "thorax-";

    private KafkaUsers() {}

    static void check(String user, KafkaPrincipal principal) {
        if (principal.isService() ? !user.equals(principal.name()) : user.startsWith(SERVICE)) {
            throw new IllegalArgumentException(
                    "A name that begins with thorax- is that of a service, and a service has its own; choose another"
                            + " name than " + user + ".");
        }
        if (DeviceTopics.isTaken(user)) {
            throw new IllegalArgumentException("The topic " + DeviceTopics.PREFIX + user.toLowerCase(Locale.ROOT)
                    + " is there already for another purpose, so no user has this name; choose another name than "
                    + user
                    + ".");
        }
        if (!DeviceTopics.isDevice(user)) {
            throw new IllegalArgumentException(
                    "The name of a user must be " + DeviceTopics.RULE + "; choose such a name.");
        }
    }
}
