package org.nd4j.nativeblas;

/**
 * Stands where Deeplearning4j 1.0.0-M2.1 looks for ND4J's native environment before it uses its oneDNN helpers: the class it
 * names has moved to {@code org.nd4j.linalg.cpu.nativecpu.bindings}, so that without this one the helpers stay off.
 */
public final class Nd4jCpu {
    private Nd4jCpu() {}

    /** Answers the two methods that are called by name. */
    public static final class Environment {
        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        /** The only one. */
        public static Environment getInstance() {
            return INSTANCE;
        }

        /** Whether convolutions, pooling and batch norm go through oneDNN. */
        public boolean isUseMKLDNN() {
            return true;
        }
    }
}
