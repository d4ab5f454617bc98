package dev.thorax.network.onnx;

import java.nio.FloatBuffer;
import java.util.Map;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/** Distances by hand, of scans with two features. */
class DistanceWriterTest {
    private static final OrtEnvironment ORT = OrtEnvironment.getEnvironment();
    private static final double[] ORIGIN = {1, 1};
    /** Makes (a, b) of centred features to (2a, a + b). */
    private static final double[][] WHITENING = {{2, 1}, {0, 1}};

    private static final double[][] MEANS = {{0, 0}, {4, 2}};
    private static final double[][] REFERENCES = {{1, 0}, {0, 1}, {0.6, 0.8}};

    @Test
    void shouldMeasureTheWhitenedWayToTheNearestClass() throws OrtException {
        float[][] distances = distances(1, new float[] {1, 1, 3, 1, 0, 0, 3, 2});

        assertThat(distances[0][0]).as("the mean of the first class").isZero();
        assertThat(distances[1][0]).as("the mean of the second class").isZero();
        assertThat(distances[2][0]).as("(-2, -2) to (0, 0)").isCloseTo((float) Math.sqrt(8), within(1e-5f));
        assertThat(distances[3][0]).as("(4, 3) to (4, 2)").isCloseTo(1, within(1e-5f));
    }

    @Test
    void shouldMeasureTheAngleToTheNeighbourThatCounts() throws OrtException {
        float[] features = {2, 0};

        assertThat(distances(1, features)[0][1]).isZero();
        assertThat(distances(2, features)[0][1]).isCloseTo(1 - 0.6f, within(1e-6f));
        assertThat(distances(3, features)[0][1]).isCloseTo(1, within(1e-6f));
    }

    @Test
    void shouldNotDependOnTheLengthOfTheFeatures() throws OrtException {
        float[][] distances = distances(2, new float[] {0.03f, 0.01f, 300, 100});

        assertThat(distances[0][1]).isCloseTo(distances[1][1], within(1e-6f));
    }

    @Test
    void shouldTakeFeaturesOfZerosForFarFromAllReferences() throws OrtException {
        assertThat(distances(1, new float[] {0, 0})[0][1]).isEqualTo(1);
    }

    /** The cosine of equal directions rounds to a little more than 1. */
    @Test
    void shouldNeverBeBelowZero() throws OrtException {
        float[] features = new float[200];
        for (int i = 0; i < features.length; i++) {
            features[i] = (i % 2 == 0 ? 0.6f : 0.8f) * (1 + i / 2 * 0.37f);
        }

        for (float[] row : distances(1, features)) {
            assertThat(row[1]).isBetween(0f, 1e-6f);
        }
    }

    @Test
    void shouldRefuseANeighbourThatDoesNotExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureReference(ORIGIN, WHITENING, MEANS, REFERENCES, 4))
                .withMessageContaining("the neighbour 4 does not exist");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureReference(ORIGIN, WHITENING, MEANS, REFERENCES, 0));
    }

    /** Returns the distances of scans, two features each. */
    private static float[][] distances(int neighbour, float[] features) throws OrtException {
        OnnxGraph graph = new OnnxGraph("distances");
        String input = graph.input("features", TensorProto.DataType.FLOAT, 2);
        new DistanceWriter(graph, new FeatureReference(ORIGIN, WHITENING, MEANS, REFERENCES, neighbour)).write(input);
        try (OrtSession session = ORT.createSession(graph.toBytes());
                OnnxTensor tensor =
                        OnnxTensor.createTensor(ORT, FloatBuffer.wrap(features), new long[] {features.length / 2, 2});
                OrtSession.Result result = session.run(Map.of("features", tensor))) {
            return (float[][]) result.get("distances").orElseThrow().getValue();
        }
    }
}
