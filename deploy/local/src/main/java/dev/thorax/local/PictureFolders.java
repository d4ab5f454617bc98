package dev.thorax.local;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognises the folders that published data sets have inside of a class: the pictures, and the masks of the pictures. */
final class PictureFolders {
    private static final Set<String> IMAGES = Set.of("images", "image", "imgs", "img");
    private static final Set<String> MASKS = Set.of("masks", "mask");
    private static final Pattern WITH_MASKS = Pattern.compile("(?:.*[ _-])?masks?(?:[ _-].*)?");

    private PictureFolders() {}

    /** Returns whether a folder inside of a class folder holds the scans of the class. */
    static boolean isOfImages(Path folder) {
        return IMAGES.contains(name(folder));
    }

    /** Returns whether a folder inside of a class folder holds masks: {@code masks}, {@code lung masks}. */
    static boolean isOfMasks(Path folder) {
        return WITH_MASKS.matcher(name(folder)).matches();
    }

    /** Returns whether a folder beside class folders holds masks. Only the bare word counts, as it might be a class. */
    static boolean isNoClass(Path folder) {
        return MASKS.contains(name(folder));
    }

    private static String name(Path folder) {
        return folder.getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
