/** A plugin with one optimizer. */
module com.example.lion {
    requires dev.tenon.api;

    opens com.example.lion; // Tenon makes the settings record by reflection

    provides dev.tenon.api.optimizer.Optimizer with
            com.example.lion.Lion;
}
