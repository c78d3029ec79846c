package dev.tenon.api.analysis;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.report.Table;

/** What an analysis gets, and where it puts what it finds. It belongs to one thread. */
public interface AnalysisScope extends AnalysisSubject {

    /** The network of the arm's last stage, trained. */
    TrainedNetwork network();

    /**
     * The same network before anything was trained, for controls: each layer with the weights it was drawn with or given; one that
     * another stage trained with those that it had at the beginning of that stage. A layer of another run is drawn again.
     */
    TrainedNetwork untrained();

    /**
     * The same network as its stage began: layers that it takes from elsewhere have the weights that were learned there, unlike those of
     * {@link #untrained}.
     *
     * @since 0.2
     */
    default TrainedNetwork beginning() {
        return untrained();
    }

    /** Random numbers of the trial's seed: another name is another stream, as is another analysis. */
    RandomStream random(String name);

    /**
     * Puts a table into the run, beside those that other seeds put under this name. The report averages the numbers of rows that have the
     * same words.
     *
     * @param name as {@code units}: lower case, words joined by hyphens
     * @throws IllegalArgumentException if it is not such a name, or something was put under it
     */
    void put(String name, Table table);

    /**
     * Puts a table into the run that is of this trial alone, as one of units, of which another seed has others: the report shows it for one
     * seed and averages nothing.
     *
     * @param name as for other tables
     */
    void putDetail(String name, Table table);

    /**
     * Puts numbers into the run that are too many for a table.
     *
     * @param name as for tables
     * @param values row-major, as many as the shape has; kept, not copied
     * @throws IllegalArgumentException if it is not such a name, something was put under it, or there are more or fewer values
     */
    void put(String name, Shape shape, float[] values);

    /** What follows a table's name in that of its pictures. */
    String PICTURES = "-pictures";

    /**
     * Puts a table of this trial alone with a picture for each of its rows; the report lays them beside each other as the table's
     * {@link dev.tenon.api.report.Plot} says.
     *
     * @param name as for other tables; the pictures' numbers are put as {@code NAME-pictures}
     * @param table drawn as images or maps
     * @param picture {@code [height, width, channels]} of each
     * @param values {@code [rows, height, width, channels]}, row-major; NaN where there is nothing to see
     * @throws IllegalArgumentException if there are more or fewer values
     * @since 0.2
     */
    default void putPictures(String name, Table table, Shape picture, float[] values) {
        putDetail(name, table);
        put(name + PICTURES, Shape.of(table.rows().size()).append(picture.dims()), values);
    }
}
