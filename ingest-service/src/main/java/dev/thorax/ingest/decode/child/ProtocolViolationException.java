package dev.thorax.ingest.decode.child;

import java.io.IOException;

/** Reports that a decoder process wrote something that is no answer. */
public final class ProtocolViolationException extends IOException {
    private static final long serialVersionUID = 1;

    ProtocolViolationException(String sentence) {
        super(sentence);
    }
}
