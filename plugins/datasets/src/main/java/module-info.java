/** First-party datasets. */
@org.jspecify.annotations.NullMarked
module dev.tenon.plugins.datasets {
    requires dev.tenon.api;
    requires static org.jspecify;

    provides dev.tenon.api.data.Dataset with
            dev.tenon.plugins.datasets.digits.UciDigits,
            dev.tenon.plugins.datasets.scenes.DigitScenes,
            dev.tenon.plugins.datasets.written.Written;
}
