package org.nd4j.nativeblas;

/**
 * Replaces a class that Deeplearning4j 1.0.0-M2.1 looks up by name before it uses its oneDNN helpers. ND4J has moved it to
 * {@code org.nd4j.linalg.cpu.nativecpu.bindings}. Without this one the helpers stay off.
 */
public final class Nd4jCpu {
    private Nd4jCpu() {}

    /** Has the two methods that Deeplearning4j calls by name. */
    public static final class Environment {
        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        /** Returns the only instance. */
        public static Environment getInstance() {
            return INSTANCE;
        }

        /** Returns true, so that convolutions, pooling and batch norm use oneDNN. */
        public boolean isUseMKLDNN() {
            return true;
        }
    }
}
