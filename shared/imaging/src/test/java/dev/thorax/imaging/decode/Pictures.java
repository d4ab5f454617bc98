package dev.thorax.imaging.decode;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import dev.thorax.imaging.GreyImage;

/** Pictures made and measured without OpenCV, to check it against. */
final class Pictures {
    private Pictures() {}

    static BufferedImage gradient(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.getRaster().setSample(x, y, 0, (x * 255 / width + y * 3 + (x ^ y)) & 0xff);
            }
        }
        return picture;
    }

    static byte[] encode(BufferedImage picture, String format) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        if (!ImageIO.write(picture, format, file)) {
            throw new IOException("ImageIO does not write " + format);
        }
        return file.toByteArray();
    }

    /** A PNG file in the seven passes of Adam7. */
    static byte[] interlaced(BufferedImage picture) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        return encode(picture, writer, how);
    }

    /** A file as a writer of ImageIO makes it. */
    static byte[] encode(BufferedImage picture, ImageWriter writer, ImageWriteParam how) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    /** The canonical image by its definition: luma (ITU-R BT.601), then the mean of the area that each pixel covers. */
    static GreyImage canonical(BufferedImage picture) {
        int longSide = Math.max(picture.getWidth(), picture.getHeight());
        double scale = Math.min(1, 512.0 / longSide);
        int width = (int) Math.round(picture.getWidth() * scale);
        int height = (int) Math.round(picture.getHeight() * scale);
        return area(luma(picture), picture.getWidth(), picture.getHeight(), width, height);
    }

    /** The image squeezed or stretched to a size. */
    static GreyImage stretch(GreyImage image, int width, int height) {
        double[] grey = new double[image.pixels().length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = image.pixels()[i] & 0xff;
        }
        return area(grey, image.width(), image.height(), width, height);
    }

    /** The image turned clockwise by a quarter. */
    static GreyImage clockwise(GreyImage image) {
        return oriented(image, 6);
    }

    /** The image that is meant where {@code stored} has that EXIF orientation (JEITA CP-3451, tag 0x0112). */
    static GreyImage oriented(GreyImage stored, int orientation) {
        int right = stored.width() - 1;
        int bottom = stored.height() - 1;
        int width = orientation < 5 ? stored.width() : stored.height();
        byte[] pixels = new byte[stored.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width;
            int y = i / width;
            int column =
                    switch (orientation) {
                        case 1, 4 -> x;
                        case 2, 3 -> right - x;
                        case 5, 6 -> y;
                        default -> right - y;
                    };
            int row =
                    switch (orientation) {
                        case 1, 2 -> y;
                        case 3, 4 -> bottom - y;
                        case 5, 8 -> x;
                        default -> bottom - x;
                    };
            pixels[i] = stored.pixels()[row * stored.width() + column];
        }
        return new GreyImage(width, pixels.length / width, pixels);
    }

    /** The image for ImageIO. */
    static BufferedImage picture(GreyImage image) {
        return drawn(image, BufferedImage.TYPE_BYTE_GRAY);
    }

    /** The image for ImageIO, with an alpha channel that lets nothing through. */
    static BufferedImage opaque(GreyImage image) {
        return drawn(image, BufferedImage.TYPE_INT_ARGB);
    }

    /** The image for ImageIO, in colours that are all grey. */
    static BufferedImage colour(GreyImage image) {
        return drawn(image, BufferedImage.TYPE_INT_RGB);
    }

    /** The image for ImageIO, as indexes of a palette in which the levels stand in reverse. */
    static BufferedImage indexed(GreyImage image) {
        byte[] levels = new byte[256];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) (255 - i);
        }
        IndexColorModel palette = new IndexColorModel(8, 256, levels, levels, levels);
        BufferedImage picture =
                new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_INDEXED, palette);
        for (int i = 0; i < image.pixels().length; i++) {
            picture.getRaster().setSample(i % image.width(), i / image.width(), 0, 255 - (image.pixels()[i] & 0xff));
        }
        return picture;
    }

    /** The image for ImageIO, in 16 bits of full range. */
    static BufferedImage wide(GreyImage image) {
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < image.pixels().length; i++) {
            picture.getRaster().setSample(i % image.width(), i / image.width(), 0, (image.pixels()[i] & 0xff) * 257);
        }
        return picture;
    }

    private static BufferedImage drawn(GreyImage image, int type) {
        BufferedImage picture = new BufferedImage(image.width(), image.height(), type);
        for (int i = 0; i < image.pixels().length; i++) {
            int value = image.pixels()[i] & 0xff;
            int[] samples = {value, value, value, 255};
            picture.getRaster().setPixel(i % image.width(), i / image.width(), samples);
        }
        return picture;
    }

    private static double[] luma(BufferedImage picture) {
        Raster raster = picture.getRaster();
        boolean wide = raster.getTransferType() == java.awt.image.DataBuffer.TYPE_USHORT;
        double[] grey = new double[picture.getWidth() * picture.getHeight()];
        for (int i = 0; i < grey.length; i++) {
            int x = i % picture.getWidth();
            int y = i / picture.getWidth();
            if (raster.getNumBands() == 1 && picture.getColorModel().getNumColorComponents() == 1) {
                grey[i] = raster.getSample(x, y, 0) / (wide ? 257.0 : 1);
            } else {
                int rgb = picture.getRGB(x, y);
                grey[i] = 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
            }
        }
        return grey;
    }

    private static GreyImage area(double[] grey, int width, int height, int newWidth, int newHeight) {
        byte[] pixels = new byte[newWidth * newHeight];
        for (int i = 0; i < pixels.length; i++) {
            double left = (double) (i % newWidth) * width / newWidth;
            double top = (double) (i / newWidth) * height / newHeight;
            double right = left + (double) width / newWidth;
            double bottom = top + (double) height / newHeight;
            pixels[i] = (byte) Math.round(mean(grey, width, height, left, top, right, bottom));
        }
        return new GreyImage(newWidth, newHeight, pixels);
    }

    private static double mean(
            double[] grey, int width, int height, double left, double top, double right, double bottom) {
        double sum = 0;
        double covered = 0;
        for (int y = (int) top; y < Math.min(height, Math.ceil(bottom)); y++) {
            double rows = Math.min(bottom, y + 1) - Math.max(top, y);
            for (int x = (int) left; x < Math.min(width, Math.ceil(right)); x++) {
                double part = rows * (Math.min(right, x + 1) - Math.max(left, x));
                sum += part * grey[y * width + x];
                covered += part;
            }
        }
        return sum / covered;
    }
}
