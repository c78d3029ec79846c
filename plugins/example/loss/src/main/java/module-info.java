/** A plugin with one loss. */
module com.example.squaredhinge {
    requires dev.tenon.api;

    opens com.example.squaredhinge; // Tenon makes the settings record by reflection

    provides dev.tenon.api.training.Loss with
            com.example.squaredhinge.SquaredHinge;
}
