/** A plugin with one layer. */
module com.example.channelscale {
    requires dev.tenon.api;

    opens com.example.channelscale; // Tenon makes the settings record by reflection

    provides dev.tenon.api.layer.Layer with
            com.example.channelscale.ChannelScale;
}
