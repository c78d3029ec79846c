package dev.tenon.api.data;

/** What examples are for. No source image is in two of them. */
public enum Split {
    /** To learn from. */
    TRAIN,
    /** To choose by: early stopping, settings. */
    VALIDATION,
    /** To report; looked at once. */
    TEST
}
