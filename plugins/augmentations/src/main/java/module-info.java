import dev.tenon.api.augmentation.Augmentation;

/** First-party augmentations. */
@org.jspecify.annotations.NullMarked
module dev.tenon.plugins.augmentations {
    requires dev.tenon.api;
    requires static org.jspecify;

    // Open, not exported: everything here is found by its service; only settings records are made by reflection.
    opens dev.tenon.plugins.augmentations;

    provides Augmentation with
            dev.tenon.plugins.augmentations.Brightness,
            dev.tenon.plugins.augmentations.Contrast,
            dev.tenon.plugins.augmentations.Crop,
            dev.tenon.plugins.augmentations.Cutout,
            dev.tenon.plugins.augmentations.Flip,
            dev.tenon.plugins.augmentations.Noise,
            dev.tenon.plugins.augmentations.Rotate,
            dev.tenon.plugins.augmentations.Shift,
            dev.tenon.plugins.augmentations.Zoom;
}
