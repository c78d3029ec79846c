package dev.tenon.experiments.weights;

import dev.tenon.api.data.DataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the tensors of a safetensors file, of whatever kinds: eight bytes with the length of a header in JSON, the header, numbers. */
final class SafetensorsHeader {

    /** The format's own bound. */
    private static final long LONGEST = 100_000_000;

    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SafetensorsHeader() {}

    /**
     * The tensors by name.
     *
     * @throws DataException if the file is none of this format
     */
    static Map<String, StoredTensor> tensors(MemorySegment file) {
        long length = file.byteSize() < 8 ? -1 : file.get(LENGTH, 0);
        if (length < 2 || length > LONGEST || 8 + length > file.byteSize()) {
            throw damaged("its first bytes are not the length of a header in it");
        }
        JsonNode header;
        try {
            header = JSON.readTree(file.asSlice(8, length).toArray(ValueLayout.JAVA_BYTE));
        } catch (JacksonException e) {
            throw damaged("its header is not JSON: " + e.getOriginalMessage());
        }
        MemorySegment numbers = file.asSlice(8 + length);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (String name : header.propertyNames()) {
            if (!name.equals("__metadata__")) {
                tensors.put(name, tensor(name, header.get(name), numbers));
            }
        }
        return tensors;
    }

    private static StoredTensor tensor(String name, JsonNode entry, MemorySegment numbers) {
        List<Long> offsets = numbers(name, entry.path("data_offsets"));
        if (offsets.size() != 2
                || offsets.get(0) < 0
                || offsets.get(1) < offsets.get(0)
                || offsets.get(1) > numbers.byteSize()) {
            throw damaged("the numbers of \"" + name + "\" do not lie in it");
        }
        String type = entry.path("dtype").asString("");
        Optional<StoredTensor.Numbers> kind = switch (type) {
            case "F32" -> Optional.of(StoredTensor.Numbers.SINGLE);
            case "F16" -> Optional.of(StoredTensor.Numbers.HALF);
            case "BF16" -> Optional.of(StoredTensor.Numbers.BRAIN);
            default -> Optional.empty();
        };
        return new StoredTensor(
                name,
                type,
                kind,
                numbers(name, entry.path("shape")),
                numbers.asSlice(offsets.get(0), offsets.get(1) - offsets.get(0)));
    }

    private static List<Long> numbers(String name, JsonNode list) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode each : list.isArray() ? list : JSON.createArrayNode()) {
            if (!each.isIntegralNumber() || !each.canConvertToLong()) {
                throw damaged("its header says of \"" + name + "\" something else than whole numbers: " + list);
            }
            numbers.add(each.longValue());
        }
        return numbers;
    }

    private static DataException damaged(String why) {
        return new DataException("it is not a safetensors file, or damaged: " + why);
    }
}
