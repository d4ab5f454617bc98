package dev.thorax.training.report;

/**
 * A case with its pictures.
 *
 * @param facts what the network said of it
 * @param scan what the network was shown, a {@code data:} URI
 * @param overlay the same with its heat map
 */
public record Shown(Case facts, String scan, String overlay) {

    static Shown of(Case shown) {
        return new Shown(shown, Pictures.scan(shown), Pictures.overlay(shown));
    }
}
