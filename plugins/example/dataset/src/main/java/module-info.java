/** A plugin with one data set. */
module com.example.stripes {
    requires dev.tenon.api;

    opens com.example.stripes; // Tenon makes the settings record by reflection

    provides dev.tenon.api.data.Dataset with
            com.example.stripes.Stripes;
}
