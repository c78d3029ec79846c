/** A plugin with one schedule. */
module com.example.inverseroot {
    requires dev.tenon.api;

    opens com.example.inverseroot; // Tenon makes the settings record by reflection

    provides dev.tenon.api.training.Schedule with
            com.example.inverseroot.InverseRoot;
}
