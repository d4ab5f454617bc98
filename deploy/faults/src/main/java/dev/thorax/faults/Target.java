package dev.thorax.faults;

/** Lists the parts of the stack that faults hit. */
enum Target {
    INGEST("ingest-service"),
    INFERENCE("inference-service"),
    EXPLAIN("explain-service"),
    TRAINING("training-service"),
    BROKER("broker"),
    STORE("store");

    private final String label;

    Target(String label) {
        this.label = label;
    }

    /** Returns the name of the part, for people and files. */
    String label() {
        return label;
    }
}
