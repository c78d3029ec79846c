/** A plugin with one report section. */
module com.example.bestandworst {
    requires dev.tenon.api;

    opens com.example.bestandworst; // Tenon makes the settings record by reflection

    provides dev.tenon.api.report.ReportSection with
            com.example.bestandworst.BestAndWorst;
}
