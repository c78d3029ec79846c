/** A plugin with one augmentation. */
module com.example.solarize {
    requires dev.tenon.api;

    opens com.example.solarize; // Tenon makes the settings record by reflection

    provides dev.tenon.api.augmentation.Augmentation with
            com.example.solarize.Solarize;
}
