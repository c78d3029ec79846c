/** A plugin with one analysis. */
module com.example.silentunits {
    requires dev.tenon.api;

    opens com.example.silentunits; // Tenon makes the settings record by reflection

    provides dev.tenon.api.analysis.Analysis with
            com.example.silentunits.SilentUnits;
}
