package dev.tenon.experiments.record;

import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.TestPredictions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network answered to images that no data set has, as CSV: the file, the answer, the outputs.
 *
 * @param files of the images
 * @param kind what the outputs are held against in training
 * @param units outputs for an image
 * @param names of the classes, things or numbers; empty if they have none
 * @param outputs {@code [n, units]}
 */
public record NewAnswers(List<String> files, Targets kind, int units, List<String> names, float[] outputs) {

    /** Writes them, a row for each image. */
    public void write(Appendable to) throws IOException {
        List<String> head = new ArrayList<>(List.of("file", "answer"));
        for (int unit = 0; unit < units; unit++) {
            head.add("output-" + (unit < names.size() ? names.get(unit) : Integer.toString(unit)));
        }
        StringBuilder row = new StringBuilder();
        CsvText.row(row, head);
        for (int image = 0; image < files.size(); image++) {
            List<String> fields = new ArrayList<>(List.of(files.get(image), answer(image)));
            for (int unit = 0; unit < units; unit++) {
                fields.add(Float.toString(outputs[image * units + unit]));
            }
            CsvText.row(row, fields);
        }
        to.append(row);
    }

    /** The class, or the things that are there; numbers are themselves the answer, and it is empty. */
    private String answer(int image) {
        return switch (kind) {
            case CLASSES -> names.get(TestPredictions.largest(outputs, image * units, units));
            case SIGNS -> {
                List<String> there = new ArrayList<>();
                for (int unit = 0; unit < units; unit++) {
                    if (outputs[image * units + unit] > 0) {
                        there.add(names.get(unit));
                    }
                }
                yield String.join(" ", there);
            }
            case NUMBERS -> "";
        };
    }
}
