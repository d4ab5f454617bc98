package dev.thorax.bench;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.mask.SquareBox;
import dev.thorax.onnx.lungs.LungSearch;
import dev.thorax.onnx.lungs.LungSearch.Found;

/** Draws the boxes of films on sheets for people: some of those with two lungs, and those without. */
final class LungPictures {
    private static final int SIDE = 160;
    private static final int COLUMNS = 8;
    private static final int MOST = 64;

    private final List<BufferedImage> found = new ArrayList<>();
    private final List<BufferedImage> notFound = new ArrayList<>();
    private int seen;

    /** Adds a film. Of those with two lungs every ninth is kept. */
    void add(GreyImage image, LungSearch search) {
        if (search instanceof Found lungs) {
            if (seen++ % 9 == 0) {
                found.add(picture(image, lungs.box()));
            }
        } else {
            notFound.add(picture(image, null));
        }
    }

    /** Writes the sheets. */
    void write(Path folder, String name) throws IOException {
        write(folder.resolve(name + "-found.png"), found);
        write(folder.resolve(name + "-not-found.png"), notFound);
    }

    private static BufferedImage picture(GreyImage image, SquareBox box) {
        BufferedImage grey = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setDataElements(0, 0, image.width(), image.height(), image.pixels());
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        double scale = (double) SIDE / Math.max(image.width(), image.height());
        graphics.scale(scale, scale);
        graphics.drawImage(grey, 0, 0, null);
        if (box != null) {
            graphics.setColor(Color.YELLOW);
            graphics.drawRect(box.left(), box.top(), box.side(), box.side());
        }
        graphics.dispose();
        return picture;
    }

    private static void write(Path file, List<BufferedImage> pictures) throws IOException {
        List<BufferedImage> some = pictures.subList(0, Math.min(MOST, pictures.size()));
        if (some.isEmpty()) {
            return;
        }
        int rows = (some.size() + COLUMNS - 1) / COLUMNS;
        BufferedImage sheet = new BufferedImage(COLUMNS * SIDE, rows * SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        for (int i = 0; i < some.size(); i++) {
            graphics.drawImage(some.get(i), i % COLUMNS * SIDE, i / COLUMNS * SIDE, null);
        }
        graphics.dispose();
        ImageIO.write(sheet, "png", file.toFile());
    }
}
