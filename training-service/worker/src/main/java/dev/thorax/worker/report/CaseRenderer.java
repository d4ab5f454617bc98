package dev.thorax.worker.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.imaging.heatmap.Overlay;

/** Renders the pictures of a case as {@code data:} URIs of JPEGs, which keep a page with dozens of them small. */
final class CaseRenderer {
    private static final int SIDE = 224;
    private static final double OPACITY = 0.4;

    private CaseRenderer() {}

    /** Returns the pixels that the network read. */
    static String scan(ReportCase shown) {
        return scan(shown.image());
    }

    /** Returns the pixels of {@code image}. */
    static String scan(GreyImage image) {
        return jpeg(CanonicalImage.toPng(enlarged(image)));
    }

    /** Returns the pixels with the heat map over them. */
    static String overlay(ReportCase shown) {
        return jpeg(Overlay.jet(
                enlarged(shown.image()),
                shown.heat().values(),
                shown.heat().height(),
                shown.heat().width(),
                OPACITY));
    }

    static String png(byte[] png) {
        return uri("image/png", png);
    }

    /** Enlarges the image smoothly to the size on the page, so that no pixel looks like a finding. */
    private static GreyImage enlarged(GreyImage image) {
        double scale = (double) SIDE / Math.max(image.width(), image.height());
        int width = (int) Math.max(1, Math.round(image.width() * scale));
        int height = (int) Math.max(1, Math.round(image.height() * scale));
        byte[] pixels = new byte[width * height];
        InputSpec.Interpolation interpolation =
                scale < 1 ? InputSpec.Interpolation.AREA : InputSpec.Interpolation.LINEAR;
        ModelInput.write(image, new InputSpec(height, width, interpolation), pixels, 0);
        return new GreyImage(width, height, pixels);
    }

    private static String jpeg(byte[] png) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(image, "jpg", jpeg);
            return uri("image/jpeg", jpeg.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String uri(String type, byte[] bytes) {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }
}
