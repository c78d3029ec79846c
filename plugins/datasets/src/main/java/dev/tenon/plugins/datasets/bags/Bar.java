package dev.tenon.plugins.datasets.bags;

/**
 * A rounded bar of matter: all points within a radius of a line.
 *
 * @param row where the line begins, in pixels below the item's middle
 * @param column where it begins, in pixels right of the middle
 * @param toRow where it ends
 * @param toColumn where it ends
 * @param radius half the bar's width, in pixels
 * @param depth its optical depth: it lets the fraction exp(-depth) of the rays pass
 */
record Bar(double row, double column, double toRow, double toColumn, double radius, double depth) {

    /** How far a point is from the line. */
    double distance(double atRow, double atColumn) {
        double down = toRow - row;
        double across = toColumn - column;
        double length = down * down + across * across;
        double along = length == 0
                ? 0
                : StrictMath.clamp(((atRow - row) * down + (atColumn - column) * across) / length, 0.0, 1.0);
        double r = atRow - row - along * down;
        double c = atColumn - column - along * across;
        return StrictMath.sqrt(r * r + c * c);
    }

    /** The farthest that it reaches from the item's middle. */
    double reach() {
        return radius
                + StrictMath.sqrt(StrictMath.max(row * row + column * column, toRow * toRow + toColumn * toColumn));
    }
}
