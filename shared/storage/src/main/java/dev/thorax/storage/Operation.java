package dev.thorax.storage;

/** Operation of an object store, as metrics and log lines name it. */
enum Operation {
    PUT("put"),
    PUT_IF_ABSENT("put-if-absent"),
    UPLOAD("upload"),
    READ("read"),
    OPEN("open"),
    EXISTS("exists"),
    DELETE("delete"),
    LIST("list");

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    /** Returns the name in lower case. */
    String label() {
        return label;
    }
}
