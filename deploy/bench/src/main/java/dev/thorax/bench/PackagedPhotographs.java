package dev.thorax.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the photographs among the files of Debian packages that are installed here. Drawings in the same packages are left out. */
final class PackagedPhotographs {
    /** What dpkg keeps about the files of a package. */
    private static final Path INSTALLED = Path.of("/var/lib/dpkg/info");

    /** Each package with the files of it that are photographs. */
    private static final Map<String, Pattern> PACKAGES = packages();

    private PackagedPhotographs() {}

    private static Map<String, Pattern> packages() {
        Map<String, Pattern> packages = new LinkedHashMap<>();
        packages.put("mate-backgrounds", Pattern.compile(".*/mate/nature/[^/]+\\.jpg"));
        packages.put("lomiri-wallpapers-16.04", Pattern.compile(".*/(?!analogpattern|umang)[^/]+_by_[^/]+\\.jpg"));
        packages.put("lomiri-wallpapers-20.04", Pattern.compile(".*/Kleiber_by_[^/]+\\.jpg"));
        packages.put(
                "plasma-workspace-wallpapers",
                Pattern.compile(".*/(BytheWater|ColdRipple|ColorfulCups|DarkestHour|EveningGlow|FallenLeaf|Grey|Kite"
                        + "|OneStandsOut|Path|summer_1am)/contents/screenshot\\.(jpg|png)"));
        packages.put(
                "tuxpaint-stamps-default",
                Pattern.compile(
                        ".*/stamps/(animals|food/fruit|food/vegetables|plants)/(?!.*cartoon)[^.]+\\.(png|jpg)"));
        return packages;
    }

    /** Returns the names of the packages. */
    static List<String> names() {
        return List.copyOf(PACKAGES.keySet());
    }

    /** Lists the photographs of the packages that are installed, sorted. */
    static List<Path> installed() throws IOException {
        List<Path> photographs = new ArrayList<>();
        for (Map.Entry<String, Pattern> named : PACKAGES.entrySet()) {
            Path files = INSTALLED.resolve(named.getKey() + ".list");
            if (Files.isReadable(files)) {
                Files.readAllLines(files).stream()
                        .filter(file -> named.getValue().matcher(file).matches())
                        .map(Path::of)
                        .filter(Files::isRegularFile)
                        .sorted()
                        .forEach(photographs::add);
            }
        }
        return photographs;
    }
}
