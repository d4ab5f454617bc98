package dev.thorax.access.kafka;

import java.util.regex.Pattern;

/** Checks the names of users, which become parts of groups and of commands. */
final class KafkaUsers {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");
    private static final String SERVICE = "thorax-";

    private KafkaUsers() {}

    static void check(String user, KafkaPrincipal principal) {
        if (principal.isService() ? !user.equals(principal.name()) : user.startsWith(SERVICE)) {
            throw new IllegalArgumentException(
                    "A name that begins with thorax- is that of a service, and a service has its own; choose another"
                            + " name than " + user + ".");
        }
        if (!NAME.matcher(user).matches()) {
            throw new IllegalArgumentException("The name of a user is 1 to 128 letters, digits, underscores and dashes,"
                    + " and begins with a letter or digit; choose such a name.");
        }
    }
}
