/** A plugin with one metric. */
module com.example.worstside {
    requires dev.tenon.api;

    provides dev.tenon.api.training.Metric with
            com.example.worstside.WorstSide;
}
