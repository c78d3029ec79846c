package dev.tenon.api.optimizer;

/** What a parameter does in its layer. Optimizers may treat them differently, for example by decaying only weights. */
public enum Role {
    /** It is multiplied with inputs, as a kernel. */
    WEIGHT,
    /** It is added. */
    BIAS,
    /** It scales what is normalised. */
    GAIN;

    /**
     * The role of a parameter, which its name tells: {@code bias} or {@code gain}, alone or as the last of words that are joined by
     * hyphens. Every other is a weight.
     *
     * @param parameter its name within its layer; of a layer within the layer, with slashes
     */
    public static Role of(String parameter) {
        String name = parameter.substring(parameter.lastIndexOf('/') + 1);
        return switch (name.substring(name.lastIndexOf('-') + 1)) {
            case "bias" -> BIAS;
            case "gain" -> GAIN;
            default -> WEIGHT;
        };
    }
}
