package dev.thorax.ingest.decode;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;

/** The reasons for which a decoder process ended while it decoded a picture. */
public enum DecoderFault {
    /** The process ended, or wrote something that is no answer. */
    CRASH(RejectionReason.DECODER_CRASHED) {
        @Override
        String sentence(DecodeLimits limits) {
            return "The picture made its decoder crash, so it was damaged or made to do harm; export it anew, in another"
                    + " format if there is one, and send it again.";
        }
    },
    /** The process needed more memory than allowed. */
    MEMORY(RejectionReason.DECODER_MEMORY) {
        @Override
        String sentence(DecodeLimits limits) {
            return "Decoding the picture takes more than " + limits.memoryMib()
                    + " MiB of memory; send it smaller or in another format.";
        }
    },
    /** The process did not answer in time. */
    DEADLINE(RejectionReason.DECODER_DEADLINE) {
        @Override
        String sentence(DecodeLimits limits) {
            return "Decoding the picture takes more than " + seconds(limits)
                    + " s; send it smaller or in another format.";
        }
    };

    private final RejectionReason reason;

    DecoderFault(RejectionReason reason) {
        this.reason = reason;
    }

    abstract String sentence(DecodeLimits limits);

    /** Returns the rejection of the picture that caused this. */
    UnacceptableScanException refusal(DecodeLimits limits) {
        return new UnacceptableScanException(reason, sentence(limits));
    }

    private static long seconds(DecodeLimits limits) {
        return limits.deadline().toSeconds();
    }
}
