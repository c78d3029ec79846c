/** A plugin with one layer. To write your own, copy this folder. */
module dev.tenon.plugins.example {
    requires dev.tenon.api;

    // For the settings record, which Tenon makes by reflection.
    opens dev.tenon.plugins.example;

    provides dev.tenon.api.layer.Layer with
            dev.tenon.plugins.example.Swish;
}
