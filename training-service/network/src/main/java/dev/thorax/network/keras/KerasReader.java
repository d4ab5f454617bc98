package dev.thorax.network.keras;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;

/**
 * Reads the layout of Keras's {@code save_weights} (legacy HDF5): the root's attribute {@code layer_names}; for each layer a
 * group with the attribute {@code weight_names}; the tensors under these names in it.
 *
 * <p>A file from outside is not trusted. What it declares may not take more memory than the file is long. Links are not
 * followed. Every failure is reported as one sentence, even a length that the library believes and finds no memory for.
 */
final class KerasReader {
    private static final long LONGEST = 1L << 30;
    private static final int MOST_NAMES = 10_000;
    private static final int MOST_DIMENSIONS = 4;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./:-]{1,128}");

    private long left;

    private KerasReader(long length) {
        this.left = length;
    }

    static KerasFile read(Path file) {
        try {
            try (FileChannel channel = FileChannel.open(file);
                    HdfFile root = HdfFile.fromByteBuffer(mapped(channel))) {
                return new KerasReader(channel.size()).read(root);
            }
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new UnusableWeightsException(
                    "The weights file " + file.getFileName() + " cannot be read: " + reason(e)
                            + "; take a file that Keras Applications publishes.",
                    e);
        }
    }

    /** Returns the whole file. The library allocates memory for what it reads from a channel before it compares its length. */
    private static ByteBuffer mapped(FileChannel channel) throws IOException {
        require(channel.size() <= LONGEST, "it is longer than 1 GiB");
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }

    private KerasFile read(HdfFile root) {
        List<String> layers = names(root, "layer_names");
        Map<String, Map<String, KerasTensor>> weights = new LinkedHashMap<>();
        for (String layer : layers) {
            Map<String, KerasTensor> tensors = tensors(child(root, layer, Group.class));
            if (!tensors.isEmpty()) {
                weights.put(layer, tensors);
            }
        }
        return new KerasFile(layers, weights);
    }

    private Map<String, KerasTensor> tensors(Group layer) {
        Map<String, KerasTensor> tensors = new LinkedHashMap<>();
        for (String path : names(layer, "weight_names")) {
            String[] parts = path.split("/");
            Group group = layer;
            for (String part : Arrays.copyOf(parts, parts.length - 1)) {
                group = child(group, part, Group.class);
            }
            String last = parts[parts.length - 1];
            tensors.put(last.replaceFirst(":\\d+$", ""), tensor(child(group, last, Dataset.class)));
        }
        return tensors;
    }

    private KerasTensor tensor(Dataset dataset) {
        int[] shape = dataset.getDimensions();
        require(
                shape.length <= MOST_DIMENSIONS && dataset.getJavaType() == float.class,
                dataset.getName() + " is no tensor of float32");
        long size = 1;
        for (int dimension : shape) {
            size = Math.multiplyExact(size, dimension);
        }
        left -= Math.multiplyExact(size, Float.BYTES);
        require(size > 0 && left >= 0, "its tensors declare more values than it holds");
        return new KerasTensor(Arrays.stream(shape).boxed().toList(), (float[]) dataset.getDataFlat());
    }

    private static List<String> names(Node node, String attribute) {
        Attribute names = node.getAttribute(attribute);
        require(names != null, node.getPath() + " has no attribute " + attribute);
        if (names.isEmpty() || names.getSize() == 0) {
            return List.of();
        }
        require(
                names.getJavaType() == String.class && names.getSize() <= MOST_NAMES && !names.isScalar(),
                "its attribute " + attribute + " is no list of names");
        List<String> list = List.of((String[]) names.getData());
        require(list.stream().allMatch(name -> NAME.matcher(name).matches()), "its names are not Keras's");
        return list;
    }

    private static <T extends Node> T child(Group group, String name, Class<T> kind) {
        Node child = group.getChild(name);
        require(kind.isInstance(child) && !child.isLink(), "it has no " + kind.getSimpleName() + " " + name);
        return kind.cast(child);
    }

    private static void require(boolean fulfilled, String reason) {
        if (!fulfilled) {
            throw new RefusedFileException(reason);
        }
    }

    private static String reason(Throwable failure) {
        return failure instanceof RefusedFileException
                ? failure.getMessage()
                : "it is damaged, or no HDF5 file (" + failure.getClass().getSimpleName() + ")";
    }

    /**
     * Reports what is wrong in the file. All other failures come from the library, and their messages may hold bytes of the
     * file.
     */
    private static final class RefusedFileException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RefusedFileException(String reason) {
            super(reason);
        }
    }
}
