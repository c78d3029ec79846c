/** First-party datasets. */
@org.jspecify.annotations.NullMarked
module dev.tenon.plugins.datasets {
    requires de.siegmar.fastcsv;
    requires dev.tenon.api;
    requires java.desktop;
    requires ojalgo;
    requires static org.jspecify;

    // The runner makes settings records from what a file says.
    opens dev.tenon.plugins.datasets.arrays;
    opens dev.tenon.plugins.datasets.bags;
    opens dev.tenon.plugins.datasets.cifar;
    opens dev.tenon.plugins.datasets.derived;
    opens dev.tenon.plugins.datasets.digits;
    opens dev.tenon.plugins.datasets.folder;
    opens dev.tenon.plugins.datasets.hierarchy;
    opens dev.tenon.plugins.datasets.idx;
    opens dev.tenon.plugins.datasets.masks;
    opens dev.tenon.plugins.datasets.motifs;
    opens dev.tenon.plugins.datasets.pairs;
    opens dev.tenon.plugins.datasets.pentomino;
    opens dev.tenon.plugins.datasets.range;
    opens dev.tenon.plugins.datasets.retinas;
    opens dev.tenon.plugins.datasets.scenes;
    opens dev.tenon.plugins.datasets.split;
    opens dev.tenon.plugins.datasets.table;
    opens dev.tenon.plugins.datasets.textures;
    opens dev.tenon.plugins.datasets.written;

    provides dev.tenon.api.data.Dataset with
            dev.tenon.plugins.datasets.arrays.Npy,
            dev.tenon.plugins.datasets.arrays.Npz,
            dev.tenon.plugins.datasets.bags.Bags,
            dev.tenon.plugins.datasets.cifar.Cifar,
            dev.tenon.plugins.datasets.derived.EdgesAndBlobs,
            dev.tenon.plugins.datasets.derived.Imitations,
            dev.tenon.plugins.datasets.derived.Pasted,
            dev.tenon.plugins.datasets.derived.PrincipalComponents,
            dev.tenon.plugins.datasets.derived.Standardize,
            dev.tenon.plugins.datasets.derived.YesOrNo,
            dev.tenon.plugins.datasets.derived.ZcaWhitening,
            dev.tenon.plugins.datasets.digits.UciDigits,
            dev.tenon.plugins.datasets.folder.ImageFolder,
            dev.tenon.plugins.datasets.hierarchy.RandomHierarchy,
            dev.tenon.plugins.datasets.idx.Idx,
            dev.tenon.plugins.datasets.masks.ImageMasks,
            dev.tenon.plugins.datasets.motifs.Motifs,
            dev.tenon.plugins.datasets.pairs.Pairs,
            dev.tenon.plugins.datasets.pentomino.Pentomino,
            dev.tenon.plugins.datasets.retinas.Retinas,
            dev.tenon.plugins.datasets.scenes.DigitScenes,
            dev.tenon.plugins.datasets.scenes.TwoDigitNumbers,
            dev.tenon.plugins.datasets.table.Csv,
            dev.tenon.plugins.datasets.textures.Textures,
            dev.tenon.plugins.datasets.written.InlineImages;
}
