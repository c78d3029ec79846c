/** A plugin with one penalty. */
module com.example.logcosh {
    requires dev.tenon.api;

    opens com.example.logcosh; // Tenon makes the settings record by reflection

    provides dev.tenon.api.training.Penalty with
            com.example.logcosh.LogCosh;
}
