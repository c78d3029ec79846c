package dev.tenon.experiments.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** In which order the axes of kernels lie in a file that another program wrote. */
public enum KernelLayout {
    /** Height, width, channels in, filters; matrices are inputs by outputs: as here, in Keras and in TensorFlow. */
    HWIO,
    /** Filters, channels in, height, width; matrices are outputs by inputs: convolutions and linear layers of PyTorch and ONNX. */
    OIHW,
    /** Channels in, filters, height, width: transposed convolutions of PyTorch and ONNX. */
    IOHW;

    /** What a file calls it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(KernelLayout::word).toList();
    }

    /** The layout of a word. */
    public static Optional<KernelLayout> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
