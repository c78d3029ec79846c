package dev.tenon.experiments.read;

import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node.Mapping;
import java.util.Optional;

/**
 * A layer as it is written.
 *
 * @param id given, or made from its type
 * @param body its settings and the keys that all layers have; a bare name is a map of its type
 * @param use whose weights it takes, if another's
 * @param mark where it is written
 */
record LayerTree(String id, Mapping body, Optional<WeightReference> use, Mark mark) {}
