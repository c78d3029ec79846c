package dev.tenon.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.data.Dataset;
import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The module provides each data set, by the name that a file uses. */
final class ServicesTest {

    @Test
    void namesAreThoseOfFiles() throws ReflectiveOperationException {
        List<String> names = new ArrayList<>();
        for (ModuleDescriptor.Provides provides :
                ServicesTest.class.getModule().getDescriptor().provides()) {
            for (String name : provides.providers()) {
                names.add(Class.forName(name)
                        .asSubclass(Dataset.class)
                        .getConstructor()
                        .newInstance()
                        .type());
            }
        }
        assertEquals(
                List.of(
                        "bags",
                        "cifar",
                        "csv",
                        "digit-scenes",
                        "edges-and-blobs",
                        "idx",
                        "image-folder",
                        "image-masks",
                        "imitations",
                        "motifs",
                        "npy",
                        "npz",
                        "pairs",
                        "pasted",
                        "pentomino",
                        "principal-components",
                        "random-hierarchy",
                        "retinas",
                        "standardize",
                        "textures",
                        "two-digit-numbers",
                        "uci-digits",
                        "written",
                        "yes-or-no",
                        "zca-whitening"),
                names.stream().sorted().toList());
    }
}
