/** A plugin with one layer. */
module com.example.swish {
    requires dev.tenon.api;

    opens com.example.swish; // Tenon makes the settings record by reflection

    provides dev.tenon.api.layer.Layer with
            com.example.swish.Swish;
}
