/** A plugin with one initializer. */
module com.example.truncatednormal {
    requires dev.tenon.api;

    opens com.example.truncatednormal; // Tenon makes the settings record by reflection

    provides dev.tenon.api.training.Initializer with
            com.example.truncatednormal.TruncatedNormal;
}
