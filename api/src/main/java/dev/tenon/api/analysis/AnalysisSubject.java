package dev.tenon.api.analysis;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import java.util.List;

/** What is known of a trial before it is trained: the layers that will be, and the data. */
public interface AnalysisSubject {

    /** The layers of the arm's last stage, in the file's order. */
    List<LayerResult> layers();

    /**
     * Where the weights of each layer come from, in the file's order.
     *
     * @since 0.2
     */
    default List<LayerOrigin> origins() {
        return layers().stream()
                .map(layer -> new LayerOrigin(layer.id(), "drawn", false))
                .toList();
    }

    /** The columns of the data set that the network takes, in order. */
    List<Column> inputs();

    /** The column that the last stage is compared by. */
    Column target();

    /** The data of the last stage. */
    Examples examples();

    /**
     * A layer that a setting names.
     *
     * @throws IllegalArgumentException if there is none; the message says which there are, and is shown with its location in the file
     */
    LayerResult layer(String id);

    /**
     * A column that a setting names.
     *
     * @throws IllegalArgumentException if there is none; the message says which there are, and is shown with its location in the file
     */
    Column column(String name);
}
