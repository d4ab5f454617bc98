package dev.thorax.ingest.decode.child;

/** The kinds of request that a decoder process answers. Its number stands in the request. */
public enum RequestKind {
    /** A scan becomes a canonical image. */
    SCAN,
    /** A mask becomes black and white in the geometry of the canonical image. */
    MASK
}
