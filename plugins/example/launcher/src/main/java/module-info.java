/** A plugin with one launcher. */
module com.example.inturn {
    requires dev.tenon.api;

    opens com.example.inturn; // Tenon makes the settings record by reflection

    provides dev.tenon.api.launch.Launcher with
            com.example.inturn.InTurn;
}
