package dev.thorax.worker.augment;

/**
 * An affine map about an image's centre: where the value of a pixel comes from. Each is as Keras has it
 * (keras/src/legacy/preprocessing/image.py, {@code apply_affine_transform}).
 *
 * @param rowByRow rows of the source that one row of the result spans
 * @param rowByColumn rows of the source that one column spans
 * @param columnByRow columns of the source that one row spans
 * @param columnByColumn columns of the source that one column spans
 * @param row rows that the source lies below
 * @param column columns that the source lies to the right
 */
record Affine(
        double rowByRow, double rowByColumn, double columnByRow, double columnByColumn, double row, double column) {

    static Affine rotation(double radians) {
        return new Affine(Math.cos(radians), -Math.sin(radians), Math.sin(radians), Math.cos(radians), 0, 0);
    }

    static Affine shift(double rows, double columns) {
        return new Affine(1, 0, 0, 1, rows, columns);
    }

    static Affine shear(double radians) {
        return new Affine(1, -Math.sin(radians), 0, Math.cos(radians), 0, 0);
    }

    /** Rows and columns of the source that one of the result spans; less than 1 magnifies. */
    static Affine zoom(double rows, double columns) {
        return new Affine(rows, 0, 0, columns, 0, 0);
    }

    /** This map of what {@code inner} gives. */
    Affine times(Affine inner) {
        return new Affine(
                rowByRow * inner.rowByRow + rowByColumn * inner.columnByRow,
                rowByRow * inner.rowByColumn + rowByColumn * inner.columnByColumn,
                columnByRow * inner.rowByRow + columnByColumn * inner.columnByRow,
                columnByRow * inner.rowByColumn + columnByColumn * inner.columnByColumn,
                rowByRow * inner.row + rowByColumn * inner.column + row,
                columnByRow * inner.row + columnByColumn * inner.column + column);
    }
}
