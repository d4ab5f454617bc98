package dev.thorax.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Writes a folder of synthetic phantoms in the layout of a data set, so that the first run needs no download. */
public final class PhantomFolder {
    private static final int EXPOSURES = 2;

    private PhantomFolder() {}

    /** Draws {@code patients} patients of each class with two pictures each, unless they are there. */
    public static Path make(Path folder, int patients) {
        try {
            StringBuilder manifest = new StringBuilder("file,label,patient\n");
            List<Runnable> drawings = new ArrayList<>();
            for (Phantom.Kind kind : Phantom.Kind.values()) {
                Path classFolder = Files.createDirectories(folder.resolve(kind.label()));
                for (int patient = 0; patient < patients; patient++) {
                    for (int exposure = 0; exposure < EXPOSURES; exposure++) {
                        String name = "phantom-%s-%03d-%d.png".formatted(kind.label(), patient, exposure);
                        manifest.append("%s/%s,%s,phantom-%s-%d%n"
                                .formatted(kind.label(), name, kind.label(), kind.label(), patient));
                        drawings.add(new Drawing(kind, patient, exposure, classFolder.resolve(name)));
                    }
                }
            }
            drawings.parallelStream().forEach(Runnable::run);
            Files.writeString(folder.resolve("manifest.csv"), manifest);
            return folder;
        } catch (IOException | UncheckedIOException e) {
            throw new CannotRunException("The phantoms cannot be written to " + folder + " (" + e.getMessage()
                    + "); make room, or choose another folder with --home.");
        }
    }

    /** Draws one picture unless its file is there. */
    private record Drawing(Phantom.Kind kind, int patient, int exposure, Path file) implements Runnable {
        @Override
        public void run() {
            if (Files.exists(file)) {
                return;
            }
            try {
                ImageIO.write(Phantom.draw(kind, patient, exposure), "png", file.toFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
