/** First-party datasets. Open, for settings records are made by reflection. */
@org.jspecify.annotations.NullMarked
open module dev.tenon.plugins.datasets {
    requires dev.tenon.api;
    requires java.desktop;
    requires ojalgo;
    requires static org.jspecify;

    provides dev.tenon.api.data.Dataset with
            dev.tenon.plugins.datasets.derived.Standardize,
            dev.tenon.plugins.datasets.derived.ZcaWhitening,
            dev.tenon.plugins.datasets.digits.UciDigits,
            dev.tenon.plugins.datasets.folder.ImageFolder,
            dev.tenon.plugins.datasets.idx.Idx,
            dev.tenon.plugins.datasets.motifs.Motifs,
            dev.tenon.plugins.datasets.scenes.DigitScenes,
            dev.tenon.plugins.datasets.written.Written;
}
