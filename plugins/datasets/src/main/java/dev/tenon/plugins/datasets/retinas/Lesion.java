package dev.tenon.plugins.datasets.retinas;

/**
 * A sign of disease at a place.
 *
 * @param strength how much of the ground's light it changes, from 0 to 1
 */
record Lesion(LesionKind kind, Spot spot, double strength) {}
