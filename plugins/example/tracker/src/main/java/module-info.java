/** A plugin with one tracker. */
module com.example.losslines {
    requires dev.tenon.api;

    opens com.example.losslines; // Tenon makes the settings record by reflection

    provides dev.tenon.api.tracking.Tracker with
            com.example.losslines.LossLines;
}
